"""What is done about the groups of a workspace now and then: whatever is due is found anew."""

from datetime import datetime

from app.accounts.models import Workspace
from app.constituents import touched
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.models import Group
from app.groups.queries.scope import broken
from app.groups.services import touching
from app.groups.services.asking import KIND, ask
from app.work import services as work


def keep_lists(workspace_id: int) -> None:
    """Have found anew whatever a date, a change or a mended reference concerns. The caller commits."""
    workspace = db.session.get_one(Workspace, workspace_id)
    groups, at = touching.dynamic(workspace), now()
    if groups:
        _mend(workspace, groups, at)
        for group in groups:
            _ask_if_due(group, at)
    if touched.waiting(workspace_id, limit=1):
        work.start(
            workspace_id=workspace_id, kind=touching.KIND, subject_id=workspace_id, total=None, by=None
        )


def _mend(workspace: Workspace, groups: list[Group], at: datetime) -> None:
    """Who is broken says so; who is no longer is found anew."""
    found = broken(workspace, groups, at=at)
    for group in groups:
        why = found.get(group.id, "")
        if group.broken_reason and not why:
            ask(group, Cause.MENDED)
        group.broken_reason = why
    db.session.flush()


def _ask_if_due(group: Group, at: datetime) -> None:
    if group.due_cause is not None:
        work.start(workspace_id=group.workspace_id, kind=KIND, subject_id=group.id, total=None, by=None)
    elif group.calculated_at is None and not group.broken_reason:
        ask(group, Cause.FIRST)
    elif group.due_at is not None and group.due_at <= at:
        ask(group, Cause.DATE)
