"""Why rows of a file became no rows of a batch, and what to do about them, in words for staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_REFUND = (
    "When this batch is committed, open the gift and choose Refund. A file that names the gift does it for "
    "you: import it under Imports, Activity."
)
_GIVEN_BACK = (
    "When this batch is committed, import the same file under Imports, Activity: it records the gift with "
    "what was given back, and nothing twice."
)
_TOLD: Mapping[str, tuple[str, str]] = {
    "on_record": ("The number of the gift is on record already", "Nothing to do: it counts once."),
    "in_batch": ("The number of the gift is in this batch already", "Nothing to do: it counts once."),
    "refund": ("Takes a gift back", _REFUND),
    "given_back": ("A gift that was given back, all of it or some", _GIVEN_BACK),
    "failed": ("The payment failed", "Nothing to do: no money came."),
    "pending": (
        "The money has not arrived yet",
        "Fill the batch from a later file, or use a template with the column “Status of the gift”.",
    ),
    "currency": (
        "In another currency, and this batch has no column for it",
        "Fill a batch whose template has the column Currency.",
    ),
    "out": ("Money that left the account: a payout, a fee, a purchase", "Nothing to do: it is no gift."),
    "own_money": ("Moves your own money", "Nothing to do: it is no gift."),
    "won_back": (
        "A chargeback’s money came back",
        "Open the gift and remove the refund that the chargeback made.",
    ),
    "memo": ("A memo of the payment tool, such as a hold", "Nothing to do: no money moved."),
    "test": ("Made in test mode", "Nothing to do: no money moved."),
    "nothing": ("The amount is zero", "Nothing to do."),
    "torn": (
        "Has too many cells, or a quotation mark that does not close",
        "Correct these rows of the file, and fill the batch from a file with only them.",
    ),
    "left_out": ("Has a word that you left out", "Nothing to do."),
}
LINES = 12
"""How many rows of the file are named for each cause."""


@dataclass(frozen=True, slots=True)
class Left:
    """Rows left out for one cause: how many, the first of their rows in the file, and what to do."""

    cause: str
    rows: int
    first: tuple[int, ...]

    @property
    def what(self) -> str:
        """Why they were left out."""
        return _TOLD[self.cause][0] if self.cause in _TOLD else self.cause.replace("_", " ").capitalize()

    @property
    def do(self) -> str:
        """What to do about it."""
        return _TOLD[self.cause][1] if self.cause in _TOLD else ""


def told(left_out: Mapping[str, Mapping[str, Any]]) -> tuple[Left, ...]:
    """What was left out, the most first."""
    found = (Left(cause, each["rows"], tuple(each["first"])) for cause, each in left_out.items())
    return tuple(sorted(found, key=lambda each: (-each.rows, each.cause)))


def counted(
    left_out: Mapping[str, Mapping[str, Any]], rows: Iterable[tuple[int, str]]
) -> dict[str, dict[str, Any]]:
    """The same with these rows of the file, each with its cause. Nothing that was given is changed."""
    found = {cause: dict(each) for cause, each in left_out.items()}
    for number, cause in rows:
        before = found.get(cause, {"rows": 0, "first": []})
        first = before["first"] if len(before["first"]) >= LINES else [*before["first"], number]
        found[cause] = {"rows": before["rows"] + 1, "first": first}
    return found
