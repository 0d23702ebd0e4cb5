"""Keeping the figures of home in step: a chore."""

from collections.abc import Callable
from time import monotonic

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.db import db, now, reading
from app.profiles.models import HomeFigures
from app.profiles.queries import totals

_SECONDS = 20.0
_REST = 60
_resting: dict[int, float] = {}
"""Until when the figures of a workspace are good enough."""


def now_and_then() -> Callable[[], bool]:
    """Whether a while has passed since it said yes; at first it says yes."""
    asked = -_SECONDS

    def is_due() -> bool:
        nonlocal asked
        if monotonic() < asked + _SECONDS:
            return False
        asked = monotonic()
        return True

    return is_due


def forget(workspace: Workspace, *_told: object) -> None:
    """Throw the figures away, where so much changed that they would mislead. The caller commits."""
    _resting.pop(workspace.id, None)
    db.session.execute(delete(HomeFigures).where(HomeFigures.workspace_id == workspace.id))


def keep_figures(workspace_id: int) -> None:
    """Count the figures anew where something was written since; the caller commits.

    Where counting takes long it is done seldom: a sixtieth of the time at most.
    """
    began = monotonic()
    if began < _resting.get(workspace_id, 0.0):
        return
    with reading():  # so that nobody waits while everybody is counted
        at = now()
        workspace = db.session.get_one(Workspace, workspace_id, populate_existing=True)
        mark = totals.due(workspace, at=at)
        counted = totals.counted(workspace, at=at) if mark is not None else None
        db.session.rollback()
    if counted is None:
        return
    _resting[workspace_id] = monotonic() + _REST * (monotonic() - began)
    found = db.session.get(HomeFigures, workspace_id) or HomeFigures(workspace_id=workspace_id)
    is_whole = counted["barred"] is not None  # else it is counted again as soon as standings are in step
    for name, value in {**counted, "mark": mark if is_whole else ""}.items():
        setattr(found, name, value)
    db.session.add(found)
    db.session.flush()
