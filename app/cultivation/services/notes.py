"""Notes and interactions: add, change, complete, delete, restore. Each is journaled under its constituent."""

from datetime import date
from typing import Any

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.constituents.locking import hold
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.models import Note
from app.cultivation.services.versions import Stale, deleted, write
from app.db import db, now
from app.words import _

FIELDS = ("note", "note.next_step")


def add_note(workspace_id: int, constituent_id: int, draft: NoteDraft, *, actor: Actor) -> Note:
    """Write a note about a constituent of the workspace."""
    hold(workspace_id, constituent_id)
    note = Note(
        workspace_id=workspace_id,
        constituent_id=constituent_id,
        staff_id=actor.id,
        staff=actor.label,
        **_columns(draft),
    )
    db.session.add(note)
    db.session.flush()
    _journal(note, {}, journaled(note), actor)
    return note


def change_note(note: Note, draft: NoteDraft, *, version: int, actor: Actor) -> Note | Stale:
    """Change a note that is still at `version`; who wrote it stays."""
    hold(note.workspace_id, note.constituent_id)
    before, columns = journaled(note), _columns(draft)
    if all(getattr(note, name) == value for name, value in columns.items()):
        return note
    if not write(note, version, {**columns, "updated_at": now()}):
        return Stale()
    _journal(note, before, journaled(note), actor)
    return note


def complete(note: Note, is_done: bool, *, actor: Actor) -> bool:
    """Say that the next step is done, or not yet; whether that changed anything."""
    if not note.next_step or note.is_done is is_done:
        return False
    hold(note.workspace_id, note.constituent_id)
    before = journaled(note)
    if not write(note, note.version, {"is_done": is_done, "updated_at": now()}):
        return False
    _journal(note, before, journaled(note), actor)
    return True


def delete_note(note: Note, *, actor: Actor) -> None:
    """Delete a note; the journal keeps what it was, for `restore_note`."""
    hold(note.workspace_id, note.constituent_id)
    _journal(note, journaled(note), dict.fromkeys(FIELDS), actor)
    db.session.delete(note)
    db.session.flush()


def restore_note(workspace_id: int, constituent_id: int, note_id: int, *, actor: Actor) -> Note | None:
    """The deleted note as it was, or None when the journal knows of none."""
    hold(workspace_id, constituent_id)
    kept = deleted(workspace_id, constituent_id, note_id, *FIELDS)
    if not kept or not kept[0]:
        return None
    was, step = kept[0], kept[1] or {}
    note = Note(
        workspace_id=workspace_id,
        id=note_id,
        constituent_id=constituent_id,
        kind=InteractionKind(was["type"]),
        happened_on=date.fromisoformat(was["on"]),
        text=was["value"],
        staff_id=was["staff_id"],
        staff=was["staff"],
        next_step=step.get("value", ""),
        due=date.fromisoformat(step["due"]) if step.get("due") else None,
        is_done=bool(step.get("done")),
        version=was["version"] + 1,
    )
    db.session.add(note)
    db.session.flush()
    _journal(note, {}, journaled(note), actor)
    return note


def _columns(draft: NoteDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "happened_on": draft.on,
        "text": draft.text,
        "next_step": draft.next_step,
        "due": draft.due if draft.next_step else None,
        "is_done": draft.is_done and bool(draft.next_step),
    }


def journaled(note: Note) -> dict[str, Any]:
    """The note as the journal keeps it: enough to read, and to restore it."""
    told = {"value": note.text, "type": note.kind.value, "on": note.happened_on.isoformat()}
    step = {
        "value": note.next_step,
        "type": "done"
        if note.is_done
        else _("due {isoformat}", isoformat=note.due.isoformat())
        if note.due
        else "",
        "due": note.due.isoformat() if note.due else None,
        "done": note.is_done,
    }
    about = {"staff": note.staff, "staff_id": note.staff_id, "version": note.version}
    return {"note": {**told, **about}, "note.next_step": step if note.next_step else None}


def _journal(note: Note, before: dict[str, Any], after: dict[str, Any], actor: Actor) -> None:
    found = differences(Subject.CONSTITUENT, note.constituent_id, _plain(before), _plain(after))
    changes = [
        Change(each.subject, each.subject_id, each.field, before.get(each.field), after[each.field], note.id)
        for each in found
    ]
    record(note.workspace_id, actor, changes)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The same without the version, whose rise alone is no change."""
    return {
        field: {name: part for name, part in value.items() if name != "version"} if value else None
        for field, value in values.items()
    }
