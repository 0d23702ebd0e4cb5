"""Column names: compared without regard to case, spaces and punctuation, and made distinct."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from app.constituents.domain.text import visible

_BETWEEN_WORDS = re.compile(r"[\s_]+")
_LONGEST_NAME = 200
_NOT_A_WORD = re.compile(r"[^\w]+")


def fold(header: str) -> str:
    """The form in which headers are compared: "\\ufeffE-mail_Address " and "e-mail address" are one."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", visible(header)).casefold()).strip()


def words(header: str) -> str:
    """The folded header with blanks for punctuation: "no bulk emails user opt out"."""
    return _NOT_A_WORD.sub(" ", fold(header)).strip()


def distinct_names(headers: Iterable[str]) -> tuple[str, ...]:
    """One name per column: blank ones become "Column 3", repeated ones get " (2)", " (3)"."""
    seen: set[str] = set()
    copies: dict[str, int] = {}
    names = []
    for position, header in enumerate(headers, start=1):
        wanted = " ".join(visible(header).split())[:_LONGEST_NAME] or f"Column {position}"
        name = wanted
        while fold(name) in seen:
            copies[fold(wanted)] = copies.get(fold(wanted), 1) + 1
            name = f"{wanted} ({copies[fold(wanted)]})"
        seen.add(fold(name))
        names.append(name)
    return tuple(names)


def signature(columns: Iterable[str]) -> str:
    """A key for "the same kind of file": equal for the same folded headers in the same order."""
    return hashlib.sha256("\n".join(fold(column) for column in columns).encode()).hexdigest()[:32]
