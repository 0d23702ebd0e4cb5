"""What staff may do with a row, and what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, assert_never

from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described
from app.updates.domain.entry import Choice
from app.words import N_, _


class RowAction(StrEnum):
    """The buttons of a row in review."""

    EDIT = "edit"
    MARK_DISTINCT = "mark_distinct"
    COME_BACK = "come_back"
    MERGE = "merge"
    JOIN = "join"
    SKIP = "skip"
    KEEP = "keep"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class SkippedByStaff:
    """Leave this row out; `again_in` is the number of the import in which it was uploaded again, or 0."""

    again_in: int = 0


@dataclass(frozen=True, slots=True)
class MergedInto:
    """Update this constituent with the row; `choices` are the answers of the resolution screen, if any."""

    target: int
    choices: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddedAsNew:
    """None of the candidates: add a new person; `came_back` though an address is that of somebody erased."""

    came_back: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The row is about the new person of an earlier row; `choices` say what is taken from it, if not all.

    It holds as long as that row says who it said it was: `whose` is that identity, "" where nobody noted it.
    """

    row: int
    choices: Mapping[str, Choice] = field(default_factory=dict)
    whose: str = ""


Decided = SkippedByStaff | MergedInto | AddedAsNew | Joined


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a row stands, as far as it matters for what may be done with it.

    `touched` says that staff edited the row or decided about it.
    """

    batch: BatchStatus
    outcome: Outcome
    action: Action
    state: RowState = RowState.PENDING
    touched: bool = False
    cause: str = ""
    kind: BatchKind = BatchKind.IMPORT


def allowed(row: Standing) -> tuple[RowAction, ...]:
    """The actions to offer for a row, in the order of the buttons."""
    return tuple(action for action in RowAction if refusal(action, row) is None)


def refusal(action: RowAction, row: Standing) -> NotPossible | None:
    """Why the action is not allowed now; None where it is."""
    if why := settled_for_good(row):
        return why
    reason = _not_for_this_row(action, row)
    return NotPossible(reason) if reason else None


def settled_for_good(row: Standing) -> NotPossible | None:
    """Why nothing at all may be done with the row now; None where something may."""
    if why := not_open(row.batch, row.kind):
        return why
    if row.state.was_applied:
        return NotPossible(
            _("This row is committed already. The history of the profile shows what it wrote.")
        )
    return None


def not_open(batch: BatchStatus, kind: BatchKind = BatchKind.IMPORT) -> NotPossible | None:
    """Why nothing can be decided about any row of the batch now; None where something can."""
    return None if batch in _OPEN else NotPossible(described(batch, kind))


ERASED_ADDRESS = "erased_address"
"""The cause of a row that would add somebody under an address whose owner was erased."""
ROW_ALIKE = "row_alike"
"""The cause of a row that may be about the new person of an earlier row."""
ROW_RULE = "row_rule"
"""The cause of a row about that person of which a rule leaves something to staff."""
ROW_GONE = "row_gone"
"""The cause of a row that joins another which adds nobody any more."""
ROW_KNOWN = "row_known"
"""The cause of a row that would add somebody whom an earlier row takes for a person on record."""
OF_ROWS = (ROW_ALIKE, ROW_RULE, ROW_GONE)
TWIN = "twin"
"""The cause of a row that repeats the email of an earlier one."""
_OPEN = (BatchStatus.OPEN, BatchStatus.IN_REVIEW, BatchStatus.COMMITTED)
_SETTLE_FIRST = {
    Outcome.ERROR: N_("Mend the problem of this row first."),
    Outcome.SKIPPED: N_("This row is skipped; restore it first."),
}
_UNSOLVED = (Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)


_ONLY_FOR = {
    RowAction.COME_BACK: (ERASED_ADDRESS, N_("Nobody who had this address was erased.")),
    RowAction.KEEP: (TWIN, N_("This row repeats no other.")),
}
"""Actions that are for rows of one cause, and what all other rows are told."""


def _not_for_this_row(action: RowAction, row: Standing) -> str:
    if action in _ONLY_FOR:
        cause, reason = _ONLY_FOR[action]
        return "" if row.cause == cause else reason
    match action:
        case RowAction.MARK_DISTINCT:
            return _not_new(row)
        case RowAction.MERGE:
            return _SETTLE_FIRST.get(row.outcome, "")
        case RowAction.JOIN:
            return (
                "" if _may_join(row) else _("Only rows that add somebody new can be about the same person.")
            )
        case RowAction.SKIP:
            return "" if row.outcome is not Outcome.SKIPPED else _("This row is skipped already.")
        case RowAction.RESTORE:
            return "" if row.touched else _("Nobody changed this row.")
        case _:
            return ""


def _may_join(row: Standing) -> bool:
    is_new = row.outcome is Outcome.READY and row.action is Action.CREATE
    return row.kind.is_entered and (is_new or row.cause in OF_ROWS)


def _not_new(row: Standing) -> str:
    if row.cause == ERASED_ADDRESS:
        return _("Somebody with this address was erased. Say that they asked to come back, or skip the row.")
    matched = row.outcome is Outcome.READY and row.action in (Action.UPDATE, Action.NO_CHANGE)
    return "" if matched or row.outcome in _UNSOLVED else _("There is nobody this row was matched with.")


def decided_to_json(decided: Decided) -> dict[str, Any]:
    """A value for a JSON column."""
    match decided:
        case SkippedByStaff(again_in):
            return {"do": "skip"} | ({"again": again_in} if again_in else {})
        case MergedInto(target, choices):
            return {
                "do": "merge",
                "target": target,
                "choices": {ref: choice.value for ref, choice in choices.items()},
            }
        case Joined(row, choices, whose):
            told = {ref: choice.value for ref, choice in choices.items()}
            return {"do": "join", "row": row, "choices": told, "whose": whose}
        case AddedAsNew(came_back):
            return {"do": "add"} | ({"back": True} if came_back else {})
        case _:
            assert_never(decided)


def keeping(decision: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The decision that a row counts though it repeats an email, with whatever else is decided about it."""
    return {"do": "keep"} | dict(decision or {}) | {"kept": True}


def is_kept(decision: Mapping[str, Any] | None) -> bool:
    """Whether staff said that the row counts though an earlier one has the same email."""
    return bool(decision and decision.get("kept"))


def decided_from_json(value: Mapping[str, Any] | None) -> Decided | None:
    """The decision written by `decided_to_json`; None where there is none."""
    match value:
        case {"do": "skip", "again": int(again_in)}:
            return SkippedByStaff(again_in)
        case {"do": "skip"}:
            return SkippedByStaff()
        case {"do": "merge", "target": int(target), "choices": dict(choices)}:
            return MergedInto(target, {ref: Choice(choice) for ref, choice in choices.items()})
        case {"do": "join", "row": int(row), "choices": dict(choices), **more}:
            told = {ref: Choice(choice) for ref, choice in choices.items()}
            return Joined(row, told, str(more.get("whose", "")))
        case {"do": "add", "back": True}:
            return AddedAsNew(came_back=True)
        case {"do": "add"}:
            return AddedAsNew()
        case _:
            return None
