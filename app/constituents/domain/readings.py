"""What a text typed into a search can mean: words of a name, an email, digits of a phone, a lookup ID."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product

from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import fold, visible
from app.constituents.domain.words import LONGEST, without_calling_code

_MOST_WORDS, _MOST_WAYS = 6, 12
_FEWEST_DIGITS, _WHOLE_NUMBER = 4, 8
_MOST_TURNED = 3
_DIALED = re.compile(r"[+(\d][\d\s().\-/]*")

Way = tuple[str, ...]
"""Beginnings of words: a record is meant when it has a word for each of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The ways to read a text, any of which may be meant; `lookup` is the number of a lookup ID, or None."""

    ways: tuple[Way, ...] = ()
    lookup: int | None = None

    @property
    def beginnings(self) -> tuple[str, ...]:
        """Every beginning of a word in it, once."""
        return tuple(dict.fromkeys(beginning for way in self.ways for beginning in way))


def read(text: str) -> Reading:
    """The reading of a typed text; without ways and number when it has no letter or digit."""
    typed = visible(text)[:LONGEST]
    words = tuple(dict.fromkeys(fold(typed).split()))[:_MOST_WORDS]
    if not words:
        return Reading()
    found = parse_lookup(typed)
    lookup = None if isinstance(found, Problem) else int(found.removeprefix("C-"))
    ways = (*_by_words(typed, words, is_lookup=lookup is not None), *_whole(typed, words), *_dialed(typed))
    return Reading(tuple(dict.fromkeys(ways)), lookup)


def _by_words(typed: str, words: Way, *, is_lookup: bool) -> Iterator[Way]:
    """Word by word, unless punctuation says that it is an address or a number as a whole."""
    if len(words) > 1 and (is_lookup or _DIALED.fullmatch(typed) or ("@" in typed and " " not in typed)):
        return
    yield words
    if " " in typed and 1 < len(words) < 5 and all(word.isalpha() for word in words):
        yield ("".join(words),)  # "o brien" is also looked for as "obrien"


def as_filed(way: Way) -> tuple[str, ...]:
    """Filed names that begin with these words: each order of a few words, else the last before the others."""
    orders = permutations(way) if len(way) <= _MOST_TURNED else [(way[-1], *way[:-1])]
    return tuple(map(" ".join, orders))


def corrected(reading: Reading, near: Mapping[str, Sequence[str]]) -> Reading:
    """The reading of its words with those put in the place of a word that are near to it; the best first."""
    words = reading.ways[0] if reading.ways else ()
    ways = product(*(near.get(word) or (word,) for word in words))
    return Reading(tuple(way for way in islice(ways, _MOST_WAYS) if way != words))


def _whole(typed: str, words: Way) -> Iterator[Way]:
    """An email or an ID in another system, with its punctuation."""
    text = unicodedata.normalize("NFKC", typed).casefold()
    if " " not in text and text not in words:
        yield (text,)


def _dialed(typed: str) -> Iterator[Way]:
    """The digits as a number at home, with a 0 or a country's code before it or without."""
    if not _DIALED.fullmatch(typed):
        return
    digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", typed))
    if typed.startswith("+") or digits.startswith("00"):
        candidates = [without_calling_code(digits.lstrip("0"))]
    else:
        candidates = [digits, digits.lstrip("0")]
        if digits.startswith("1") or len(digits) > _WHOLE_NUMBER:
            candidates.append(without_calling_code(digits))
    yield from ((number,) for number in candidates if len(number) >= _FEWEST_DIGITS)
