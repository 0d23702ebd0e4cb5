"""What staff may do with rows that wait for a reason, or were left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.batches.domain.rows import Outcome, RowState
from app.words import N_, plural


class Verb(StrEnum):
    """One decision about rows."""

    PERSON = "person"
    CREATE = "create"
    TOO = "too"
    SKIP = "skip"
    RESTORE = "restore"
    RECHECK = "recheck"
    EDIT = "edit"


LABELS = {
    Verb.PERSON: N_("It is this person"),
    Verb.CREATE: N_("Create a constituent"),
    Verb.TOO: N_("Record it too"),
    Verb.SKIP: N_("Leave out"),
    Verb.RESTORE: N_("Restore"),
    Verb.RECHECK: N_("Check again"),
    Verb.EDIT: N_("Edit"),
}
FOLLOWS = {
    Verb.PERSON: N_("What happened is recorded for that person; their own details are not changed."),
    Verb.CREATE: N_(
        "Somebody new is added with the name and email of the row, once for all rows that have both."
        " Nothing is recorded as consent: whether they may be emailed is for your consent policy to say."
    ),
    Verb.TOO: N_("There are two: it is recorded beside the one that says the same, for the same person."),
    Verb.SKIP: N_("Nothing of these rows is recorded."),
    Verb.RESTORE: N_("They stand again as the check left them."),
    Verb.RECHECK: N_("They are compared with your records as they are now."),
    Verb.EDIT: N_("The cells are corrected, and the row is checked again."),
}
"""What a decision does, said before it is made."""

_PEOPLE = frozenset(
    {
        "nobody",
        "alike",
        "household",
        "several",
        "ended_email",
        "no_who",
        "ids",
        "gone",
        "erased_address",
        "equal",
    }
)
_NEW = _PEOPLE - {"no_who", "gone", "erased_address", "equal"}
_AGAIN = frozenset({"stale", "gift_unknown", "gift_waits", "too_much", "other_currency", "gone"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a row stands, as far as it matters for what may be done with it.

    `is_named`: it has a name or an email, without which nobody can be created.
    """

    outcome: Outcome
    state: RowState
    cause: str = ""
    decided: bool = False
    is_named: bool = True


def offers(row: Waiting, *, is_open: bool) -> tuple[Verb, ...]:
    """What may be done with the row, the likeliest first. `is_open` tells that its import takes decisions."""
    if not is_open or row.state.was_applied:
        return ()
    match row.outcome:
        case Outcome.SKIPPED:
            return (Verb.RESTORE,) if row.cause == "staff" else ()
        case Outcome.ERROR:
            return (Verb.EDIT, Verb.SKIP)
        case Outcome.READY:
            return (Verb.EDIT, *((Verb.RESTORE,) if row.decided else ()), Verb.SKIP)
        case _:
            return _of_waiting(row.cause, is_named=row.is_named)


def _of_waiting(cause: str, *, is_named: bool) -> tuple[Verb, ...]:
    told = (
        (Verb.TOO, cause == "equal"),
        (Verb.PERSON, cause in _PEOPLE),
        (Verb.CREATE, cause in _NEW and is_named),
        (Verb.RECHECK, cause in _AGAIN),
        (Verb.EDIT, True),
        (Verb.SKIP, True),
    )
    return tuple(verb for verb, fits in told if fits)


def verbs_for(outcome: Outcome, cause: str) -> tuple[Verb, ...]:
    """What can be done at once with all rows that wait for one reason; a person is chosen for each."""
    found = offers(Waiting(outcome, RowState.PENDING, cause), is_open=True)
    return tuple(verb for verb in found if verb not in (Verb.PERSON, Verb.EDIT))


def done_words(verb: Verb, rows: int) -> str:
    """What was done, in a sentence: "3 rows will be left out"."""
    match verb:
        case Verb.PERSON:
            return plural(rows, "{n} row has a person now.", "{n} rows have a person now.")
        case Verb.CREATE:
            return plural(
                rows,
                "For {n} row a constituent will be created.",
                "For {n} rows constituents will be created.",
            )
        case Verb.TOO:
            return plural(rows, "{n} row will be recorded too.", "{n} rows will be recorded too.")
        case Verb.SKIP:
            return plural(rows, "{n} row will be left out.", "{n} rows will be left out.")
        case Verb.RESTORE:
            return plural(
                rows, "{n} row stands again as the check had it.", "{n} rows stand again as the check had it."
            )
        case Verb.RECHECK | Verb.EDIT:
            return plural(rows, "{n} row is checked again.", "{n} rows are checked again.")


def shared(offered: Iterable[tuple[Verb, ...]]) -> tuple[Verb, ...]:
    """What may be done with every one of several rows."""
    every = [set(each) for each in offered]
    both = set.intersection(*every) if every else set()
    return tuple(verb for verb in Verb if verb in both)
