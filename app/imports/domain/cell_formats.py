"""What a number in a workbook's cell looks like: a date, an ID with leading zeros, or a plain number."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from math import isfinite


class Look(StrEnum):
    """What the number of a cell stands for."""

    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    TIME = "time"
    DAY_OF_YEAR = "day of year"
    YEAR = "year"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How a number is shown; `digits` is the pattern of an ID, from its right end."""

    look: Look
    digits: tuple[str, ...] = ()


PLAIN = CellFormat(Look.NUMBER)
# What Excel writes as a number alone, after the list of ECMA-376, part 1, 18.8.30.
_BUILT_IN = {
    **dict.fromkeys((14, 15, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    16: "d-mmm",
    17: "yyyy-mm-dd",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_LITERALS = "-() /"


def built_in(number: int) -> CellFormat:
    """The format that a workbook names by its number alone."""
    return cell_format(_BUILT_IN.get(number, "General"))


@lru_cache(maxsize=1_024)
def cell_format(code: str) -> CellFormat:
    """The format that a code like `yyyy-mm-dd`, `00000` or `"C-"0000` describes."""
    section = _first_section(code)
    signs = _QUOTED.sub("", section).lower()
    if signs.strip() in ("", "general", "@", "standard"):
        return PLAIN
    if any(sign in signs for sign in "dmyhs") and "0" not in signs.partition(".")[0]:
        return _of_time(signs)
    return _of_digits(section)


def _first_section(code: str) -> str:
    """The part before the first semicolon that stands outside quotation marks."""
    quoted = False
    for at, sign in enumerate(code):
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            return code[:at]
    return code


def _of_time(signs: str) -> CellFormat:
    has_time = "h" in signs or "s" in signs
    if "y" in signs:
        if has_time:
            return CellFormat(Look.MOMENT)
        return CellFormat(Look.DATE if "m" in signs or "d" in signs else Look.YEAR)
    if "d" in signs:
        return CellFormat(Look.MOMENT if has_time else Look.DAY_OF_YEAR)
    return CellFormat(Look.TIME if has_time else Look.DATE)


def _of_digits(section: str) -> CellFormat:
    """A pattern with two places or more that are always filled: no amount, but an ID, a postcode, a phone."""
    pattern: list[str] = []
    for sign in _signs(section):
        if len(sign) == 1 and sign not in "0#?" + _LITERALS:
            return PLAIN
        pattern.append(sign)
    if sum(sign == "0" for sign in pattern) < 2:
        return PLAIN
    return CellFormat(Look.DIGITS, tuple(reversed(pattern)))


def _signs(section: str) -> list[str]:
    """The places and literals of a pattern in their order; literals from quotation marks end with NUL."""
    found: list[str] = []
    at = 0
    for quoted in _QUOTED.finditer(section):
        found.extend(section[at : quoted.start()])
        literal = quoted[1] or quoted[2] or ""
        found.extend([literal + "\x00"] if literal else [])
        at = quoted.end()
    return [*found, *section[at:]]


def number_text(raw: str, shown: CellFormat, *, since_1904: bool = False) -> str:
    """The number as the cell shows it, dates as ISO; text that is no number comes back as it is.

    `since_1904` says that days are counted from 1904, as old Macs did.
    """
    if shown is PLAIN and raw.isdecimal() and len(raw) < 16:
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if not isfinite(value):
        return raw
    if shown.look is Look.NUMBER:
        return plain(value)
    if shown.look is Look.DIGITS:
        return _digits(value, shown.digits)
    return _time(value, shown.look, since_1904) or plain(value)


def plain(value: float) -> str:
    """A number without exponent and with the 15 digits that a spreadsheet keeps; whole ones have no point."""
    text = format(value, ".15g")
    if "e" in text:
        text = format(Decimal(text), "f")
    return text


def _digits(value: float, pattern: tuple[str, ...]) -> str:
    if value < 0 or not value.is_integer():
        return plain(value)
    left = plain(value)
    shown: list[str] = []
    places = sum(sign in ("0", "#", "?") for sign in pattern)
    for sign in pattern:
        if sign not in ("0", "#", "?"):
            shown.append(sign.removesuffix("\x00"))
            continue
        places -= 1
        # The leftmost place takes all that is left.
        taken, left = (left[-1:], left[:-1]) if places else (left, "")
        shown.append(taken or ("0" if sign == "0" else ""))
    return "".join(reversed(shown)).strip()


def _time(value: float, look: Look, since_1904: bool) -> str:
    if not 0 <= value < 2_958_466:
        return ""
    if look is Look.TIME and value < 1:
        return str(timedelta(seconds=round(value * 86_400))).rjust(8, "0")
    moment = _moment(value, since_1904)
    match look:
        case Look.DAY_OF_YEAR:
            return moment.strftime("--%m-%d")
        case Look.YEAR:
            return f"{moment.year:04}"
        case Look.DATE:
            return moment.date().isoformat()
        case _:
            at_midnight = not (moment.hour or moment.minute or moment.second)
            return moment.date().isoformat() if at_midnight else moment.isoformat(" ")


def _moment(value: float, since_1904: bool) -> datetime:
    # Excel believes in a 29 February 1900, for the sake of an older program.
    year, month, day = (1904, 1, 1) if since_1904 else (1899, 12, 30 if value >= 60 else 31)
    start = datetime(year, month, day)  # noqa: DTZ001  # a spreadsheet knows no time zone
    return start + timedelta(days=int(value), seconds=round(value % 1 * 86_400))
