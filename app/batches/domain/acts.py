"""What staff did with a row last: told to whoever comes second, and what is needed to take back just that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from app.words import N_, _

UNDO = "undo"
_TOLD = {
    "edit": N_("{who} corrected this row"),
    "mark_distinct": N_("{who} said that this row is somebody new"),
    "come_back": N_("{who} said that the person in this row asked to come back"),
    "merge": N_("{who} settled this row"),
    "join": N_("{who} said that this row is about the new person of another"),
    "skip": N_("{who} left this row out"),
    "restore": N_("{who} restored this row"),
    "keep": N_("{who} kept this row though an earlier one has its email"),
    "distinct": N_("{who} said that this row is somebody new"),
    "rules": N_("{who} settled this row by the update rules"),
    "record": N_("{who} settled this row without changing the record"),
    "accept": N_("{who} accepted this row as it stands"),
    "leave_out": N_("{who} left a value of this row out"),
    "replace": N_("{who} replaced a value of this row"),
    "day_first": N_("{who} read the date of this row with the day first"),
    "month_first": N_("{who} read the date of this row with the month first"),
    "again": N_("{who} left this row out, as it was uploaded again"),
    "type": N_("{who} typed in this row"),
    "person": N_("{who} said who this row is about"),
    "add_person": N_("{who} chose to add the person in this row"),
    "later": N_("{who} left this row for later"),
    UNDO: N_("{who} took back what was decided about this row"),
}
_CHANGED = N_("{who} changed this row")
_TOLD_OF = {
    "merge": N_("{who} settled this row as an update of {whom}"),
    "rules": N_("{who} settled this row by the update rules as an update of {whom}"),
    "record": N_("{who} settled this row without changing the record, as an update of {whom}"),
}


@dataclass(frozen=True, slots=True)
class Saw:
    """What staff had before their eyes: the last act on each row, or every act up to one; 0 for none."""

    acts: Mapping[int, int] = field(default_factory=dict)
    until: int | None = None

    def missed(self, row: int, last: int) -> bool:
        """Whether somebody did something with the row that was not seen."""
        if row in self.acts:
            return self.acts[row] != last
        return self.until is not None and last > self.until


@dataclass(frozen=True, slots=True)
class Before:
    """The corrections and the decision that a row had."""

    edited: dict[str, Any] | None
    decision: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class LastAct:
    """One act: its id, what it was and who did it.

    `before` is what it replaced, None where it is not to be taken back. `undone` is the decision that an
    undo has taken away, so that one can go on from it.
    """

    id: int
    act: str
    by: str
    before: Before | None = None
    undone: dict[str, Any] | None = None

    def told(self, whom: str = "") -> str:
        """Who did what, in words: "Bob settled this row as an update of Ann Lee C-1007"."""
        if whom and self.act in _TOLD_OF:
            return _(_TOLD_OF[self.act], who=self.by, whom=whom)
        return _(_TOLD.get(self.act, _CHANGED), who=self.by)

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        told: dict[str, Any] = {"id": self.id, "act": self.act, "by": self.by}
        if self.before:
            told["before"] = {"edited": self.before.edited, "decision": self.before.decision}
        if self.undone:
            told["undone"] = self.undone
        return told

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Self | None:
        """The act that `to_json` wrote; None where there is none."""
        if not value:
            return None
        before = value.get("before")
        return cls(
            value["id"],
            value["act"],
            value["by"],
            Before(before["edited"], before["decision"]) if before else None,
            value.get("undone"),
        )
