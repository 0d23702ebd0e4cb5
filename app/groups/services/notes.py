"""The note about one member of a static group."""

from dataclasses import dataclass

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.db import db
from app.groups.models import Group, GroupMember
from app.groups.queries.notes import member
from app.groups.services.editing import Refused
from app.words import _


@dataclass(frozen=True, slots=True)
class Noted:
    """The note stands with the member; "" where it was taken away."""

    note: str


def note_member(group: Group, person: int, note: str, *, actor: Actor) -> Noted | Refused:
    """Keep a note with one member. The journal says that it changed, not what it says. Flushes."""
    found: GroupMember | None = member(group, person)
    if found is None:
        return Refused("note", _("This person is not in the group any more."))
    if found.note != note:
        had, found.note = bool(found.note), note
        change = Change(Subject.GROUP, group.id, "note", before=had, after=bool(note), item_id=person)
        record(group.workspace_id, actor, [change])
        db.session.flush()
    return Noted(note)
