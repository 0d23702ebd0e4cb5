"""Taking one journaled change of notes, roles or prospects back. Later changes of anything else stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.services import Actor, differences, record
from app.constituents.locking import hold
from app.cultivation import queries
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.models import Constituency, Note
from app.cultivation.services import constituencies, notes, prospects
from app.cultivation.services.stages import revert, stages
from app.cultivation.services.versions import Stale
from app.db import now
from app.words import N_

OF_NOTES = frozenset(notes.FIELDS)
OF_PROSPECTS = frozenset({"prospect.stage", "prospect.manager", "prospect.capacity", "prospect.note"})
FIELDS = OF_NOTES | OF_PROSPECTS | {constituencies.FIELD}
"""The journaled fields that this package wrote."""


@dataclass(frozen=True, slots=True)
class Back:
    """`stands` gives way to `back`, each as the journal keeps it or None; whether it was changed since."""

    stands: Any
    back: Any
    changed_since: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """It cannot be taken back; `why` is a sentence for staff."""

    why: str


STANDS = Kept(N_("There is nothing to take back: it stands as it was before this change."))
DELETED = Kept(N_("It was deleted since. Roll that back first; the history has it."))
OFF = Kept(N_("The prospects module is off."))


def judge(workspace: Workspace, entry: JournalEntry) -> Back | Kept:
    """What taking back this entry comes to now, or why it cannot be done."""
    if entry.field in OF_PROSPECTS and not workspace.has(Module.PROSPECTS):
        return OFF
    if entry.before is None and entry.after is None:
        return STANDS
    found = _found(workspace, entry)
    is_gone = found is None and entry.field not in OF_PROSPECTS
    if is_gone and (entry.after is not None or entry.field == "note.next_step"):
        return DELETED
    stands = _stands(workspace, entry, found)
    if _plain(stands) == _plain(entry.before):
        return STANDS
    return Back(stands, entry.before, _plain(stands) != _plain(entry.after))


def last_line(entry: JournalEntry) -> int:
    """The id of the last line about what this entry would change: a note and its next step are one thing."""
    return queries.latest(entry, OF_NOTES if entry.field in OF_NOTES else ()).id


def take_back(
    workspace: Workspace, entry: JournalEntry, *, seen: int, today: date, actor: Actor
) -> Back | Kept | constituencies.Overlaps | Stale:
    """Do what `judge` says, and journal it, unless a line came after the one `seen`. The caller commits."""
    hold(workspace.id, entry.subject_id)
    judged, by = judge(workspace, entry), actor.with_via(Via.UNDO)
    if isinstance(judged, Kept):
        return judged
    if last_line(entry) != seen:
        return Stale()
    if entry.field in OF_PROSPECTS:
        _prospect(workspace, entry, today=today, actor=by)
        return judged
    done = _item(workspace, entry, by)
    return done if isinstance(done, constituencies.Overlaps) else judged


def _found(workspace: Workspace, entry: JournalEntry) -> Note | tuple[Constituency, str] | None:
    if entry.field in OF_NOTES:
        return queries.note(workspace.id, entry.subject_id, entry.item_id)
    return queries.constituency(workspace.id, entry.subject_id, entry.item_id)


def _stands(workspace: Workspace, entry: JournalEntry, found: Any) -> Any:
    """What the journal would say of it today."""
    match found:
        case Note():
            return notes.journaled(found)[entry.field]
        case (Constituency() as held, str(role)):
            return constituencies.journaled(held, role)
        case _ if entry.field in OF_PROSPECTS:
            rows = stages(workspace.id, entry.subject_id)
            return prospects.journaled(prospects.known(workspace.id, entry.subject_id), rows)[entry.field]
        case _:
            return None


def _plain(value: Any) -> Any:
    return {k: v for k, v in value.items() if k != "version"} if isinstance(value, Mapping) else value or None


def _item(workspace: Workspace, entry: JournalEntry, by: Actor) -> Any:
    """A note, its next step, or a role: deleted, restored, or as it was."""
    where, before = (workspace.id, entry.subject_id, entry.item_id), entry.before
    match _found(workspace, entry):
        case None if entry.field in OF_NOTES:
            return notes.restore_note(*where, actor=by)
        case None:
            return constituencies.restore_constituency(*where, actor=by)
        case Note() as note if entry.field == "note" and before is None:
            return notes.delete_note(note, actor=by)
        case Note() as note:
            return notes.change_note(note, _note_as(note, entry), version=note.version, actor=by)
        case (held, _) if before is None:
            return constituencies.delete_constituency(held, actor=by)
        case (held, _):
            draft = constituencies.drafted(before)
            return constituencies.change_constituency(held, draft, version=held.version, actor=by)


def _note_as(note: Note, entry: JournalEntry) -> NoteDraft:
    """The note with the text or the next step that it had before."""
    kept = notes.journaled(note) | {entry.field: entry.before}
    text, step = kept["note"], kept["note.next_step"] or {}
    return NoteDraft(
        kind=InteractionKind(text["type"]),
        on=date.fromisoformat(text["on"]),
        text=text["value"],
        next_step=step.get("value", ""),
        due=date.fromisoformat(step["due"]) if step.get("due") else None,
        is_done=bool(step.get("done")),
    )


def _prospect(workspace: Workspace, entry: JournalEntry, *, today: date, actor: Actor) -> None:
    here = (workspace.id, entry.subject_id)
    found = prospects.known(*here)
    before = prospects.journaled(found, stages(*here))
    columns = {} if entry.field == "prospect.stage" else prospects.columns_of(entry.field, entry.before)
    prospects.keep(found, {**columns, "updated_at": now()})
    if entry.field == "prospect.stage":
        revert(*here, entry.before, entry.after, today=today, actor=actor)
    after = prospects.journaled(found, stages(*here))
    record(workspace.id, actor, differences(Subject.CONSTITUENT, entry.subject_id, before, after))
