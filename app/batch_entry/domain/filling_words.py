"""Why rows of a file became no rows of a batch, and what to do about them, in words for staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.words import N_

_REFUND = N_(
    "When this batch is committed, open the gift and choose Refund. A file that names the gift does it for "
    "you: import it under Imports, Activity."
)
_GIVEN_BACK = N_(
    "When this batch is committed, import the same file under Imports, Activity: it records the gift with "
    "what was given back, and nothing twice."
)
_TOLD: Mapping[str, tuple[str, str]] = {
    "on_record": (N_("The number of the gift is on record already"), N_("Nothing to do: it counts once.")),
    "in_batch": (N_("The number of the gift is in this batch already"), N_("Nothing to do: it counts once.")),
    "refund": (N_("Takes a gift back"), _REFUND),
    "given_back": (N_("A gift that was given back, all of it or some"), _GIVEN_BACK),
    "failed": (N_("The payment failed"), N_("Nothing to do: no money came.")),
    "pending": (
        N_("The money has not arrived yet"),
        N_("Fill the batch from a later file, or use a template with the column “Status of the gift”."),
    ),
    "currency": (
        N_("In another currency, and this batch has no column for it"),
        N_("Fill a batch whose template has the column Currency."),
    ),
    "out": (
        N_("Money that left the account: a payout, a fee, a purchase"),
        N_("Nothing to do: it is no gift."),
    ),
    "own_money": (N_("Moves your own money"), N_("Nothing to do: it is no gift.")),
    "won_back": (
        N_("A chargeback’s money came back"),
        N_("Open the gift and remove the refund that the chargeback made."),
    ),
    "memo": (N_("A memo of the payment tool, such as a hold"), N_("Nothing to do: no money moved.")),
    "test": (N_("Made in test mode"), N_("Nothing to do: no money moved.")),
    "nothing": (N_("The amount is zero"), N_("Nothing to do.")),
    "torn": (
        N_("Has too many cells, or a quotation mark that does not close"),
        N_("Correct these rows of the file, and fill the batch from a file with only them."),
    ),
    "left_out": (N_("Has a word that you left out"), N_("Nothing to do.")),
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
