"""What is wrong with the gift of a row beside what its cells say, in words that let a volunteer mend it."""

from datetime import date

from app.batches.domain.gift_fields import find_gift_field
from app.batches.domain.row_problems import CellProblem
from app.words import _


def thanks_nobody(lookup_id: str) -> CellProblem:
    """The soft credit goes to nobody."""
    return _at(
        "gift_soft_credit",
        lookup_id,
        _("Nobody here has the lookup ID “{lookup_id}”.", lookup_id=lookup_id),
        _("the ID of someone in this workspace"),
        _("Correct the ID, or empty the cell."),
    )


def wrong_thanks(lookup_id: str, why: str) -> CellProblem:
    """The soft credit goes to somebody who cannot have it."""
    what, __, fix = why.partition(". ")
    return _at("gift_soft_credit", lookup_id, f"{what}.", _("somebody else"), fix)


def taken(key: str, lookup_id: str, received_on: date) -> CellProblem:
    """The gift came already, by whatever way."""
    whose = (
        _("the gift of {lookup_id}, {date}", lookup_id=lookup_id, date=received_on.isoformat())
        if lookup_id
        else _("an earlier gift")
    )
    return _at(
        "gift_key",
        key,
        _("A gift with the number “{key}” is on record already.", key=key),
        _("a number of its own: this is {whose}", whose=whose),
        _("Leave the row out; or correct the number, if it is another gift."),
    )


def twice(key: str, number: int) -> CellProblem:
    """An earlier row of the batch brings the same gift."""
    return _at(
        "gift_key",
        key,
        _("Another row has the number “{key}” too.", key=key),
        _("a number of its own: row {row} has it", row=number),
        _("Leave one of the two rows out, or correct the number."),
        repeats=number,
    )


def _at(field: str, value: str, what: str, expected: str, fix: str, *, repeats: int = 0) -> CellProblem:
    found = find_gift_field(field)
    return CellProblem(str(found.label) if found else "", field, value, what, expected, fix, repeats)


REPEATED = "gift_key: repeats"
"""The cause of rows whose gift has the number of another row."""
