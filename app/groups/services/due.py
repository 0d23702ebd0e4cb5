"""What is done about the groups of a workspace now and then: whatever is due is found anew."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.constituents import touched
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.models import Group
from app.groups.queries.scope import broken
from app.groups.services import touching
from app.groups.services.asking import KIND, ask
from app.groups.services.counting import KIND as COUNTING
from app.groups.services.counting import have_counted
from app.groups.services.remembering import one_list_writer
from app.work import services as work
from app.work.domain.state import WorkState
from app.work.models import Work

_A_DAY = timedelta(days=1)


def keep_lists(workspace_id: int) -> None:
    """Have found anew whatever a date, a change or a mended reference concerns. The caller commits."""
    workspace = db.session.get_one(Workspace, workspace_id)
    groups, at = touching.dynamic(workspace), now()
    if groups:
        _keep(groups, broken(workspace, groups, at=at), at)
    have_counted(workspace_id)
    _forget_what_is_done(workspace_id, at)
    if touched.waiting(workspace_id, limit=1):
        work.start(
            workspace_id=workspace_id, kind=touching.KIND, subject_id=workspace_id, total=None, by=None
        )


def _forget_what_is_done(workspace_id: int, at: datetime) -> None:
    """Work that begins every minute where people are busy is remembered for a day."""
    done = delete(Work).where(
        Work.workspace_id == workspace_id,
        Work.kind.in_((touching.KIND, COUNTING)),
        Work.subject_id == workspace_id,
        Work.state == WorkState.DONE,
        Work.finished_at < at - _A_DAY,
    )
    db.session.execute(done.execution_options(synchronize_session=False))


def _keep(groups: list[Group], why: Mapping[int, str], at: datetime) -> None:
    """Who is broken says so; who is no longer is found anew, and so is who is due."""
    causes = {group.id: _cause(group, why.get(group.id, ""), at) for group in groups}
    moving = [group for group in groups if causes[group.id] or group.broken_reason != why.get(group.id, "")]
    one_list_writer(*(group.id for group in moving))  # as whoever else writes does: before any row
    for group in groups:
        if cause := causes[group.id]:
            ask(group, cause)
        elif group.due_cause is not None:
            work.start(workspace_id=group.workspace_id, kind=KIND, subject_id=group.id, total=None, by=None)
        group.broken_reason = why.get(group.id, "")
    db.session.flush()


def _cause(group: Group, why: str, at: datetime) -> Cause | None:
    """For what the group is to be found anew, where it is not asked for already."""
    if group.broken_reason and not why:
        return Cause.MENDED
    if group.due_cause is not None:
        return None
    if group.calculated_at is None and not why:
        return Cause.FIRST
    return Cause.DATE if group.due_at is not None and group.due_at <= at else None
