"""Forms of one given name: Bill and William, Katie and Katherine."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from app.constituents.domain.families import families_of

if TYPE_CHECKING:
    from nicknames import NickNamer

_RATHER_SURNAMES = frozenset({"smith"})
_PET_ENDINGS = ("y", "ie", "ee", "i", "ito", "ita")
_ALIKE = 55
"""How alike, of 100, two full names of a family are: Kathleen and Catherine, but not Bobby and Robert."""


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


@lru_cache(maxsize=8_192)
def canonicals(name: str) -> frozenset[str]:
    """The full names that a folded name may be a short form of."""
    return frozenset(_table().canonicals_of(name))


@lru_cache(maxsize=8_192)
def roots(name: str) -> tuple[str, ...]:
    """The few names that a folded name is filed under; forms of one name share at least one of them.

    Of a name of no family they are the full names that begin like it, at most two, or the name itself.
    """
    if families := families_of(name):
        return families
    full = sorted(each for each in canonicals(name) if each[:2] == name[:2])
    return tuple(full[:2]) or (name,)


@lru_cache(maxsize=8_192)
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


@lru_cache(maxsize=8_192)
def is_familiar_form(form: str, full: str) -> bool:
    """True when a folded name is a short, pet or variant form of the other, which is the fuller.

    Ben is one of Benjamin and Katie one of Kathryn, never the reverse; of Bob and Bobby neither is fuller.
    """
    if form == full or not are_forms_of_one(form, full):
        return False
    heads, others = families_of(form), families_of(full)
    if form in others or full in heads:
        return form not in others and (len(form) <= len(full) or form.endswith(_PET_ENDINGS))
    if len(form) > len(full):
        return False
    shared = set(heads) & set(others)
    if not shared:
        return not _is_short_for(full, form) and _is_short_for(form, full)
    return _is_full(full, shared) and not _is_full(form, shared)


def _is_short_for(form: str, full: str) -> bool:
    return _is_pet_form(form, full) or full in canonicals(form)


def _is_full(name: str, heads: Iterable[str]) -> bool:
    """True of a name that is written about like one it is filed under, and is no pet form of it."""
    from rapidfuzz.fuzz import ratio

    return not name.endswith(("ie", "i")) and any(
        len(name) >= len(head) - 2 and ratio(name, head) >= _ALIKE and not _is_pet_form(name, head)
        for head in heads
    )
