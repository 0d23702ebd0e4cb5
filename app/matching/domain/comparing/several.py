"""Fields of which a record may know several values: each value of one with each of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.matching.domain.comparing.columns import Pairs
from app.matching.domain.comparing.levels import CODE, Compared, Floats, Ints, Level, Levels, Mask
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.identity import values


class _Held(NamedTuple):
    """The values on one side: `numbers[start[r] : start[r] + held[r]]` are those of record r."""

    start: Ints
    held: Ints
    numbers: Ints
    active: Mask


@dataclass(frozen=True, slots=True)
class Several:
    """Every value of one record beside every value of the other. `pair` says whose they are, in order."""

    texts: list[str]
    pair: Ints
    mine: Ints
    theirs: Ints
    active: Mask
    count: int

    def best(self, level: Levels, chance: Floats, worth: Sequence[Level]) -> Compared:
        """One level for each pair: the first of `worth` that two of its values reach, of the rarest value.

        What agrees only with an ended value is ENDED; DIFFERENT needs an active value on either side.
        """
        ended = (level == CODE[Level.SAME]) & ~self.active
        rank = np.full(len(CODE), len(worth) + 2, np.intp)
        rank[[CODE[each] for each in worth]] = np.arange(len(worth))
        order = np.where(ended, rank[CODE[Level.ENDED]], np.where(self.active, rank[level], len(worth) + 1))
        told = np.where(ended, CODE[Level.ENDED], level).astype(np.int8)
        best = np.lexsort((self.theirs + self.mine, np.nan_to_num(chance, nan=2.0), order, self.pair))
        first = best[np.r_[True, np.diff(self.pair[best]) > 0]] if len(best) else best
        first = first[order[first] < len(worth)]
        return self._at(first, told, chance)

    def _at(self, chosen: Ints, level: Levels, chance: Floats) -> Compared:
        answer = Compared(
            np.zeros(self.count, np.int8),
            np.full(self.count, np.nan),
            np.zeros(self.count, np.intp),
            np.zeros(self.count, np.intp),
            self.texts,
        )
        pair = self.pair[chosen]
        answer.level[pair], answer.chance[pair] = level[chosen], chance[chosen]
        answer.mine[pair], answer.theirs[pair] = self.mine[chosen], self.theirs[chosen]
        return answer


def several(sheet: Sheet, part: str) -> Several:
    """All combinations of the values of a plural text, with those of its `ended_…`."""
    active, ended = sheet.column(part), sheet.column(f"ended_{part}")
    numbers: dict[str, int] = {"": 0}
    mine = _side(active.texts, active.incoming, ended.texts, ended.incoming, numbers)
    theirs = _side(active.texts, active.existing, ended.texts, ended.existing, numbers)
    return _combined(mine, theirs, sheet.pairs, list(numbers))


def _side(
    active: list[str], which: Ints, ended: list[str], which_ended: Ints, numbers: dict[str, int]
) -> _Held:
    """The values of every record, numbered: the active ones, then the ended ones."""
    lists = [_numbered(text, numbers) for text in active]
    endings = [_numbered(text, numbers) for text in ended]
    numbered: list[int] = []
    is_active: list[bool] = []
    count = np.zeros(len(which), np.intp)
    for at, (text, end) in enumerate(zip(which.tolist(), which_ended.tolist(), strict=True)):
        now, then = lists[text], endings[end]
        numbered += now
        is_active += [True] * len(now)
        if then:
            numbered += then
            is_active += [False] * len(then)
        count[at] = len(now) + len(then)
    start = np.cumsum(count) - count
    return _Held(start, count, np.array(numbered, np.intp), np.array(is_active, bool))


def _numbered(text: str, numbers: dict[str, int]) -> list[int]:
    return [numbers.setdefault(value, len(numbers)) for value in values(text)]


def _combined(mine: _Held, theirs: _Held, pairs: Pairs, texts: list[str]) -> Several:
    ones, others = mine.held[pairs.incoming], theirs.held[pairs.existing]
    total = ones * others
    pair = np.repeat(np.arange(len(pairs)), total)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
    width = others[pair]
    left = mine.start[pairs.incoming][pair] + within // np.maximum(width, 1)
    right = theirs.start[pairs.existing][pair] + within % np.maximum(width, 1)
    active = mine.active[left] & theirs.active[right]
    return Several(texts, pair, mine.numbers[left], theirs.numbers[right], active, len(pairs))
