"""What forces a person to decide, however high the score is."""

from enum import StrEnum

from app.constituents.domain.record import Kind
from app.matching.domain.compare import Field, Level, Levels
from app.matching.domain.standardize import Identity


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
        return _GUARDS[self]


_GUARDS = {
    Guard.KIND: "One is a person, the other an organization.",
    Guard.SURNAME_ONLY: "There is a last name but no first name: it may be anybody of the family.",
    Guard.FIRST_DIFFERS: "The first names differ: probably one household, not one person.",
    Guard.LAST_DIFFERS: "The last names differ.",
    Guard.GENERATION: "Jr. and Sr. are two people.",
    Guard.TITLE: "The titles are of a man and of a woman.",
    Guard.BIRTH_DIFFERS: "The birth dates differ.",
    Guard.ENDED: "What they share has ended.",
    Guard.NAME_ONLY: "Only names agree; no email, phone, address or birth date does.",
}

_IDENTIFIERS = (Field.EMAIL, Field.PHONE, Field.ADDRESS, Field.BIRTH)
_UNLIKE = {Level.DIFFERENT, Level.SIMILAR}


def agreeing(levels: Levels) -> set[Field]:
    """The strong identifiers that agree, by active values."""
    return {field for field in _IDENTIFIERS if levels.get(field) is Level.SAME}


def guards_of(one: Identity, other: Identity, levels: Levels) -> tuple[Guard, ...]:
    """Every reason why this pair is never matched automatically."""
    same = agreeing(levels)
    has_ended = Level.ENDED in [levels.get(field) for field in _IDENTIFIERS]
    reasons = {
        Guard.KIND: one.kind is not other.kind,
        Guard.SURNAME_ONLY: _is_surname_only(one) or _is_surname_only(other),
        Guard.FIRST_DIFFERS: levels.get(Field.FIRST) in _UNLIKE,
        Guard.LAST_DIFFERS: Level.DIFFERENT in (levels.get(Field.LAST), levels.get(Field.ORGANIZATION)),
        Guard.GENERATION: _is_generation_unsure(levels, same),
        Guard.TITLE: Field.TITLE in levels,
        Guard.BIRTH_DIFFERS: levels.get(Field.BIRTH) in _UNLIKE,
        Guard.ENDED: has_ended and not same,
        Guard.NAME_ONLY: not same and not has_ended,
    }
    return tuple(guard for guard, applies in reasons.items() if applies)


def _is_surname_only(known: Identity) -> bool:
    return known.kind is Kind.INDIVIDUAL and bool(known.last) and not known.first


def _is_generation_unsure(levels: Levels, same: set[Field]) -> bool:
    """Jr. against Sr.; or only one of them says it, and nothing but the family's address agrees."""
    level = levels.get(Field.GENERATION)
    return level is Level.DIFFERENT or (level is Level.ONE_SIDED and same <= {Field.ADDRESS})
