"""Fields of which a record may know several values: each value of one with each of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.matching.domain.comparing.columns import Column, Pairs
from app.matching.domain.comparing.levels import CODE, Compared, Floats, Ints, Level, Levels, Mask
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.identity import AMONG, values

_ENDED = "\x1f"


class _Held(NamedTuple):
    """The values of each distinct text t: `numbers[start[t] : start[t] + held[t]]`, ended ones last."""

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
    known = sheet.joined(part, f"ended_{part}")
    numbers: dict[str, int] = {"": 0}
    count, active, flat = [], [], []
    for text in known.texts:
        now, then = text.split(_ENDED) if text else ("", "")
        listed = values(now) + values(then) if then or AMONG in now else [now] if now else []
        count.append(len(listed))
        active += [at < len(listed) - (len(values(then)) if then else 0) for at in range(len(listed))]
        flat += [numbers.setdefault(value, len(numbers)) for value in listed]
    held = np.array(count, np.intp)
    shared = np.cumsum(held) - held, held, np.array(flat, np.intp), np.array(active, bool)
    return _combined(known, _Held(*shared), sheet.pairs, list(numbers))


def _combined(known: Column, held: _Held, pairs: Pairs, texts: list[str]) -> Several:
    one, other = pairs.of(known)
    ones, others = held.held[one], held.held[other]
    total = ones * others
    pair = np.repeat(np.arange(len(pairs)), total)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
    width = np.maximum(others[pair], 1)
    left = held.start[one][pair] + within // width
    right = held.start[other][pair] + within % width
    active = held.active[left] & held.active[right]
    return Several(texts, pair, held.numbers[left], held.numbers[right], active, len(pairs))
