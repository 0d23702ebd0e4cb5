"""Judgments told as values: for each pair its score and what every field has to do with it."""

from collections.abc import Sequence

import numpy as np

from app.matching.domain.comparing import CODE, LEVELS, Field, Level
from app.matching.domain.comparing.levels import Floats, Ints
from app.matching.domain.contributions import parts, to_tenths
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
    known = np.stack([found.level[which] > 0 for found in judged.found.values()], axis=1)
    patterns, pattern = np.unique(known, axis=0, return_inverse=True)
    for at, telling in enumerate(patterns):
        chosen = np.flatnonzero(pattern.ravel() == at)
        fields = [field for field, tells in zip(judged.found, telling, strict=True) if tells]
        size = max(_FEWEST_AT_ONCE, _ROOM >> len(fields))
        for start in range(0, len(chosen), size):
            some = chosen[start : start + size]
            answer |= zip(some.tolist(), _of_one_pattern(judged, which[some], fields, ids, some), strict=True)
    return [answer[at] for at in range(len(which))]


def _of_one_pattern(
    judged: Judgment, pairs: Ints, fields: list[Field], ids: Sequence[int], places: Ints
) -> list[Match]:
    """Matches of pairs that tell about the same fields."""
    weights = _weights(judged, pairs, fields)
    points = parts(judged.prior[pairs], weights)
    rivals = (judged.prior[pairs] + weights.sum(axis=1))[:, [EXPLANATIONS.index(name) for name in _OTHERS]]
    rival = [list(_OTHERS.values())[at] for at in rivals.argmax(axis=1).tolist()]
    return [
        _match(judged, pair, fields, point.tolist(), other, ids[place])
        for pair, point, other, place in zip(pairs.tolist(), points, rival, places.tolist(), strict=True)
    ]


def _weights(judged: Judgment, pairs: Ints, fields: list[Field]) -> Floats:
    if not fields:
        return np.zeros((len(pairs), 0, len(EXPLANATIONS)))
    return np.stack([judged.weights[field][pairs] for field in fields], axis=1)


def _match(
    judged: Judgment, pair: int, fields: list[Field], points: list[float], rival: Rival, id: int
) -> Match:
    likely, score = int(judged.likely[pair]), round(10 * float(judged.scores[pair]))
    tenths = _without_gift(to_tenths(points, likely))
    told = [_contribution(judged, pair, field, part) for field, part in zip(fields, tenths, strict=False)]
    told.sort(key=lambda each: -abs(each.points))
    if tenths[-1]:
        told.append(Contribution("rival", tenths[-1] / 10, rival.value))
    if score != likely:
        told.append(Contribution("guard", (score - likely) / 10))
    guards = tuple(guard for guard, holds in judged.guards.items() if holds[pair])
    forced, before = bool(judged.forced[pair]), likely / 10 if likely > score else 0.0
    return Match(id, score / 10, tuple(told), guards, rival if fields else Rival.NONE, forced, before)


def _without_gift(tenths: list[int]) -> list[int]:
    """Rivals give nothing: the little that a pair has before it is compared goes to what weighs most."""
    *parts, rivals = tenths
    if not parts or rivals <= 0:
        return tenths
    weightiest = max(range(len(parts)), key=lambda at: abs(parts[at]))
    parts[weightiest] += rivals
    return [*parts, 0]


def _contribution(judged: Judgment, pair: int, field: Field, tenths: int) -> Contribution:
    found = judged.found[field]
    level = LEVELS[found.level[pair]]
    mine, theirs = found.texts[found.mine[pair]], found.texts[found.theirs[pair]]
    differ = (mine, theirs) if mine != theirs and level is not Level.SAME else ("", "")
    assert CODE[level]
    return Contribution(field.value, tenths / 10, level.value, level in AGREEING, *differ)
