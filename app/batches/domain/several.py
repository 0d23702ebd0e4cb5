"""What staff do with many rows at once, and what of it suits rows that wait for the same reason."""

from collections.abc import Mapping
from enum import StrEnum

from app.batches.domain.review import ERASED_ADDRESS, ROW_ALIKE, ROW_GONE, ROW_KNOWN, ROW_RULE, RowAction
from app.batches.domain.rows import Outcome
from app.batches.domain.touched import ALIKE
from app.words import N_, plural


class Verb(StrEnum):
    """One act on many rows."""

    SKIP = "skip"
    DISTINCT = "distinct"
    RULES = "rules"
    RECORD = "record"
    JOIN = "join"
    KEEP = "keep"
    RESTORE = "restore"
    RECHECK = "recheck"
    ACCEPT = "accept"
    LEAVE_OUT = "leave_out"
    REPLACE = "replace"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    SYSTEM = "system"


NEEDS: Mapping[Verb, RowAction] = {
    Verb.SKIP: RowAction.SKIP,
    Verb.DISTINCT: RowAction.MARK_DISTINCT,
    Verb.RULES: RowAction.MERGE,
    Verb.RECORD: RowAction.MERGE,
    Verb.JOIN: RowAction.JOIN,
    Verb.KEEP: RowAction.KEEP,
    Verb.RESTORE: RowAction.RESTORE,
}
"""What must be allowed for a row; to correct a row or to look at it again is what editing is."""

DATES = (Verb.DAY_FIRST, Verb.MONTH_FIRST)
CORRECTIONS = (Verb.ACCEPT, Verb.LEAVE_OUT, Verb.REPLACE, *DATES)
"""The acts that correct cells, as an editor of one row would."""
OF_CELLS = (*CORRECTIONS, Verb.SYSTEM)
"""What is not done with rows that staff type: those are corrected where they are typed."""

LABELS = {
    Verb.SKIP: N_("Skip them all"),
    Verb.DISTINCT: N_("All are new people"),
    Verb.RULES: N_("Use our update rules for all"),
    Verb.RECORD: N_("Keep what is on record for all"),
    Verb.JOIN: N_("Each is the person of the earlier row"),
    Verb.KEEP: N_("Keep them all"),
    Verb.RESTORE: N_("Restore them all"),
    Verb.RECHECK: N_("Check them all again"),
    Verb.ACCEPT: N_("They are right as they are"),
    Verb.LEAVE_OUT: N_("Leave this value out"),
    Verb.REPLACE: N_("Replace this value"),
    Verb.DAY_FIRST: N_("The day comes first"),
    Verb.MONTH_FIRST: N_("The month comes first"),
    Verb.SYSTEM: N_("Choose the system"),
}
"""The words of the buttons."""

WHAT_FOLLOWS = {
    Verb.SKIP: N_("Nothing of these rows is imported."),
    Verb.DISTINCT: N_(
        "Each row adds somebody, and it is remembered that they are not the people they resemble."
    ),
    Verb.RULES: N_(
        "Each row updates the person beside it, as your update rules say. A row for which a rule asks"
        " you to decide waits on."
    ),
    Verb.RECORD: N_("Each row counts as the person beside it, and nothing of that record is changed."),
    Verb.JOIN: N_("Each row is about the new person of the earlier row beside it, as your update rules say."),
    Verb.KEEP: N_("Each row is matched like any other, though an earlier row has the same email."),
    Verb.RESTORE: N_("They stand again as the check left them."),
    Verb.RECHECK: N_("They are compared with your records as they are now."),
    Verb.ACCEPT: N_("The rows are read as they stand and checked again."),
    Verb.LEAVE_OUT: N_("This cell is taken as empty in these rows, and they are checked again."),
    Verb.REPLACE: N_("The cell is corrected in every one of these rows that says so."),
    Verb.DAY_FIRST: N_("In these rows 4/2 is the fourth of February. The other rows stay as they are."),
    Verb.MONTH_FIRST: N_("In these rows 4/2 is the second of April. The other rows stay as they are."),
    Verb.SYSTEM: N_("The IDs of this file belong to that system, and these rows are checked again."),
}
"""What the button does, said before it is pressed."""

_BY_CAUSE = {
    "rule": (Verb.RECORD, Verb.DISTINCT, Verb.SKIP),
    "lent": (Verb.RULES, Verb.RECORD, Verb.DISTINCT, Verb.SKIP),
    "score": (Verb.DISTINCT, Verb.SKIP),
    "ambiguous": (Verb.DISTINCT, Verb.SKIP),
    ERASED_ADDRESS: (Verb.SKIP,),
    ROW_ALIKE: (Verb.JOIN, Verb.DISTINCT, Verb.SKIP),
    ROW_KNOWN: (Verb.RULES, Verb.RECORD, Verb.DISTINCT, Verb.SKIP),
    ROW_RULE: (Verb.DISTINCT, Verb.SKIP),
    ROW_GONE: (Verb.RESTORE, Verb.SKIP),
    "external_id": (Verb.LEAVE_OUT, Verb.SKIP),
    "stale": (Verb.RECHECK, Verb.SKIP),
    "target": (Verb.RESTORE, Verb.SKIP),
    "twin": (Verb.KEEP,),
    "staff": (Verb.RESTORE,),
    "uploaded_again": (Verb.RESTORE,),
}


def told(verb: Verb, rows: int) -> str:
    """What was done, after the name of who did it: "left 37 rows out"."""
    return _decided(rows)[verb] if verb not in CORRECTIONS else _corrected(rows)[verb]


def _decided(rows: int) -> dict[Verb, str]:
    return {
        Verb.SKIP: plural(rows, "left {n} row out", "left {n} rows out"),
        Verb.DISTINCT: plural(
            rows, "said that {n} row is somebody new", "said that {n} rows are somebody new"
        ),
        Verb.RULES: plural(
            rows, "settled {n} row by the update rules", "settled {n} rows by the update rules"
        ),
        Verb.RECORD: plural(
            rows,
            "settled {n} row as somebody whose record stays as it is",
            "settled {n} rows as people whose records stay as they are",
        ),
        Verb.JOIN: plural(
            rows,
            "said that {n} row is about the new person of another row",
            "said that {n} rows are about new people of other rows",
        ),
        Verb.KEEP: plural(rows, "kept {n} row that repeats an email", "kept {n} rows that repeat an email"),
        Verb.RESTORE: plural(rows, "restored {n} row", "restored {n} rows"),
        Verb.RECHECK: plural(rows, "checked {n} row again", "checked {n} rows again"),
        Verb.SYSTEM: plural(rows, "chose the system of {n} row", "chose the system of {n} rows"),
    }


def _corrected(rows: int) -> dict[Verb, str]:
    return {
        Verb.ACCEPT: plural(rows, "accepted {n} row as it stands", "accepted {n} rows as they stand"),
        Verb.LEAVE_OUT: plural(rows, "left a value out of {n} row", "left a value out of {n} rows"),
        Verb.REPLACE: plural(rows, "replaced a value in {n} row", "replaced a value in {n} rows"),
        Verb.DAY_FIRST: plural(
            rows,
            "read the dates of {n} row with the day first",
            "read the dates of {n} rows with the day first",
        ),
        Verb.MONTH_FIRST: plural(
            rows,
            "read the dates of {n} row with the month first",
            "read the dates of {n} rows with the month first",
        ),
    }


def verbs_for(outcome: Outcome, cause: str, *, field: str = "", is_date: bool = False) -> tuple[Verb, ...]:
    """What can be done at once with all rows that wait for this reason, the likeliest first.

    `field` is where the first problem of an unreadable row is, "" where its form is what is wrong.
    """
    if cause.startswith(ALIKE):
        return (Verb.RULES, Verb.RECORD, Verb.DISTINCT, Verb.SKIP)
    if outcome is Outcome.ERROR:
        return (*_mending(field, is_date), Verb.SKIP)
    usual = (Verb.SKIP,) if outcome is not Outcome.SKIPPED else ()
    return _BY_CAUSE.get(cause, usual)


def _mending(field: str, is_date: bool) -> tuple[Verb, ...]:
    match field:
        case "":
            return (Verb.ACCEPT,)
        case "email":  # the one value that no row can do without
            return (Verb.REPLACE,)
        case "external_id":
            return (Verb.SYSTEM, Verb.LEAVE_OUT)
        case _:
            return (*(DATES if is_date else ()), Verb.LEAVE_OUT, Verb.REPLACE)
