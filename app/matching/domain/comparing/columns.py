"""Texts as numbers: each distinct text is looked at once, each distinct pair of texts compared once."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from app.matching.domain.comparing.levels import Floats, Ints, Levels, Mask
from app.matching.domain.population import Counted, Population


class Column(NamedTuple):
    """One text of every record, as its number among the distinct ones; 0 is "", which says nothing."""

    texts: list[str]
    incoming: Ints
    existing: Ints


class Pairs(NamedTuple):
    """Which incoming record is compared with which existing one, by their places in the two lists."""

    incoming: Ints
    existing: Ints

    def of(self, column: Column) -> tuple[Ints, Ints]:
        """Both texts of every pair, as numbers."""
        return column.incoming[self.incoming], column.existing[self.existing]

    def __len__(self) -> int:
        return len(self.incoming)


def column(incoming: Sequence[str], existing: Sequence[str]) -> Column:
    """The texts of both sides numbered together."""
    numbers: dict[str, int] = {"": 0}
    sides = [_numbered(side, numbers) for side in (incoming, existing)]
    return Column(list(numbers), *sides)


def _numbered(side: Sequence[str], numbers: dict[str, int]) -> Ints:
    for text in dict.fromkeys(side):
        numbers.setdefault(text, len(numbers))
    return np.fromiter(map(numbers.__getitem__, side), np.intp, len(side))


class Distinct(NamedTuple):
    """The distinct pairs among many pairs of numbers, and which of them each pair is."""

    ones: Ints
    others: Ints
    which: Ints

    def texts(self, texts: list[str]) -> tuple[list[str], list[str]]:
        """Both texts of every distinct pair."""
        return [texts[at] for at in self.ones.tolist()], [texts[at] for at in self.others.tolist()]


def distinct(ones: Ints, others: Ints) -> Distinct:
    """Each unordered pair of numbers once."""
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    size = int(high.max()) + 1 if len(high) else 1
    keys, which = np.unique(low * size + high, return_inverse=True)
    return Distinct(keys // size, keys % size, which)


Judge = Callable[[Distinct], tuple[Levels, Floats]]
"""Answers the level of each distinct pair and its chance, NaN where the level alone tells it."""


def settle(level: Levels, chance: Floats, ones: Ints, others: Ints, among: Mask, judge: Judge) -> None:
    """Put the answers of `judge`, which sees each distinct pair once, where `among` is true."""
    if among.any():
        pairs = distinct(ones[among], others[among])
        levels, chances = judge(pairs)
        level[among], chance[among] = levels[pairs.which], chances[pairs.which]


def nothing(count: int) -> tuple[Levels, Floats]:
    """UNKNOWN for that many pairs, with no chance of their own."""
    return np.zeros(count, np.int8), np.full(count, np.nan)


def share(kind: Counted, text: str, population: Population, smoothing: float) -> float:
    """The share of others on record who hold the value; smoothed, as nobody is certainly the only one."""
    others = population.count(kind, text) - 1
    return min((others + smoothing) / population.people, 1.0)


def shares(texts: Iterable[str], kind: Counted, population: Population, smoothing: float) -> Floats:
    """`share` of each text."""
    return np.array([share(kind, text, population, smoothing) for text in texts], float)
