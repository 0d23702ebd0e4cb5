"""What a batch should come to, and why one is sent back."""

from typing import Any

from wtforms import Field, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.web.forms import Form
from app.words import N_

CURRENCIES = 6
"""Currencies for which a sum can be said."""


class TotalsForm(Form):
    """How many rows, and a sum for each currency; what is left blank is not compared."""

    rows = IntegerField(
        N_("Number of rows"),
        [Optional(), NumberRange(0, 1_000_000, N_("Type a number of rows up to 1,000,000."))],
    )

    @property
    def pairs(self) -> list[tuple[Field, Field]]:
        """The fields of each amount and its currency."""
        return [(self[f"amount_{n}"], self[f"currency_{n}"]) for n in range(CURRENCIES)]


for _n in range(CURRENCIES):
    setattr(TotalsForm, f"amount_{_n}", StringField(N_("Amount"), [Length(max=40)]))
    setattr(TotalsForm, f"currency_{_n}", StringField(N_("Currency"), [Length(max=3)]))


class ReturnForm(Form):
    """Why a batch that waits for approval goes back to whoever typed it."""

    why = TextAreaField(
        N_("What has to be mended?"),
        [
            DataRequired(N_("Say what has to be mended.")),
            Length(max=500, message=N_("Say it in at most 500 characters.")),
        ],
    )


def filled(rows: int | None, amounts: list[tuple[str, str]]) -> dict[str, Any]:
    """The values of a form that shows these totals."""
    told: dict[str, Any] = {"rows": rows}
    for place, (amount, currency) in enumerate(amounts[:CURRENCIES]):
        told |= {f"amount_{place}": amount, f"currency_{place}": currency}
    return told
