"""Numbers that are no amounts (phones, postcodes, IDs) after a spreadsheet took them for some."""

import re

from app.constituents.domain.problems import Problem
from app.words import _

NUMBERED = frozenset(
    {
        *("phone", "phone_mobile", "phone_home", "phone_work", "phone_other", "phone_2"),
        *("address_postcode", "work_postcode", "external_id", "lookup_id"),
    }
)
"""The fields whose values may be digits alone."""

_SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+", re.ASCII)


def whole(text: str) -> str:
    """The number without the “.0” that a program for figures adds; any other text as it is."""
    digits = text.removesuffix(".0")
    return digits if digits is not text and digits.isdecimal() else text


def shortened(text: str) -> Problem | None:
    """What is wrong with an ID of which a spreadsheet kept only the first digits; None for any other."""
    if not _SHORTENED.fullmatch(text):
        return None
    return Problem(
        _("“{words}” is an ID that a spreadsheet has shortened.", words=text),
        _("the whole ID"),
        _("Format the column as text, paste the IDs again from where they come from, and upload that file."),
    )
