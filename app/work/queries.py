"""Questions about background work."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from app.db import db, now
from app.work.domain.state import WorkState
from app.work.models import Work

STALE_AFTER = timedelta(seconds=15)
"""Without a heartbeat for this long, a worker counts as dead and another may take over."""

UNHEARD_AFTER = timedelta(seconds=2)
"""Work that has waited this long may have lost its doorbell."""


def get(workspace_id: int, work_id: int) -> Work | None:
    """The piece of work with this id, freshly read."""
    of_it = select(Work).where(Work.workspace_id == workspace_id, Work.id == work_id)
    return db.session.scalars(of_it, execution_options={"populate_existing": True}).one_or_none()


def latest(workspace_id: int, kind: str, subject_id: int) -> Work | None:
    """The newest work of this kind on this subject, whatever became of it."""
    of_subject = select(Work).where(
        Work.workspace_id == workspace_id, Work.kind == kind, Work.subject_id == subject_id
    )
    newest = of_subject.order_by(Work.created_at.desc(), Work.id.desc()).limit(1)
    return db.session.scalars(newest, execution_options={"populate_existing": True}).one_or_none()


def alive(workspace_id: int, kind: str, subject_id: int) -> Work | None:
    """The queued or running work of this kind on this subject; there is never more than one."""
    found = latest(workspace_id, kind, subject_id)
    return found if found is not None and found.state.is_alive else None


def running(workspace_id: int) -> Sequence[Work]:
    """What is being worked on in a workspace, oldest first; what went silent is waited for too."""
    found = select(Work).where(Work.workspace_id == workspace_id, Work.state == WorkState.RUNNING)
    return db.session.scalars(found.order_by(Work.started_at, Work.id)).all()


def is_free() -> ColumnElement[bool]:
    """Whether a worker may take a piece of work: nobody has it, or who had it went silent."""
    silent = and_(Work.state == WorkState.RUNNING, Work.heartbeat_at < now() - STALE_AFTER)
    return or_(Work.state == WorkState.QUEUED, silent)


def waiting() -> Sequence[tuple[int, int]]:
    """Workspace and id of all work that a worker may take now, of all workspaces, oldest first."""
    found = select(Work.workspace_id, Work.id).where(is_free()).order_by(Work.created_at, Work.id)
    return [(row.workspace_id, row.id) for row in db.session.execute(found)]


def stale() -> Sequence[tuple[int, int]]:
    """Like `waiting`, without what was queued so recently that its doorbell will still be heard."""
    unheard = or_(Work.state != WorkState.QUEUED, Work.heartbeat_at < now() - UNHEARD_AFTER)
    found = select(Work.workspace_id, Work.id).where(is_free(), unheard).order_by(Work.created_at, Work.id)
    return [(row.workspace_id, row.id) for row in db.session.execute(found)]
