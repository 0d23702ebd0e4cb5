"""Forms of one given name: Bill and William, Katie and Katherine."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from nicknames import NickNamer

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NamePairs:
    """What a workspace says of given names: pairs that are one name, and pairs that never are.

    The names are folded, each pair in the order of the alphabet. `of` makes them from any pairs.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, same: Iterable[Pair] = (), different: Iterable[Pair] = ()) -> Self:
        """The pairs of folded names, in whatever order."""
        return cls(frozenset(map(_ordered, same)), frozenset(map(_ordered, different)))

    def are_same(self, one: str, other: str) -> bool:
        """True when the workspace says that the two are one name."""
        return bool(self.same) and _ordered((one, other)) in self.same

    def are_different(self, one: str, other: str) -> bool:
        """True when the workspace says that the two are never one name."""
        return bool(self.different) and _ordered((one, other)) in self.different

    def partners(self, name: str) -> frozenset[str]:
        """The names that the workspace says are this one."""
        return frozenset(other for pair in self.same if name in pair for other in pair if other != name)


NONE = NamePairs()

_RATHER_SURNAMES = frozenset({"smith"})


def _ordered(pair: Pair) -> Pair:
    one, other = pair
    return (one, other) if one <= other else (other, one)


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
    return name in _given()


@lru_cache(maxsize=65_536)
def canonicals(name: str) -> frozenset[str]:
    """The full names that a folded name may be a short form of."""
    return frozenset(_table().canonicals_of(name))


@lru_cache(maxsize=65_536)
def roots(name: str) -> tuple[str, ...]:
    """The name and the full names it may stand for, in the order of the alphabet."""
    return tuple(sorted({name, *canonicals(name)}))


@lru_cache(maxsize=65_536)
def are_forms_of_one(one: str, other: str) -> bool:
    """True when one folded name is a form of the other, or both are forms of one full name."""
    mine, theirs = canonicals(one) | {one}, canonicals(other) | {other}
    return bool(mine & theirs) or _is_pet_form(one, other) or _is_pet_form(other, one)


def _is_pet_form(short: str, full: str) -> bool:
    """The same first letters and a pet ending: Susie and Susan, Debby and Deborah."""
    stem = short.rstrip("y").removesuffix("ie").removesuffix("ee").removesuffix("i")
    return short != stem and len(stem) >= 3 and full.startswith(stem)
