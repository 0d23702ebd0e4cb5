"""Judgments told as values: for each pair its score and what every field has to do with it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.matching.domain.comparing import LEVELS, Compared, Field, Level
from app.matching.domain.comparing.levels import Floats, Ints
from app.matching.domain.contributions import parts, to_tenths
from app.matching.domain.guards import Guard
from app.matching.domain.judging import Judgment
from app.matching.domain.result import Contribution, Match
from app.matching.domain.weights import AGREEING, EXPLANATIONS, Rival

_FEWEST_AT_ONCE = 4
_ROOM = 1 << 20
"""Numbers to have in memory at once, about."""
_OTHERS = {
    "household": Rival.HOUSEHOLD,
    "namesake": Rival.NAMESAKE,
    "chance": Rival.UNRELATED,
}


def matches(judged: Judgment, which: Ints, ids: Sequence[int]) -> list[Match]:
    """The pairs at these places as matches with the constituents of these ids."""
    answer: dict[int, Match] = {}
    scores = np.rint(10 * judged.scores).astype(np.intp)
    known = np.stack([found.level[which] > 0 for found in judged.found.values()], axis=1)
    patterns, pattern = np.unique(known, axis=0, return_inverse=True)
    for at, telling in enumerate(patterns):
        chosen = np.flatnonzero(pattern.ravel() == at)
        fields = [field for field, tells in zip(judged.found, telling, strict=True) if tells]
        size = max(_FEWEST_AT_ONCE, _ROOM >> len(fields))
        for start in range(0, len(chosen), size):
            some = chosen[start : start + size]
            owners = [ids[place] for place in some.tolist()]
            told = _of_one_pattern(judged, scores, which[some], fields, owners)
            answer |= zip(some.tolist(), told, strict=True)
    return [answer[at] for at in range(len(which))]


def _of_one_pattern(
    judged: Judgment, scores: Ints, pairs: Ints, fields: list[Field], owners: list[int]
) -> list[Match]:
    """Matches of pairs that tell about the same fields."""
    weights = _weights(judged, pairs, fields)
    points = parts(judged.prior[pairs], weights)
    rivals = (judged.prior[pairs] + weights.sum(axis=1))[:, [EXPLANATIONS.index(name) for name in _OTHERS]]
    rival = [list(_OTHERS.values())[at] for at in rivals.argmax(axis=1).tolist()]
    columns = [_Column.of(field, judged.found[field], pairs) for field in fields]
    guards = [(guard, holds[pairs].tolist()) for guard, holds in judged.guards.items()]
    lists = [each[pairs].tolist() for each in (scores, judged.likely, judged.forced)]
    tenths = map(to_tenths, points.tolist(), lists[1])
    return [
        _match(_Pair(*each), columns, tuple([guard for guard, holds in guards if holds[each[0]]]))
        for each in zip(range(len(owners)), owners, *lists, tenths, rival, strict=True)
    ]


class _Column(NamedTuple):
    """What one field says of some pairs, as plain lists."""

    field: Field
    levels: list[int]
    mine: list[int]
    theirs: list[int]
    texts: Sequence[str]

    @classmethod
    def of(cls, field: Field, found: Compared, pairs: Ints) -> "_Column":
        level, mine, theirs = (each[pairs].tolist() for each in (found.level, found.mine, found.theirs))
        return cls(field, level, mine, theirs, found.texts)

    def told(self, at: int, tenths: int) -> Contribution:
        """What the field has to do with the score of the pair at this place."""
        level, mine, theirs = LEVELS[self.levels[at]], self.texts[self.mine[at]], self.texts[self.theirs[at]]
        if mine == theirs or level is Level.SAME:
            mine = theirs = ""
        return Contribution(self.field.value, tenths / 10, level.value, level in AGREEING, mine, theirs)


class _Pair(NamedTuple):
    """One pair: its place among those of its pattern, and what is known of it as a whole, in tenths."""

    place: int
    owner: int
    score: int
    likely: int
    forced: bool
    tenths: list[int]
    rival: Rival


def _weights(judged: Judgment, pairs: Ints, fields: list[Field]) -> Floats:
    if not fields:
        return np.zeros((len(pairs), 0, len(EXPLANATIONS)))
    return np.stack([judged.weights[field][pairs] for field in fields], axis=1)


def _match(pair: _Pair, columns: list[_Column], guards: tuple[Guard, ...]) -> Match:
    tenths = _without_gift(pair.tenths)
    told = [column.told(pair.place, part) for column, part in zip(columns, tenths, strict=False)]
    told.sort(key=lambda each: -abs(each.points))
    if tenths[-1]:
        told.append(Contribution("rival", tenths[-1] / 10, pair.rival.value))
    if pair.score != pair.likely:
        told.append(Contribution("guard", (pair.score - pair.likely) / 10))
    before = pair.likely / 10 if pair.likely > pair.score else 0.0
    rival = pair.rival if columns else Rival.NONE
    return Match(pair.owner, pair.score / 10, tuple(told), guards, rival, pair.forced, before)


def _without_gift(tenths: list[int]) -> list[int]:
    """Rivals give nothing: the little that a pair has before it is compared goes to what weighs most."""
    *parts, rivals = tenths
    if not parts or rivals <= 0:
        return tenths
    weightiest = max(range(len(parts)), key=lambda at: abs(parts[at]))
    parts[weightiest] += rivals
    return [*parts, 0]
