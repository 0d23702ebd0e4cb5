"""An address written in one cell, taken apart. A suggestion that staff see before anything is written."""

import re
from functools import lru_cache

from app.batches.domain.countries import country_code

_BETWEEN = re.compile(r"\s*(?:,|;|\r?\n|\r|[ \t]{2,})\s*")
_STATE_AND_ZIP = re.compile(r"([A-Z]{2,3})\s+([A-Z\d][A-Z\d -]{2,})")
_REGION = re.compile(r"[A-Z]{2,3}")
_LINES = 3


def one_line(text: str) -> str:
    """The address with a comma for each line break and each gap of two blanks, as Mailchimp writes them."""
    return ", ".join(part for part in _BETWEEN.split(text) if part)


@lru_cache(maxsize=4096)
def address_parts(text: str) -> dict[str, str]:
    """The parts of "12 Rose Street, Portland, OR 97209, USA": line1-3, city, region, postcode, country.

    What cannot be told apart stays in the lines, and a part that is not there is not in the answer.
    """
    rest = one_line(text).split(", ")
    found: dict[str, str] = {}
    if len(rest) > 2 and _is_country(rest):
        found["country"] = rest.pop()
    if len(rest) > 1:
        rest = _postcode(rest, found)
    if len(rest) > 2 and _REGION.fullmatch(rest[-1]):
        found["region"] = rest.pop()
    if len(rest) > 1:
        found["city"] = rest.pop()
    lines = (*rest[: _LINES - 1], ", ".join(rest[_LINES - 1 :]))
    return found | {f"line{at}": line for at, line in enumerate(lines, 1) if line}


def _is_country(parts: list[str]) -> bool:
    """A known country; one of two letters (GA is a state and a country) only behind a postcode."""
    last = parts[-1]
    is_known = country_code(last) != last or len(country_code(last)) == 2
    return is_known and (len(last) > 3 or _has_digit(parts[-2]))


def _postcode(parts: list[str], found: dict[str, str]) -> list[str]:
    *before, last = parts
    if not _has_digit(last):
        return parts
    both = _STATE_AND_ZIP.fullmatch(last)
    if both and _has_digit(both[2]) and not _has_digit(both[1]):
        found["region"], found["postcode"] = both[1], both[2]
        return before
    found["postcode"] = last
    return before


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
