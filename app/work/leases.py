"""What a worker does to the row of its work. Every write names the fence, so that a worker which was
thought dead cannot spoil what its successor did."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, literal, select, update

from app.db import UtcDateTime, db, now
from app.work import queries
from app.work.domain.lease import Lease, LostLease
from app.work.domain.state import WorkState
from app.work.models import Work


def take(workspace_id: int, work_id: int, owner: str) -> Lease | None:
    """The right to do this work, or None when it is over or a living worker has it."""
    instant = now()
    taken = (
        update(Work)
        .where(Work.workspace_id == workspace_id, Work.id == work_id, queries.is_free())
        .values(
            state=WorkState.RUNNING,
            owner=owner,
            fence=Work.fence + 1,
            tries=Work.tries + 1,
            heartbeat_at=instant,
            started_at=func.coalesce(Work.started_at, literal(instant, UtcDateTime())),
        )
        .returning(Work.kind, Work.subject_id, Work.fence, Work.tries)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(taken).one_or_none()
    if row is None:
        return None
    return Lease(workspace_id, work_id, row.kind, row.subject_id, owner, row.fence, row.tries)


def hold(lease: Lease) -> bool:
    """Whether a stop was requested. Opens a chunk: the row stays locked until its transaction ends.

    Raises `LostLease` when another worker has taken over.
    """
    mine = select(Work.stop_requested).where(
        Work.workspace_id == lease.workspace_id,
        Work.id == lease.work_id,
        Work.fence == lease.fence,
        Work.state == WorkState.RUNNING,
    )
    row = db.session.execute(mine.with_for_update()).one_or_none()
    if row is None:
        raise LostLease
    return bool(row.stop_requested)


def beat(lease: Lease, done: int) -> bool:
    """Store progress and a heartbeat in the chunk's own transaction; tells whether a stop was requested."""
    return _change(lease, done=done, heartbeat_at=now(), tries=0)


def set_total(lease: Lease, total: int) -> None:
    """Store how much there is to do, once it is known."""
    _change(lease, total=total)


def finish(lease: Lease) -> None:
    """Everything is done."""
    _end(lease, WorkState.DONE, "")


def stop(lease: Lease) -> None:
    """The work rests until somebody resumes it."""
    _end(lease, WorkState.STOPPED, "")


def fail(lease: Lease, words: str) -> None:
    """The work cannot go on; `words` tell staff why."""
    _end(lease, WorkState.FAILED, words)


def give_back(lease: Lease) -> None:
    """Let any worker go on a few seconds from now."""
    _change(lease, state=WorkState.QUEUED, owner="", heartbeat_at=now(), tries=0)


def free_dead(is_alive: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Queue running work again whose owner is known to be gone; answers workspace and id of each."""
    running = select(Work.workspace_id, Work.id, Work.owner, Work.fence).where(
        Work.state == WorkState.RUNNING
    )
    gone = [row for row in db.session.execute(running) if not is_alive(row.owner)]
    return [(row.workspace_id, row.id) for row in gone if _free(row.workspace_id, row.id, row.fence)]


def _free(workspace_id: int, work_id: int, fence: int) -> bool:
    freed = (
        update(Work)
        .where(Work.workspace_id == workspace_id, Work.id == work_id, Work.fence == fence)
        .where(Work.state == WorkState.RUNNING)
        .values(state=WorkState.QUEUED, owner="")
        .returning(Work.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(freed).one_or_none() is not None


def _end(lease: Lease, state: WorkState, error: str) -> None:
    _change(lease, state=state, owner="", error=error, heartbeat_at=now(), finished_at=now())


def _change(lease: Lease, **values: Any) -> bool:
    changed = (
        update(Work)
        .where(
            Work.workspace_id == lease.workspace_id,
            Work.id == lease.work_id,
            Work.fence == lease.fence,
            Work.state == WorkState.RUNNING,
        )
        .values(**values)
        .returning(Work.stop_requested)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(changed).one_or_none()
    if row is None:
        raise LostLease
    return bool(row.stop_requested)
