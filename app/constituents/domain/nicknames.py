"""Forms of one given name: Bill and William, Katie and Katherine."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from app.constituents.domain.families import families_of

if TYPE_CHECKING:
    from nicknames import NickNamer

_RATHER_SURNAMES = frozenset({"smith"})


@cache
def _table() -> "NickNamer":
    # Read only when a name is first looked up: the table costs 40 ms.
    from nicknames import NickNamer

    return NickNamer()


@cache
def _given() -> frozenset[str]:
    from nicknames import name_triplets

    names = {name for triplet in name_triplets() for name in (triplet.name1, triplet.name2)}
    return frozenset(names - _RATHER_SURNAMES)


def is_given(name: str) -> bool:
    """True for a folded word that is known as a given name. Many given names are not known."""
    return bool(families_of(name)) or name in _given()


@lru_cache(maxsize=32_768)
def canonicals(name: str) -> frozenset[str]:
    """The full names that a folded name may be a short form of."""
    return frozenset(_table().canonicals_of(name))


@lru_cache(maxsize=32_768)
def roots(name: str) -> tuple[str, ...]:
    """The few names that a folded name is filed under; forms of one name share at least one of them.

    Of a name of no family they are the full names that begin like it, at most two, or the name itself.
    """
    if families := families_of(name):
        return families
    full = sorted(each for each in canonicals(name) if each[:2] == name[:2])
    return tuple(full[:2]) or (name,)


@lru_cache(maxsize=32_768)
def are_forms_of_one(one: str, other: str) -> bool:
    """True when one folded name is a form of the other, or both are forms of one full name."""
    if one == other or not set(roots(one)).isdisjoint(roots(other)):
        return True
    if families_of(one) and families_of(other):
        return False
    mine, theirs = canonicals(one) | {one}, canonicals(other) | {other}
    return bool(mine & theirs) or _is_pet_form(one, other) or _is_pet_form(other, one)


def _is_pet_form(short: str, full: str) -> bool:
    """The same first letters and a pet ending, and no longer: Susie and Susan, Debby and Deborah."""
    stem = short.rstrip("y").removesuffix("ie").removesuffix("ee").removesuffix("i")
    if stem == short:
        return False
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return len(stem) >= 3 and len(short) <= len(full) and full.startswith(stem)
