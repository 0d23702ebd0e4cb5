"""What forces a person to decide, however high the score is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from app.matching.domain.comparing import CODE, Compared, Field, Level, Sheet
from app.matching.domain.comparing.levels import Mask


class Guard(StrEnum):
    """Why a person has to decide, however high the score."""

    KIND = "kind"
    SURNAME_ONLY = "surname_only"
    FIRST_DIFFERS = "first_differs"
    LAST_DIFFERS = "last_differs"
    GENERATION = "generation"
    TITLE = "title"
    BIRTH_DIFFERS = "birth_differs"
    ENDED = "ended"
    NAME_ONLY = "name_only"

    @property
    def words(self) -> str:
        """The reason as a sentence."""
        return _WORDS[self]


_WORDS = {
    Guard.KIND: "One is a person, the other an organization.",
    Guard.SURNAME_ONLY: "One has no first name: it may be anybody of the family.",
    Guard.FIRST_DIFFERS: "The first names differ: probably one household, not one person.",
    Guard.LAST_DIFFERS: "The names differ.",
    Guard.GENERATION: "Jr. and Sr. are two people.",
    Guard.TITLE: "The titles are of a man and of a woman.",
    Guard.BIRTH_DIFFERS: "The birth dates differ.",
    Guard.ENDED: "What they share has ended.",
    Guard.NAME_ONLY: "Only names agree; no email, phone, address or birth date does.",
}
HELD_AT = 940
"""Tenths of a point that a match has at most while a person has to decide."""

IDENTIFIERS = (Field.EMAIL, Field.PHONE, Field.ADDRESS, Field.BIRTH)
_CLOSE = {
    Field.EMAIL: (Level.SAME, Level.TYPO),
    Field.PHONE: (Level.SAME, Level.FORM, Level.TYPO),
    Field.ADDRESS: (Level.SAME, Level.TYPO),
    Field.BIRTH: (Level.SAME,),
}

Found = Mapping[Field, Compared]


def has(found: Found, field: Field, *levels: Level) -> Mask:
    """Which pairs reach one of the levels in the field."""
    reached: Mask = np.isin(found[field].level, [CODE[level] for level in levels])
    return reached


def any_of(masks: Sequence[Mask]) -> Mask:
    """Where any of the masks is true."""
    found: Mask = np.logical_or.reduce(masks)
    return found


def identified(found: Found) -> Mask:
    """Which pairs agree in a strong identifier, by active values."""
    return any_of([has(found, field, *levels) for field, levels in _CLOSE.items()])


def guards(sheet: Sheet, found: Found) -> dict[Guard, Mask]:
    """Every reason why a pair is never matched automatically, with the pairs it holds for."""
    same = identified(found)
    ended = any_of([has(found, field, Level.ENDED) for field in IDENTIFIERS])
    only_house = ~any_of(
        [has(found, field, *_CLOSE[field]) for field in IDENTIFIERS if field is not Field.ADDRESS]
    )
    one_sided = has(found, Field.GENERATION, Level.ONE_SIDED) & only_house
    return {
        Guard.KIND: has(found, Field.KIND, Level.DIFFERENT),
        Guard.SURNAME_ONLY: _people(sheet) & has(found, Field.FIRST, Level.UNKNOWN),
        Guard.FIRST_DIFFERS: has(found, Field.FIRST, Level.DIFFERENT, Level.SIMILAR),
        Guard.LAST_DIFFERS: has(found, Field.LAST, Level.DIFFERENT)
        | has(found, Field.ORGANIZATION, Level.DIFFERENT, Level.SIMILAR, Level.PART),
        Guard.GENERATION: has(found, Field.GENERATION, Level.DIFFERENT) | one_sided,
        Guard.TITLE: has(found, Field.TITLE, Level.DIFFERENT),
        Guard.BIRTH_DIFFERS: has(found, Field.BIRTH, Level.DIFFERENT),
        Guard.ENDED: ended & ~same,
        Guard.NAME_ONLY: ~same & ~ended,
    }


def _people(sheet: Sheet) -> Mask:
    """Pairs of which at least one is a person."""
    kinds = sheet.column("kind")
    one, other = sheet.pairs.of(kinds)
    is_person = np.array([text == "i" for text in kinds.texts])
    people: Mask = is_person[one] | is_person[other]
    return people
