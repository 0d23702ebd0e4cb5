"""Two standardized records compared, field by field, into a few named levels."""

from enum import StrEnum
from functools import lru_cache

from app.constituents.domain.places import Place
from app.constituents.domain.record import Kind, PartialDate
from app.matching.domain.nicknames import are_forms_of_one
from app.matching.domain.standardize import Identity

_ALIKE = 0.93
"""Jaro-Winkler likeness from which two names are one with a slip of the pen."""


class Field(StrEnum):
    """What is compared, in the order of the explanation."""

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
    """How far a field agrees."""

    SAME = "same"
    FORM = "form"
    INITIAL = "initial"
    PART = "part"
    SIMILAR = "similar"
    NEAR = "near"
    ENDED = "ended"
    ONE_SIDED = "one_sided"
    DIFFERENT = "different"


Levels = dict[Field, Level]


def compare(one: Identity, other: Identity) -> Levels:
    """The level of every field that both records know; a field that one lacks says nothing. Symmetric."""
    levels = {
        Field.EMAIL: _points(one.emails, other.emails, one.ended_emails, other.ended_emails),
        Field.PHONE: _points(one.phones, other.phones, one.ended_phones, other.ended_phones),
        Field.ADDRESS: _addresses(one, other),
        Field.BIRTH: _births(one.birth, other.birth),
        **_names(one, other),
    }
    return {field: level for field, level in levels.items() if level is not None}


def _points(
    one: frozenset[str], other: frozenset[str], one_ended: frozenset[str], other_ended: frozenset[str]
) -> Level | None:
    if one & other:
        return Level.SAME
    if (one | one_ended) & (other | other_ended):
        return Level.ENDED
    return Level.DIFFERENT if one and other else None


def _addresses(one: Identity, other: Identity) -> Level | None:
    active = {_places(mine, theirs) for mine in one.places for theirs in other.places}
    for level in (Level.SAME, Level.NEAR):
        if level in active:
            return level
    mine, theirs = one.places | one.ended_places, other.places | other.ended_places
    if any(_places(a, b) is Level.SAME for a in mine for b in theirs):
        return Level.ENDED
    return next((level for level in (Level.PART, Level.DIFFERENT) if level in active), None)


@lru_cache(maxsize=65_536)
def _places(one: Place, other: Place) -> Level | None:
    """Same house and unit, near (another unit of the house), part (the same town), or different."""
    town = _towns(one, other)
    if town is Level.DIFFERENT or town is None:
        return town
    same_street = bool(one.street) and one.street == other.street and _agree(one.qualifiers, other.qualifiers)
    if not one.number or one.number != other.number or not (same_street or one.number.startswith("box ")):
        return Level.PART
    return Level.SAME if _agree(one.unit, other.unit) else Level.NEAR


def _towns(one: Place, other: Place) -> Level | None:
    if one.postcode and other.postcode:
        return Level.PART if one.postcode == other.postcode else Level.DIFFERENT
    if one.city and other.city:
        return Level.PART if one.city == other.city and _agree(one.region, other.region) else Level.DIFFERENT
    return None


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _births(one: PartialDate | None, other: PartialDate | None) -> Level | None:
    if one is None or other is None:
        return None
    if one == other and one.is_full:
        return Level.SAME
    if not one.agrees_with(other):
        is_swapped = one.year == other.year and (one.month, one.day) == (other.day, other.month)
        return Level.SIMILAR if is_swapped else Level.DIFFERENT
    shares_year = one.year is not None and one.year == other.year
    shares_day = one.month is not None and one.month == other.month
    return Level.PART if shares_year or shares_day else None


def _names(one: Identity, other: Identity) -> dict[Field, Level | None]:
    if Kind.ORGANIZATION in (one.kind, other.kind):
        return {Field.ORGANIZATION: _organizations(one, other)}
    first, last = _firsts(one, other), _lasts(one, other)
    if (one.first, one.surname) == (other.surname, other.first) and one.first and one.surname:
        first, last = Level.FORM, Level.SAME
    return {
        Field.LAST: last,
        Field.FIRST: first,
        Field.MIDDLE: _middles(one.middle, other.middle),
        Field.GENERATION: _generations(one.generation, other.generation),
        Field.TITLE: Level.DIFFERENT if {one.gender, other.gender} == {"m", "f"} else None,
    }


def _organizations(one: Identity, other: Identity) -> Level | None:
    mine, theirs = one.organization, other.organization
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Level.SAME
    return Level.SIMILAR if _alike(" ".join(sorted(mine)), " ".join(sorted(theirs))) else Level.DIFFERENT


def _firsts(one: Identity, other: Identity) -> Level | None:
    mine, theirs = one.first, other.first
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Level.SAME
    if len(mine) == 1 or len(theirs) == 1:
        return Level.INITIAL if mine[0] == theirs[0] else Level.DIFFERENT
    is_known = mine in other.nicknames or theirs in one.nicknames
    is_middle = mine in other.middle.split() or theirs in one.middle.split()
    if is_known or is_middle or are_forms_of_one(mine, theirs):
        return Level.FORM
    return Level.SIMILAR if _alike(mine, theirs) else Level.DIFFERENT


def _lasts(one: Identity, other: Identity) -> Level | None:
    mine, theirs = one.surname, other.surname
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Level.SAME
    if set(one.last) & set(other.last) or mine in other.former or theirs in one.former:
        return Level.PART
    return Level.SIMILAR if _alike(mine, theirs) else Level.DIFFERENT


def _middles(one: str, other: str) -> Level | None:
    if not one or not other:
        return None
    if one == other:
        return Level.SAME
    is_initial = 1 in (len(one), len(other)) and one[0] == other[0]
    return Level.INITIAL if is_initial else Level.DIFFERENT


def _generations(one: str, other: str) -> Level | None:
    if one == other:
        return Level.SAME if one else None
    return Level.DIFFERENT if one and other else Level.ONE_SIDED


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    return (
        min(len(one), len(other)) > 3
        and max(JaroWinkler.similarity(one, other), JaroWinkler.similarity(other, one)) >= _ALIKE
    )
