"""How alike rows are to what other rows add: many pairs at once, as in a small nonprofit."""

from collections.abc import Sequence

import numpy as np

from app.batches.domain.joining import Pair
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.explaining import matches
from app.matching.domain.judging import judge
from app.matching.domain.own_pairs import NONE, NamePairs
from app.matching.domain.result import Match
from app.matching.domain.score import SMALL
from app.matching.domain.standard import standardize

WORTH = 1.0
"""Points that a pair has at least which is told of."""
_AT_ONCE = 20_000


def compare(
    rows: Sequence[Incoming],
    others: Sequence[Incoming | Existing],
    pairs: Sequence[Pair],
    names: NamePairs = NONE,
) -> dict[Pair, Match]:
    """The matches of these pairs, given by their places, without those that are hardly alike."""
    mine, theirs = [standardize(each) for each in rows], [standardize(each) for each in others]
    found: dict[Pair, Match] = {}
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        places = np.array(some, np.intp).reshape(-1, 2)
        judged = judge(mine, theirs, (places[:, 0], places[:, 1]), SMALL, names)
        worth = np.flatnonzero((judged.scores >= WORTH) | judged.forced)
        told = matches(judged, worth, places[worth, 1].tolist())
        found |= {some[at]: match for at, match in zip(worth.tolist(), told, strict=True)}
    return found
