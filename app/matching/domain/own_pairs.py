"""What a workspace itself says of given names, over what is known of them anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

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


def _ordered(pair: Pair) -> Pair:
    one, other = pair
    return (one, other) if one <= other else (other, one)
