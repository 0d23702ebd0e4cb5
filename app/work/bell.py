"""The doorbell: tells workers, after the commit, that there is something to do."""

import logging
from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

Ring = Callable[[int, int], None]
"""Called with a workspace's and a work's id; it may fail, because workers also look for themselves."""

_log = logging.getLogger(__name__)
_KEY = "work_to_ring_for"
_rings: list[Ring] = []


def answer(ring: Ring) -> None:
    """Let `ring` be called for all work that is committed from now on, in place of what was called before."""
    _rings[:] = [ring]


def ring_after_commit(session: Session, workspace_id: int, work_id: int) -> None:
    """Ring once the session's transaction is durable; not at all when it is rolled back."""
    session.info.setdefault(_KEY, []).append((workspace_id, work_id))


@event.listens_for(Session, "after_commit")
def _ring(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for workspace_id, work_id in session.info.pop(_KEY, ()):
        for ring in _rings:
            try:
                ring(workspace_id, work_id)
            except Exception as error:
                _log.warning("the doorbell is broken; workers will look for themselves", exc_info=error)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_KEY, None)
