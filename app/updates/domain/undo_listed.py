"""Undoing what a change set did to the values of one list: contact points of a channel, other names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.updates.domain.journaled import CHANNELS, LISTS, Taken, as_restricted, is_alike, read, with_primary
from app.updates.domain.rulings import is_same
from app.updates.domain.undone import Stays, Why


def in_one(entries: Iterable[Taken]) -> list[Taken]:
    """The entries, newest first; a value that was changed several times in turn went from its first state to
    its last.

    Where somebody else changed it in between, what came before that stands by itself.
    """
    found: list[Taken] = []
    last: dict[tuple[str, int], int] = {}
    for entry in (each for each in entries if not each.says_nothing):
        key = entry.field, entry.item_id
        at = last.get(key) if entry.field in LISTS else None
        if at is not None and _follows(found[at], entry):
            found[at] = replace(entry, before=found[at].before)
        else:
            last[key] = len(found)
            found.append(entry)
    return [entry for entry in reversed(found) if not entry.says_nothing]


def _follows(older: Taken, newer: Taken) -> bool:
    return is_alike(read(older.field, older.after), read(newer.field, newer.before))


class Values:
    """The values of a list while entries are taken back, newest first; values that return keep their ids."""

    def __init__(self, field: str, values: Sequence[Any]) -> None:
        self.now: tuple[Any, ...] = tuple(values)
        self._field = field
        self._known = {value.id for value in values}
        self._was_primary: int | None = None
        """The value that comes back as the primary it was."""
        self._moved: Taken | None = None
        """How the mark of the primary went in the change set."""

    def undo(self, told: Sequence[Taken]) -> list[Stays]:
        """Take back what still stands; answers what stays. Values return when others have made room."""
        old = next((each for each in self.now if self._is_channel and each.primary), None)
        self._moved = self._whole_mark(told)
        mine = sorted(
            (each for each in told if each.field == self._field), key=lambda each: each.after is None
        )
        kept = [(entry, why) for entry in mine if (why := self._take_back(entry))]
        marks = self._mark(old, self._moved) if self._is_channel else []
        return [*(Stays(entry, self._at(entry.item_id), why) for entry, why in kept), *marks]

    def _whole_mark(self, told: Sequence[Taken]) -> Taken | None:
        """How the mark of the primary went, from the first entry about it to the last.

        It came from nothing where it came from what was added in the same change.
        """
        marks = [each for each in told if each.field == f"{self._field}.primary"]
        if not marks:
            return None
        before = marks[-1].before
        is_own = _id_of(before) in {
            each.item_id for each in told if each.field == self._field and each.before is None
        }
        return replace(marks[0], before=None if is_own else before)

    @property
    def _is_channel(self) -> bool:
        return self._field in CHANNELS

    def _at(self, item_id: int | None) -> Any:
        return next((value for value in self.now if value.id == item_id), None)

    def _take_back(self, entry: Taken) -> Why | None:
        """Added: it goes. Removed: it comes back. Changed: it is put back in its place."""
        before, after = (read(self._field, told) for told in (entry.before, entry.after))
        stands = self._at(entry.item_id)
        if after is None:
            return self._bring_back(before, entry.item_id)
        if stands is None:
            return Why.GONE if before else None
        if before is None:
            return self._remove(stands, after)
        return self._put_back(stands, replace(before, id=stands.id), after)

    def _remove(self, stands: Any, after: Any) -> Why | None:
        if why := self._why_not(stands, after):
            return why
        self.now = tuple(value for value in self.now if value is not stands)
        return None

    def _why_not(self, stands: Any, after: Any) -> Why | None:
        """Whether somebody edited a value since; to make it primary, or another one, is an edit as well."""
        if not is_alike(stands, after):
            return Why.EDITED
        if not self._is_channel or stands.primary == self._left_primary(stands, after):
            return None
        return Why.PREFERRED if stands.primary else Why.PASSED_OVER

    def _left_primary(self, stands: Any, after: Any) -> bool:
        """Whether the change set left this value as the primary one."""
        return bool(self._moved.item_id == stands.id if self._moved else after.primary)

    def _bring_back(self, before: Any, item_id: int) -> Why | None:
        others = [value for value in self.now if value.id in self._known]
        if any(is_alike(value, before) for value in others):
            return None
        if self._is_channel and any(value.active and is_same(value, before) for value in others):
            return Why.THERE
        self._note(before, item_id)
        self.now = (*self.now, replace(before, id=item_id))
        return None

    def _put_back(self, stands: Any, before: Any, after: Any) -> Why | None:
        if is_alike(stands, before):
            return None
        if not is_alike(stands, after):
            return Why.EDITED
        back = as_restricted(stands, before)
        if is_alike(stands, back):
            return Why.MAIL
        if stands.active and not back.active and (why := self._why_not(stands, after)):
            return why
        self._note(before, stands.id)
        self.now = tuple(back if value is stands else value for value in self.now)
        return None

    def _note(self, before: Any, item_id: int) -> None:
        if self._is_channel and before.primary:
            self._was_primary = item_id

    # --- the mark of the primary

    def _mark(self, old: Any, mark: Taken | None) -> list[Stays]:
        """Give the mark back, where it still stands as the change set left it; somebody active has it."""
        stands = self._at(old.id) if old else None
        still = stands if stands and stands.active else None
        wanted = self._at(_id_of(mark.before) if mark else None) or self._at(self._was_primary)
        is_as_left = still is None or (mark is not None and mark.item_id == still.id)
        heir = wanted if is_as_left and wanted and wanted.active else still
        heir = heir or next((value for value in self.now if value.active), None)
        self.now = with_primary(self.now, heir)
        if mark is None or mark.before is None or (wanted and heir and heir.id == wanted.id):
            return []
        return [Stays(mark, heir, Why.ENDED if is_as_left else Why.EDITED)] if heir else []


def _id_of(told: Any) -> int | None:
    return told.get("id") if told else None
