"""All that staff wrote about one person, as tests compare it."""

from typing import Any

from sqlalchemy import select

from app.audit.services import plain
from app.cultivation.models import Constituency, ConstituencyRole, Note, Prospect, ProspectStage
from app.db import db

_OF_NOTE = ("happened_on", "kind", "text", "next_step", "due", "is_done", "staff", "created_at", "updated_at")
_OF_PROSPECT = ("manager", "capacity", "capacity_currency", "capacity_on", "capacity_source", "note")
_OF_STAGE = ("stage", "since", "until", "staff")


def everything_of(workspace_id: int, constituent_id: int) -> dict[str, Any]:
    """Notes, constituencies and prospect context as plain values that JSON can hold.

    Keys: `notes`, `constituencies` (lists, oldest first) and `prospect` (None where nothing is known).
    """
    notes = _rows(Note, workspace_id, constituent_id, Note.happened_on)
    stages = _rows(ProspectStage, workspace_id, constituent_id, ProspectStage.since)
    known = db.session.get(Prospect, (workspace_id, constituent_id))
    told = _told(known, _OF_PROSPECT) if known else {}
    return {
        "notes": [_told(note, _OF_NOTE) for note in notes],
        "constituencies": _constituencies(workspace_id, constituent_id),
        "prospect": {**told, "stages": [_told(stage, _OF_STAGE) for stage in stages]}
        if told or stages
        else None,
    }


def _rows(kind: Any, workspace_id: int, constituent_id: int, order: Any) -> list[Any]:
    query = select(kind).where(kind.workspace_id == workspace_id, kind.constituent_id == constituent_id)
    return list(db.session.scalars(query.order_by(order, kind.id)))


def _constituencies(workspace_id: int, constituent_id: int) -> list[dict[str, Any]]:
    role = (ConstituencyRole.workspace_id == Constituency.workspace_id) & (
        ConstituencyRole.id == Constituency.role_id
    )
    query = (
        select(ConstituencyRole.name, Constituency.since, Constituency.until, Constituency.note)
        .join(ConstituencyRole, role)
        .where(Constituency.workspace_id == workspace_id, Constituency.constituent_id == constituent_id)
        .order_by(Constituency.id)
    )
    names = ("role", "since", "until", "note")
    return [dict(zip(names, map(plain, row), strict=True)) for row in db.session.execute(query)]


def _told(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}
