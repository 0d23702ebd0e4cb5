"""What is compared, and how far two records may agree in it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
Mask = NDArray[np.bool_]


class Field(StrEnum):
    """What is compared, in the order of the explanation."""

    KIND = "kind"
    ORGANIZATION = "organization"
    LAST = "last"
    FIRST = "first"
    MIDDLE = "middle"
    GENERATION = "generation"
    TITLE = "title"
    BIRTH = "birth"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"


class Level(StrEnum):
    """How far a field agrees. UNKNOWN says nothing: one of the two records does not know it."""

    UNKNOWN = "unknown"
    SAME = "same"
    FORM = "form"
    KNOWN = "known"
    MIDDLE = "middle"
    SWAPPED = "swapped"
    PART = "part"
    FORMER = "former"
    INITIAL = "initial"
    TYPO = "typo"
    SOUNDS = "sounds"
    MAILBOX = "mailbox"
    NAMED = "named"
    HOST = "host"
    SIMILAR = "similar"
    STREET = "street"
    NEAR = "near"
    TOWN = "town"
    ELSEWHERE = "elsewhere"
    AREA = "area"
    ENDED = "ended"
    ONE_SIDED = "one_sided"
    DIFFERENT = "different"


LEVELS = tuple(Level)
CODE = {level: code for code, level in enumerate(LEVELS)}
"""The number by which a level stands in arrays; UNKNOWN is 0."""


def reached(level: Levels, *levels: Level) -> Mask:
    """Where one of the levels is reached."""
    found: Mask = _among(levels)[level]
    return found


@cache
def _among(levels: tuple[Level, ...]) -> Mask:
    """By the number of a level whether it is one of these: looking it up is quicker than comparing."""
    return np.array([level in levels for level in LEVELS])


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of many pairs: the level of each, and how likely chance is to bring that level about.

    `chance` (0 to 1) is the share of those on record who agree as far; NaN where the level alone tells it.
    `mine` and `theirs` are the texts that were compared, by the number of each in `texts`.
    """

    level: Levels
    chance: Floats
    mine: Ints
    theirs: Ints
    texts: list[str]
