"""Amounts as people and files write them, read into minor units exactly: never through a binary fraction.

How many minor units a currency has is what CLDR says: two for the euro, none for the yen, three for the
Kuwaiti dinar.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from app.activity.domain.money_words import EXPECTED, SHOWN, UNREADABLE, how_to_type, no
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import N_, _

MOST = 10**15
"""Minor units from which on an amount is a mistake: more than any gift, and exact in every database."""

_NUMBER = re.compile(r"(?:(\d+)|(\d{1,3}(?:,\d{2,3})*,\d{3}))(?:\.(\d*))?|\.(\d+)", re.ASCII)
_SEPARATED = re.compile(r"[\d.,]*[.,][\d.,]*", re.ASCII)
_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])|(?:US|CA|C|A|AU|NZ|HK|S|R)(?=\$)", re.ASCII | re.IGNORECASE)
_SPACES = re.compile(r"[\s'’]")
_GAP = re.compile(r"\d[\s'’]+(?=\d)(?!\d{3}(?!\d))|[.,]\d*[\s'’]+\d", re.ASCII)
"""A space between figures that does not part thousands: "12 50" may be two amounts, or cents."""
_MINUS = str.maketrans("−–", "--")
_SIGN = re.compile(r"\$|[\u00a2-\u00a5\u20a0-\u20cf]|R(?=\d)|kr\.?|zł", re.IGNORECASE)
_ONLY = {
    "€": "EUR",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
}


class DecimalMark(StrEnum):
    """What stands before the cents."""

    POINT = "point"
    COMMA = "comma"

    @property
    def label(self) -> str:
        """The words staff choose by."""
        return {"point": N_("a point: 1,250.00"), "comma": N_("a comma: 1.250,00")}[self.value]


@dataclass(frozen=True, slots=True)
class UnclearMark:
    """Amounts that can be read in two ways, or that are written in both."""

    examples: tuple[str, ...]


@lru_cache(maxsize=512)
def digits_of(currency: str) -> int:
    """How many decimal digits the currency has."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def currency_code(text: str) -> str | Problem:
    """The three letters of a currency that is or was in use: "usd" is USD."""
    code = visible(text).upper()
    if code in _currencies():
        return code
    return Problem(
        _("“{visible}” is not a currency.", visible=visible(text)[:SHOWN])
        if code
        else _("The currency is missing."),
        _("three letters such as USD or EUR"),
        _("Write the letters of the currency."),
    )


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    from babel.core import get_global

    return frozenset(get_global("all_currencies"))


def parse_amount(text: str, currency: str, mark: DecimalMark = DecimalMark.POINT) -> int | Problem:
    """The amount in minor units of the currency, negative with a minus or in parentheses, or what is wrong.

    More digits than the currency has are refused unless they are zeros, and never rounded; three digits
    behind the mark are refused where the currency has fewer, since they may be thousands.
    """
    typed = visible(text)
    if not typed:
        return Problem(_("The amount is missing."), EXPECTED, _("Type the amount."))
    plain, stated = _stripped(typed)
    if _GAP.search(unicodedata.normalize("NFKC", typed)):
        return no(typed, _("has a space where no thousands end"), _("Type the amount without spaces."))
    if stated and stated != currency:
        return no(
            typed,
            _("says {stated} where the currency is {currency}", stated=stated, currency=currency),
            _("Correct the currency or the amount."),
        )
    negative, plain = _sign(plain)
    swapped = plain if mark is DecimalMark.POINT else plain.translate(_SWAP)
    found = _NUMBER.fullmatch(swapped)
    if not found:
        return no(typed, UNREADABLE, _fix(swapped, mark))
    whole = (found[1] or found[2] or "0").replace(",", "")
    return _minor(typed, whole, found[3] or found[4] or "", negative, currency)


_SWAP = str.maketrans(".,", ",.")


def _minor(typed: str, whole: str, cents: str, negative: bool, currency: str) -> int | Problem:
    digits = digits_of(currency)
    if len(cents) == 3 and digits < 3 and len(whole) <= 3 and whole != "0":
        return no(
            typed,
            _("may mean thousands"),
            _("Choose what stands before the cents, or write the amount without."),
        )
    if cents[digits:].strip("0"):
        return no(
            typed,
            _("has more digits than {currency} has", currency=currency),
            _("Type the amount that was paid."),
        )
    amount = int(whole + cents[:digits].ljust(digits, "0"))
    if amount >= MOST:
        return no(typed, _("is more than any gift"), _("Check the amount and the column."))
    return -amount if negative else amount


def _stripped(typed: str) -> tuple[str, str]:
    """The amount without spaces, signs and letters of a currency, and the one currency these can mean."""
    text = _SPACES.sub("", unicodedata.normalize("NFKC", typed)).translate(_MINUS)
    code = _CODE.search(text)
    sign = _SIGN.search(text)
    stated = code[0].upper() if code and len(code[0]) == 3 else _ONLY.get(sign[0], "") if sign else ""
    return _SIGN.sub("", _CODE.sub("", text)), stated


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    if text.startswith("-") or text.endswith("-"):
        return True, text.removeprefix("-") if text.startswith("-") else text[:-1]
    return False, text.removeprefix("+")


def _fix(text: str, mark: DecimalMark) -> str:
    if _SEPARATED.fullmatch(text):
        if mark is DecimalMark.POINT:
            return _("If this file writes cents behind a comma, choose that for the column.")
        return _("If this file writes cents behind a point, choose that for the column.")
    return _("Type the amount in figures.")


def detect_mark(values: Iterable[str]) -> DecimalMark | UnclearMark:
    """What a column writes before the cents, or that it cannot be told, with examples.

    One amount with both marks, or with one that does not part thousands, settles the column.
    """
    seen: dict[DecimalMark, str] = {}
    unclear: dict[str, None] = {}
    for value in values:
        said = _mark_of(_sign(_stripped(visible(value))[0])[1])
        if isinstance(said, DecimalMark):
            seen.setdefault(said, value.strip())
        elif said and len(unclear) < 3:
            unclear[value.strip()] = None
    if len(seen) == 1:
        return next(iter(seen))
    if seen or unclear:
        return UnclearMark(tuple(seen.values()) or tuple(unclear))
    return DecimalMark.POINT


def _mark_of(text: str) -> DecimalMark | bool:
    """Which mark stands before the cents in one amount; True where it has one and that cannot be told."""
    points, commas = text.count("."), text.count(",")
    if not points + commas:
        return False
    if points and commas:
        return DecimalMark.POINT if text.rfind(".") > text.rfind(",") else DecimalMark.COMMA
    mark, other = (DecimalMark.POINT, DecimalMark.COMMA) if points else (DecimalMark.COMMA, DecimalMark.POINT)
    if points + commas > 1:
        return other
    behind = len(text) - max(text.rfind("."), text.rfind(",")) - 1
    before = len(text) - behind - 1
    return True if behind == 3 and 0 < before <= 3 else mark


def currency_in(text: str) -> str:
    """The currency that an amount itself says, by its letters or a sign that only one has; "" for none."""
    stated = _stripped(visible(text))[1]
    return stated if stated in _currencies() else ""


def parse_typed(text: str, currency: str, locale: str) -> int | Problem:
    """An amount as somebody types it into a form, in minor units of the currency, or what to type instead.

    Read as an amount of a file is, with the locale's own mark before the cents: nothing is guessed. One
    below zero is written with a minus in front, and not as bookkeepers write it.
    """
    typed = visible(text)
    found = parse_amount(typed, currency, _mark_in(locale))
    if isinstance(found, int) and not (typed.startswith("(") or typed.endswith(("-", "−", "–"))):
        return found
    example = typed_amount(1234 * 10 ** digits_of(currency) // 10, currency, locale)
    how = how_to_type(currency, example, _mark_in(locale).value if digits_of(currency) else "")
    return Problem(found.what, EXPECTED, how) if isinstance(found, Problem) else no(typed, UNREADABLE, how)


def minor_units(text: str, currency: str, locale: str) -> int | None:
    """A typed amount in minor units of the currency; None when it is none."""
    found = parse_typed(text, currency, locale)
    return None if isinstance(found, Problem) else found


@lru_cache(maxsize=64)
def _mark_in(locale: str) -> DecimalMark:
    from babel.numbers import get_decimal_symbol

    return DecimalMark.COMMA if get_decimal_symbol(locale) == "," else DecimalMark.POINT


def typed_amount(minor: int, currency: str, locale: str) -> str:
    """Minor units as they are typed: 250, or 250.50."""
    from babel.numbers import format_decimal

    digits = digits_of(currency)
    pattern = "0" if minor % 10**digits == 0 else f"0.{'0' * digits}"
    return str(format_decimal(Decimal(minor).scaleb(-digits), format=pattern, locale=locale))
