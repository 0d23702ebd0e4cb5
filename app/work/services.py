"""Starting and stopping background work: what staff and commands ask for."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.db import db, new_id, now
from app.work import bell, queries
from app.work.domain.state import WorkState
from app.work.models import Work


@dataclass(frozen=True, slots=True)
class AlreadyRunning:
    """The same kind of work is queued or running for this subject; it is the answer to both requests."""

    work: Work


def start(
    *, workspace_id: int, kind: str, subject_id: int, total: int | None, by: int | None
) -> Work | AlreadyRunning:
    """Queue new work; workers hear of it when the session commits. At most one lives per subject."""
    if found := queries.alive(workspace_id, kind, subject_id):
        return AlreadyRunning(found)
    work = Work(workspace_id=workspace_id, id=new_id(), kind=kind, subject_id=subject_id)
    work.total, work.created_by, work.state = total, by, WorkState.QUEUED
    return _unless_beaten(work)


def resume(*, work: Work) -> Work | AlreadyRunning:
    """Queue stopped or failed work again: it goes on where it stood."""
    if found := queries.alive(work.workspace_id, work.kind, work.subject_id):
        return AlreadyRunning(found)
    work.state, work.stop_requested, work.error = WorkState.QUEUED, False, ""
    work.tries, work.heartbeat_at, work.finished_at = 0, now(), None
    return _unless_beaten(work)


def _unless_beaten(work: Work) -> Work | AlreadyRunning:
    """Write the living work, unless somebody else's reached the database first."""
    key = work.workspace_id, work.kind, work.subject_id
    try:
        with db.session.begin_nested():
            db.session.add(work)
    except IntegrityError:
        found = queries.alive(*key)
        if found is None:
            raise
        return AlreadyRunning(found)
    bell.ring_after_commit(db.session(), work.workspace_id, work.id)
    return work


def request_stop(*, workspace_id: int, work_id: int) -> bool:
    """Ask the worker to stop after its chunk; false when the work is not alive any more."""
    asked = (
        update(Work)
        .where(Work.workspace_id == workspace_id, Work.id == work_id)
        .where(Work.state.in_((WorkState.QUEUED, WorkState.RUNNING)))
        .values(stop_requested=True)
        .returning(Work.id)
    )
    return db.session.execute(asked).one_or_none() is not None
