"""The doorbell: tells workers, and who else waits for it, after the commit, that there is something to do."""

import logging
from collections.abc import Callable, Hashable
from functools import partial

from sqlalchemy import event
from sqlalchemy.orm import Session

Ring = Callable[[int, int], None]
"""Called with a workspace's and a work's id; it may fail, because workers also look for themselves."""

_log = logging.getLogger(__name__)
_KEY = "once_committed"
_rings: list[Ring] = []


def answer(ring: Ring) -> None:
    """Let `ring` be called for all work that is committed from now on, in place of what was called before."""
    _rings[:] = [ring]


def ring_after_commit(session: Session, workspace_id: int, work_id: int) -> None:
    """Ring once the session's transaction is durable; not at all when it is rolled back."""
    once_committed(session, ("work", workspace_id, work_id), partial(_ring, workspace_id, work_id))


def once_committed(session: Session, name: Hashable, call: Callable[[], object]) -> None:
    """Call this once the session's transaction is durable; of several calls of one name, the first alone.

    It may fail and must not use the session: what rests on it also looks for itself.
    """
    session.info.setdefault(_KEY, {}).setdefault(name, call)


def _ring(workspace_id: int, work_id: int) -> None:
    for ring in _rings:
        ring(workspace_id, work_id)


@event.listens_for(Session, "after_commit")
def _call(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for call in session.info.pop(_KEY, {}).values():
        try:
            call()
        except Exception as error:
            _log.warning("the doorbell is broken; workers will look for themselves", exc_info=error)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_KEY, None)
