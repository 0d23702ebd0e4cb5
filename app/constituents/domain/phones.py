"""Phone numbers: what was typed is kept, the international form is what they are compared by."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from app.constituents.domain.points import Json, PointType, standing_from_json, standing_to_json
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import N_, _, voice

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber as Parsed

_EXPECTED = N_("a phone number like (212) 555-0142 or +44 20 7946 0123")
_EXTENSION = re.compile(r"(?:x|ext\.?|extension|#)\s*(\d{1,7})$", re.IGNORECASE)
_SPOILED = re.compile(r"[\d.,]+E\+?\d+", re.IGNORECASE)
_NORTH_AMERICAN = re.compile(r"(?:(\+1)[ .-]?)?\(?([2-9]\d\d)\)?[ .-]?(\d{3})[ .-]?(\d{4})", re.ASCII)
_IN_NORTH_AMERICA = frozenset({"US", "CA"})
_FEWEST, _MOST = 5, 15
"""Digits that a number has: shorter ones are services or slips, longer ones are several."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of a constituent: the number as typed, and its E.164 form ("" where it is not known)."""

    number: str
    e164: str
    type: PointType
    primary: bool = False
    active: bool = True
    id: int | None = None
    start: date | None = None
    end: date | None = None
    source: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The form that says whether two numbers are one."""
        return phone_key(self.number, self.e164)

    def to_json(self) -> Json:
        """The value as JSON, without blanks."""
        return {"number": self.number, "e164": self.e164, **standing_to_json(self)}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote."""
        return cls(told["number"], told["e164"], **standing_from_json(told))


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number that can be kept: as typed, in E.164 or "", and a warning for staff or ""."""

    number: str
    e164: str
    warning: str = ""


def parse_phone(text: str, country: str = "US") -> PhoneNumber | Problem:
    """The phone number in the text, read as a number of the country (ISO 3166) unless it begins with "+".

    Typed zeros and extensions stay. A number that is possible but not in use is kept, with a warning; one
    without its area code is kept without an E.164 form.
    """
    return _parsed(text, country, voice().language)


@lru_cache(maxsize=16_384)
def _parsed(text: str, country: str, _language: str) -> PhoneNumber | Problem:
    """What is kept is kept for each language, since what is wrong is said in it."""
    import phonenumbers

    typed = visible(text)
    if mistake := _plain_mistake(typed):
        return mistake
    try:
        parsed = _north_american(typed, country) or phonenumbers.parse(typed, country.upper() or None)
    except phonenumbers.NumberParseException:
        return _unreadable(
            typed, N_("Write it with digits, beginning with + and the country code if it is foreign.")
        )
    return _judged(typed, parsed, country.upper())


def _north_american(typed: str, country: str) -> "Parsed | None":
    """What the library makes of the common ways to write ten digits, in a fifth of its time."""
    from phonenumbers import PhoneNumber as Parsed

    found = _NORTH_AMERICAN.fullmatch(typed)
    if found is None or not (found[1] or country.upper() in _IN_NORTH_AMERICA):
        return None
    return Parsed(country_code=1, national_number=int(found[2] + found[3] + found[4]))


@lru_cache(maxsize=16_384)
def phone_key(number: str, e164: str) -> str:
    """The form that says whether two numbers are one: E.164 with its extension, else the digits as typed."""
    if not e164:
        return re.sub(r"\D", "", number)
    extension = _EXTENSION.search(number)
    return f"{e164};ext={extension[1]}" if extension else e164


def _plain_mistake(typed: str) -> Problem | None:
    digits = sum(c.isdecimal() for c in typed)
    if not typed:
        return Problem(_("Phone is blank."), _EXPECTED, _("Type the number, or leave the column out."))
    if _SPOILED.fullmatch(typed):
        return _unreadable(
            typed,
            _("A spreadsheet turned it into a formula number: format the column as text and type it again."),
        )
    if not digits:
        return _unreadable(typed, _("Replace the words by the number, or leave the cell empty."))
    if digits < _FEWEST and not any(c.isalpha() for c in typed):
        return Problem(
            _("Phone “{typed}” is too short.", typed=typed), _EXPECTED, _("Add the missing digits.")
        )
    if digits > _MOST and not _EXTENSION.search(typed):
        return _too_long(typed)
    return None


def _judged(typed: str, parsed: "Parsed", country: str) -> PhoneNumber | Problem:
    import phonenumbers
    from phonenumbers import ValidationResult

    match phonenumbers.is_possible_number_with_reason(parsed):
        case ValidationResult.IS_POSSIBLE:
            e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            # Asking the home country first spares a search through all that share its calling code.
            at_home = phonenumbers.is_valid_number_for_region(parsed, country)
            known = at_home or phonenumbers.is_valid_number(parsed)
            return PhoneNumber(
                typed,
                e164,
                "" if known else _("Phone “{typed}” is not a number in use: check it.", typed=typed),
            )
        case ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            return PhoneNumber(typed, "", _("Phone “{typed}” has no area code.", typed=typed))
        case ValidationResult.TOO_LONG:
            return _too_long(typed)
        case _:
            return Problem(
                _("Phone “{typed}” is too short.", typed=typed), _EXPECTED, _("Add the missing digits.")
            )


def _too_long(typed: str) -> Problem:
    return Problem(
        _("Phone “{typed}” is too long.", typed=typed), _EXPECTED, _("Keep one number in this column.")
    )


def _unreadable(typed: str, fix: str) -> Problem:
    return Problem(_("“{typed}” is not a phone number.", typed=typed), _EXPECTED, fix)
