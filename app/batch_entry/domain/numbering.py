"""The names by which people call batches: "GIFT-0007", one after the other for each template."""

import re
from collections.abc import Collection

from app.words import _

LONGEST = 12
"""The most characters of a prefix."""
LAST = 999_999
_DIGITS = 4
_PREFIX = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")


def code(prefix: str, number: int) -> str:
    """The name of a batch: the prefix and at least four digits."""
    return f"{prefix}-{number:0{_DIGITS}d}"


def prefix_of(text: str) -> str:
    """A prefix as it is kept, from what was typed: in capitals, and without blanks around it."""
    return text.strip().upper()


def flaw(prefix: str) -> str:
    """What is wrong with a prefix, and what to do about it; "" for nothing."""
    if not prefix:
        return _("Type what the numbers begin with, such as GIFT.")
    if len(prefix) > LONGEST:
        return _("Use at most {longest} characters.", longest=LONGEST)
    if not _PREFIX.fullmatch(prefix):
        return _("Use letters A to Z, figures and single hyphens, and begin with a letter.")
    return ""


def free_prefix(wanted: str, taken: Collection[str]) -> str:
    """The prefix itself, or the first with a figure behind it that no other template has."""
    if wanted not in taken:
        return wanted
    numbers = (f"{wanted[: LONGEST - len(str(number))]}{number}" for number in range(2, len(taken) + 3))
    return next(each for each in numbers if each not in taken)


def numbers_in(prefix: str, codes: Collection[str]) -> set[int]:
    """The numbers that codes with this prefix have."""
    begin = f"{prefix}-"
    rest = (each.removeprefix(begin) for each in codes if each.startswith(begin))
    return {int(each) for each in rest if each.isascii() and each.isdecimal()}
