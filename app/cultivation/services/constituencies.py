"""Constituencies: coded roles with dates. The list of roles grows by use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.domain.text import fold
from app.constituents.locking import hold
from app.cultivation.domain.roles import LONGEST_ROLE, ConstituencyDraft, Span, first_overlap
from app.cultivation.models import Constituency, ConstituencyRole
from app.cultivation.services.versions import Stale, deleted, write
from app.db import db, new_id
from app.words import _

FIELD = "constituency"


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Nothing was written: the same role is on record for part of that time."""

    role: str
    span: Span


def add_constituency(
    workspace_id: int, constituent_id: int, draft: ConstituencyDraft, *, actor: Actor
) -> Constituency | Overlaps:
    """Give a constituent a role; the same role again is a second one, at another time."""
    hold(workspace_id, constituent_id)
    role = role_named(workspace_id, draft.role)
    if taken := _taken(workspace_id, constituent_id, role, draft.span):
        return taken
    held = Constituency(
        workspace_id=workspace_id, constituent_id=constituent_id, role_id=role.id, **_columns(draft)
    )
    db.session.add(held)
    db.session.flush()
    _journal(held, None, journaled(held, role.name), actor)
    return held


def change_constituency(
    held: Constituency, draft: ConstituencyDraft, *, version: int, actor: Actor
) -> Constituency | Overlaps | Stale:
    """Change role, dates or note of one that is still at `version`."""
    hold(held.workspace_id, held.constituent_id)
    before = journaled(held, _role(held).name)
    role = role_named(held.workspace_id, draft.role)
    if taken := _taken(held.workspace_id, held.constituent_id, role, draft.span, besides=held.id):
        return taken
    values = {"role_id": role.id, **_columns(draft)}
    if all(getattr(held, name) == value for name, value in values.items()):
        return held
    if not write(held, version, values):
        return Stale()
    _journal(held, before, journaled(held, role.name), actor)
    return held


def delete_constituency(held: Constituency, *, actor: Actor) -> None:
    """Delete one that was never true; one that is over is ended instead. The journal keeps what it was."""
    hold(held.workspace_id, held.constituent_id)
    _journal(held, journaled(held, _role(held).name), None, actor)
    db.session.delete(held)
    db.session.flush()


def restore_constituency(
    workspace_id: int, constituent_id: int, constituency_id: int, *, actor: Actor
) -> Constituency | Overlaps | None:
    """The deleted one as it was; None when the journal knows of none, Overlaps when its time is taken now."""
    hold(workspace_id, constituent_id)
    kept = deleted(workspace_id, constituent_id, constituency_id, FIELD)
    if not kept or not kept[0]:
        return None
    draft = drafted(kept[0])
    role = role_named(workspace_id, draft.role)
    if taken := _taken(workspace_id, constituent_id, role, draft.span):
        return taken
    held = Constituency(
        workspace_id=workspace_id,
        id=constituency_id,
        constituent_id=constituent_id,
        role_id=role.id,
        **_columns(draft),
    )
    db.session.add(held)
    db.session.flush()
    _journal(held, None, journaled(held, role.name), actor)
    return held


def role_named(workspace_id: int, name: str) -> ConstituencyRole:
    """The workspace's role of this name, however it is spelled; made when it is not in the list yet."""
    key = (fold(name) or name.casefold())[: 4 * LONGEST_ROLE]
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    values = {"workspace_id": workspace_id, "id": new_id(), "name": name, "key": key}
    db.session.execute(dialect.insert(ConstituencyRole).values(**values).on_conflict_do_nothing())
    query = select(ConstituencyRole).where(
        ConstituencyRole.workspace_id == workspace_id, ConstituencyRole.key == key
    )
    return db.session.scalars(query).one()


def _role(held: Constituency) -> ConstituencyRole:
    return db.session.get_one(ConstituencyRole, (held.workspace_id, held.role_id))


def _taken(
    workspace_id: int, constituent_id: int, role: ConstituencyRole, span: Span, *, besides: int = 0
) -> Overlaps | None:
    query = select(Constituency.since, Constituency.until).where(
        Constituency.workspace_id == workspace_id,
        Constituency.constituent_id == constituent_id,
        Constituency.role_id == role.id,
        Constituency.id != besides,
    )
    found = first_overlap(span, (Span(*row) for row in db.session.execute(query)))
    return Overlaps(role.name, found) if found else None


def _columns(draft: ConstituencyDraft) -> dict[str, Any]:
    return {"since": draft.span.since, "until": draft.span.until, "note": draft.note}


def journaled(held: Constituency, role: str) -> dict[str, Any]:
    """The constituency as the journal keeps it: enough to read, and to restore it."""
    since = held.since.isoformat() if held.since else None
    until = held.until.isoformat() if held.until else None
    told = " ".join(
        part
        for part in (since and _("from {since}", since=since), until and _("until {until}", until=until))
        if part
    )
    return {"value": role, "type": told, "since": since, "until": until, "note": held.note}


def drafted(was: dict[str, Any]) -> ConstituencyDraft:
    """The constituency that the journal kept."""
    return ConstituencyDraft(
        role=was["value"], span=Span(_day(was["since"]), _day(was["until"])), note=was["note"]
    )


def _journal(held: Constituency, before: Any, after: Any, actor: Actor) -> None:
    change = Change(Subject.CONSTITUENT, held.constituent_id, FIELD, before, after, held.id)
    record(held.workspace_id, actor, [change])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
