"""The context of a prospect: stage with its history, manager, capacity rating, note."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.accounts import queries as accounts
from app.accounts.models import Staff, Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, differences, record
from app.constituents.locking import hold
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.prospects import ProspectDraft, TooEarly, begins, flaw
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Prospect, ProspectStage
from app.cultivation.services.stages import lasting, move, stages, stays
from app.cultivation.services.versions import Stale, write
from app.db import db, now
from app.web.filters import day, money
from app.words import _


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written: the field that stands in the way, and what to do about it."""

    field: str
    why: str


def set_prospect(
    workspace: Workspace,
    constituent_id: int,
    draft: ProspectDraft,
    *,
    today: date,
    actor: Actor,
    version: int = 0,
) -> Prospect | Stale | Refused:
    """Set all of it, for a prospect that is still at `version`; 0 is somebody nothing is known of yet."""
    hold(workspace.id, constituent_id)
    found = known(workspace.id, constituent_id)
    if version != found.version:
        return Stale()
    rows = stages(workspace.id, constituent_id)
    begun = _checked(workspace, found, draft, rows, today)
    if isinstance(begun, Refused):
        return begun
    return _set(found, _columns(workspace, found, draft, today), rows, (draft.stage, begun), actor)


def _set(
    found: Prospect,
    columns: dict[str, Any],
    rows: list[ProspectStage],
    to: tuple[Stage | None, date],
    actor: Actor,
) -> Prospect | Stale:
    at = lasting(rows)
    stays_put = (at.stage, at.since) == to if at else to[0] is None
    if stays_put and all(getattr(found, name) == value for name, value in columns.items()):
        return found
    before, here = journaled(found, rows), (found.workspace_id, found.constituent_id)
    if not keep(found, {**columns, "updated_at": now()}):
        return Stale()
    after = journaled(found, move(*here, *to, actor=actor))
    record(here[0], actor, differences(Subject.CONSTITUENT, here[1], before, after))
    return found


def known(workspace_id: int, constituent_id: int) -> Prospect:
    """What is known; of somebody of whom nothing is, a blank one at version 0 that is not in the database."""
    found = db.session.get(Prospect, (workspace_id, constituent_id))
    return found or _blank(workspace_id, constituent_id)


def _blank(workspace_id: int, constituent_id: int) -> Prospect:
    blank = dict.fromkeys(("manager", "capacity_currency", "capacity_source", "note"), "")
    return Prospect(workspace_id=workspace_id, constituent_id=constituent_id, version=0, **blank)


def keep(found: Prospect, values: dict[str, Any]) -> bool:
    """Write the values, the first as a new row; False when somebody else wrote since it was read."""
    if found.version == 0:
        db.session.add(found)
        db.session.flush()
    return write(found, found.version, values)


def _checked(
    workspace: Workspace, found: Prospect, draft: ProspectDraft, rows: list[ProspectStage], today: date
) -> date | Refused:
    """The day on which the stage begins, unless something stands in the way."""
    if wrong := flaw(draft, today=today):
        return Refused(wrong.field, wrong.why)
    is_new = draft.manager_id is not None and draft.manager_id != found.manager_id
    if is_new and not accounts.membership(workspace.id, draft.manager_id or 0):
        return Refused("manager_id", _("Choose somebody of your staff: this person is not of it any more."))
    match begins(stays(rows), draft, today=today):
        case TooEarly(stage, began):
            why = _(
                "“{label}” began on {began}. Choose that day or a later one.",
                label=stage.label,
                began=day(began),
            )
            return Refused("stage_since", why)
        case date() as begun:
            return begun


def _columns(workspace: Workspace, found: Prospect, draft: ProspectDraft, today: date) -> dict[str, Any]:
    same = found.manager_id == draft.manager_id
    manager = (
        found.manager if same or not draft.manager_id else db.session.get_one(Staff, draft.manager_id).name
    )
    return {
        "manager_id": draft.manager_id,
        "manager": manager if draft.manager_id else "",
        "note": draft.note,
        **_rating(workspace, found, draft, today),
    }


def _rating(workspace: Workspace, found: Prospect, draft: ProspectDraft, today: date) -> dict[str, Any]:
    """A rating stays in the currency that it was first made in, which is the one the form offers."""
    if draft.capacity is None:
        return {"capacity": None, "capacity_currency": "", "capacity_on": None, "capacity_source": ""}
    same = draft.capacity is found.capacity
    return {
        "capacity": draft.capacity,
        "capacity_currency": found.capacity_currency or workspace.currency,
        "capacity_on": draft.capacity_on or (found.capacity_on if same else today),
        "capacity_source": draft.capacity_source,
    }


def journaled(found: Prospect, rows: list[ProspectStage]) -> dict[str, Any]:
    """The context as the journal keeps it: each part with `value`, the words to read."""
    stage = lasting(rows)
    return {
        "prospect.stage": stage
        and {"value": stage.stage.label, "stage": stage.stage.value, "since": stage.since.isoformat()},
        "prospect.manager": {"value": found.manager, "staff_id": found.manager_id} if found.manager else None,
        "prospect.capacity": _rated(found),
        "prospect.note": found.note or None,
    }


def columns_of(field: str, value: Any) -> dict[str, Any]:
    """The columns that a journaled part of the context stands for; None clears them."""
    was = value or {}
    match field:
        case "prospect.manager":
            return {"manager_id": was.get("staff_id"), "manager": was.get("value", "")}
        case "prospect.capacity":
            return {
                "capacity": Capacity(was["capacity"]) if was else None,
                "capacity_currency": was.get("currency", ""),
                "capacity_on": date.fromisoformat(was["on"]) if was.get("on") else None,
                "capacity_source": was.get("source", ""),
            }
        case _:
            return {"note": value or ""}


def _rated(found: Prospect) -> dict[str, Any] | None:
    if found.capacity is None:
        return None
    return {
        "value": found.capacity.words(lambda minor: money(minor, found.capacity_currency)),
        "capacity": found.capacity.value,
        "currency": found.capacity_currency,
        "on": found.capacity_on.isoformat() if found.capacity_on else None,
        "source": found.capacity_source,
    }
