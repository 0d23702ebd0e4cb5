"""Taking back one act on registrations. What somebody changed since stays."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.audit import queries as journal
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.services import Actor, plain
from app.events.queries import registrations
from app.events.services.writing import ADDED, tell, write


@dataclass(frozen=True, slots=True)
class Undone:
    """So many registrations are as they were before; `stayed` were changed again since."""

    count: int
    stayed: int


_READ: dict[str, Callable[[Any], Any]] = {f"{ADDED}.status": RegistrationStatus, f"{ADDED}.guests": int}
"""What acts by one press write; the fields of a form are mended in the form."""


def undo(workspace: Workspace, event_id: int, change_set: int, *, actor: Actor) -> Undone | None:
    """Take it back, in a few statements for any number; None where nothing of it was about this event."""
    told: defaultdict[int, list[JournalEntry]] = defaultdict(list)
    for each in journal.of_change_set(workspace.id, change_set):
        if each.subject is Subject.CONSTITUENT and each.field in (ADDED, *_READ):
            told[each.item_id].append(each)
    found = registrations.held(workspace.id, event_id, told) if told else ()
    if not found:
        return None
    back = actor.with_via(Via.UNDO)
    same = [each for each in found if _is_as_left(each, told[each.id])]
    added = [each for each in same if told[each.id][0].field == ADDED]
    rest = [each for each in same if each not in added]
    _remove(workspace, added, back)
    write(workspace, rest, {each.id: _before(told[each.id]) for each in rest}, actor=back)
    return Undone(len(same), len(found) - len(same))


def _is_as_left(found: Registration, entries: Sequence[JournalEntry]) -> bool:
    """Whether nobody touched what the act wrote."""
    if entries[0].field == ADDED:
        return found.version == 1 and entries[0].after is not None
    return all(plain(getattr(found, _column(each))) == each.after for each in entries)


def _remove(workspace: Workspace, added: Sequence[Registration], actor: Actor) -> None:
    if added:
        ids = [each.id for each in added]
        tell(workspace, added, actor=actor, removed=True)
        activity.remove(workspace.id, Registration, ids)


def _before(entries: Sequence[JournalEntry]) -> Mapping[str, Any]:
    """What was before; nobody was checked in yet, as no act begins with somebody who attended."""
    before = {_column(each): _READ[each.field](each.before) for each in entries}
    return {**before, "checked_in_at": None} if "status" in before else before


def _column(entry: JournalEntry) -> str:
    return entry.field.removeprefix(f"{ADDED}.")
