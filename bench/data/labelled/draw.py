"""Draws by weight, quick enough for a million people."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Things of which some come more often than others."""

    def __init__(self, things: Sequence[T], weights: Sequence[float]) -> None:
        self.things = tuple(things)
        self._ends = tuple(accumulate(weights))

    def draw(self, chance: Random) -> T:
        """One of them."""
        return self.things[bisect(self._ends, chance.random() * self._ends[-1], hi=len(self.things) - 1)]


def falling(many: int, steepness: float) -> list[float]:
    """Weights that fall with the rank, as those of names and towns do."""
    return [1 / (rank + 2) ** steepness for rank in range(many)]


def shares(given: dict[T, float]) -> Weighted[T]:
    """By shares that need not add up to one."""
    return Weighted(list(given), list(given.values()))


def happens(chance: Random, share: float) -> bool:
    """True in that share of the cases."""
    return chance.random() < share
