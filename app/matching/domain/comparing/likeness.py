"""How alike two spellings are: by slips of the keyboard, and by sound. Symmetric throughout."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from app.matching.domain.comparing.levels import Floats, Mask

_SLIPS = ((4, 1), (8, 2))
"""From so many letters on, so many slips leave a name the same."""
_ALIKE = 0.93
_SIMILAR = 0.86
_SHORTEST_STEM = 3
_GENDERS = (
    ("", "a"),
    ("", "e"),
    ("", "le"),
    ("", "ne"),
    ("", "ette"),
    ("", "elle"),
    ("", "ine"),
    ("", "ina"),
    ("o", "a"),
    ("i", "a"),
    ("e", "a"),
    ("us", "a"),
    ("is", "es"),
)
"""Endings of given names of men and of women."""
_SOUNDS = (
    (re.compile("sch|sh|tsch|tch|ch(?=[ei])|cz|zh"), "x"),
    (re.compile("ph|v|w"), "f"),
    (re.compile("ck|c(?=[eiy])|th|dt|gh"), lambda found: {"ck": "k", "c": "s", "gh": ""}.get(found[0], "t")),
    (re.compile("[ckqg]"), "k"),
    (re.compile("[sz]"), "s"),
    (re.compile("[dt]"), "t"),
    (re.compile("[bp]"), "p"),
    (re.compile("[mn]"), "n"),
)


def slips(ones: Sequence[str], others: Sequence[str]) -> Mask:
    """Which pairs differ by a slip or two: a letter left out, added, exchanged or changed."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    if not ones:
        return np.zeros(0, bool)
    distance = cpdist(ones, others, scorer=OSA.distance, dtype=np.int32)
    shortest = _shortest(ones, others)
    allowed = sum((shortest >= length).astype(np.int32) for length, _ in _SLIPS)
    return (distance <= allowed) | ((likeness(ones, others) >= _ALIKE) & (shortest > 3))


def similar(ones: Sequence[str], others: Sequence[str]) -> Mask:
    """Which pairs are similar without being the same with a slip."""
    if not ones:
        return np.zeros(0, bool)
    return (likeness(ones, others) >= _SIMILAR) & (_shortest(ones, others) > 2)


def likeness(ones: Sequence[str], others: Sequence[str]) -> Floats:
    """Jaro-Winkler likeness from 0 to 1, the higher of both directions."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cpdist

    ahead = cpdist(ones, others, scorer=JaroWinkler.similarity, dtype=np.float64)
    back = cpdist(others, ones, scorer=JaroWinkler.similarity, dtype=np.float64)
    higher: Floats = np.maximum(ahead, back)
    return higher


def _shortest(ones: Sequence[str], others: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    return np.minimum(
        np.fromiter(map(len, ones), np.intp, len(ones)), np.fromiter(map(len, others), np.intp, len(others))
    )


@lru_cache(maxsize=16_384)
def are_of_two_genders(one: str, other: str) -> bool:
    """Whether two given names are alike but for the ending that makes one a woman's: Paul and Paula."""
    return any(_differ_by(one, other, *ends) or _differ_by(other, one, *ends) for ends in _GENDERS)


def _differ_by(one: str, other: str, end: str, its_end: str) -> bool:
    stem = one.removesuffix(end)
    return len(stem) >= _SHORTEST_STEM and one == stem + end and other == stem + its_end


@lru_cache(maxsize=16_384)
def sound(name: str) -> str:
    """What is heard of a name: its first letter as spoken and the consonants behind it, doubles once."""
    heard = name.replace(" ", "")
    for written, spoken in _SOUNDS:
        heard = written.sub(spoken, heard)
    heard = re.sub(r"(.)\1+", r"\1", heard)
    return re.sub(r"(.)\1+", r"\1", heard[:1] + re.sub("[aeiouyhj]", "", heard[1:]))
