"""The stages of one prospect: one lasts, the others are history."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.audit.services import Actor
from app.cultivation.domain.stages import Stage, Stay
from app.cultivation.models import ProspectStage
from app.db import db


def stages(workspace_id: int, constituent_id: int) -> list[ProspectStage]:
    """All stages of one person, the earliest first and the one that lasts at the end."""
    query = select(ProspectStage).where(
        ProspectStage.workspace_id == workspace_id, ProspectStage.constituent_id == constituent_id
    )
    return sorted(db.session.scalars(query), key=lambda row: (row.since, row.until or date.max, row.id))


def stays(rows: list[ProspectStage]) -> list[Stay]:
    """The same as values."""
    return [Stay(row.stage, row.since, row.until, row.staff) for row in rows]


def lasting(rows: list[ProspectStage]) -> ProspectStage | None:
    """The stage now."""
    return next((row for row in rows if row.until is None), None)


def move(
    workspace_id: int, constituent_id: int, stage: Stage | None, begun: date, *, actor: Actor
) -> list[ProspectStage]:
    """Begin this stage on that day, which ends the one before; the stage now may only begin on another day.

    Returns all stages as they are then. None ends the stage now and begins none.
    """
    rows = stages(workspace_id, constituent_id)
    now = lasting(rows)
    if now and now.stage is stage:
        _begin_on(now, begun, [row for row in rows if row is not now])
        db.session.flush()
        return rows
    if now:
        now.until = begun
        db.session.flush()  # before the new one comes: only one may be without an end
    if stage:
        new = ProspectStage(
            workspace_id=workspace_id,
            constituent_id=constituent_id,
            stage=stage,
            since=begun,
            staff_id=actor.id,
            staff=actor.label,
        )
        db.session.add(new)
        db.session.flush()
        rows.append(new)
    return rows


def _begin_on(now: ProspectStage, begun: date, earlier: list[ProspectStage]) -> None:
    if earlier and earlier[-1].until == now.since:
        earlier[-1].until = begun
    now.since = begun


def revert(
    workspace_id: int, constituent_id: int, before: Any, after: Any, *, today: date, actor: Actor
) -> None:
    """Take a change of stage back, given both as the journal keeps them (`stage` and `since`, or None).

    Where it was the last change, the stage before goes on as if nothing had been; otherwise it begins anew.
    """
    rows = stages(workspace_id, constituent_id)
    now = lasting(rows)
    last = next((row for row in reversed(rows) if row is not now), None)
    is_last = _is(now, after)
    if is_last and now is None and last and _is(last, before):
        last.until = None
    elif is_last and now and _gives_way(now, last, before):
        db.session.delete(now)
        db.session.flush()  # before the other one lasts: only one may be without an end
        if last and before:
            last.until = None
    else:
        stage = Stage(before["stage"]) if before else None
        move(workspace_id, constituent_id, stage, _begins(now, last, before, today), actor=actor)
    db.session.flush()


def _gives_way(now: ProspectStage, last: ProspectStage | None, before: Any) -> bool:
    """Whether the stage now came in by the change, and not only its day."""
    return before is None or (now.stage.value != before["stage"] and _is(last, before))


def _begins(now: ProspectStage | None, last: ProspectStage | None, before: Any, today: date) -> date:
    """A stage that stays gets its day back; another one begins today."""
    if now and before and now.stage.value == before["stage"]:
        return max(date.fromisoformat(before["since"]), last.since if last else date.min)
    return max(today, now.since) if now else today


def _is(row: ProspectStage | None, told: Any) -> bool:
    if row is None or told is None:
        return row is None and told is None
    return bool((row.stage.value, row.since.isoformat()) == (told["stage"], told["since"]))
