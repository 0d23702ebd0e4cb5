"""What is said of an amount that cannot be read, and how to type one."""

from app.constituents.domain.problems import Problem
from app.words import N_, _

EXPECTED = N_("an amount like 25 or 1250.00")
UNREADABLE = N_("is not an amount that can be read")
SHOWN = 60
"""So many characters of what was typed are shown."""


def no(typed: str, why: str, fix: str) -> Problem:
    """What is wrong with what was typed, and what to do."""
    return Problem(_("“{typed}” {why}.", typed=typed[:SHOWN], why=why), EXPECTED, fix)


def how_to_type(currency: str, example: str, mark: str) -> str:
    """How an amount is typed; `mark` stands before the cents: point, comma, or "" where there are none."""
    told = {"currency": currency, "example": example}
    match mark:
        case "point":
            return _(
                "Type an amount of {currency} in figures, with a point before the cents, such as {example}.",
                **told,
            )
        case "comma":
            return _(
                "Type an amount of {currency} in figures, with a comma before the cents, such as {example}.",
                **told,
            )
        case _unmarked:
            return _("Type an amount of {currency} in figures, such as {example}.", **told)
