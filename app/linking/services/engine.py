"""The engine of imports, on a workspace that holds the records of one file."""

from collections.abc import Sequence

import numpy as np

from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.choosing import Ints
from app.matching.domain.decide import Thresholds
from app.matching.domain.explaining import matches
from app.matching.domain.result import Match
from app.matching.domain.standard import standardize
from app.matching.queries import Judged, judged
from app.matching.services import count_anew, load

FIRST = 1
"""The id of the record in place 0: no constituent has the id 0."""


class Engine:
    """Finds records by their place in the file."""

    def __init__(self, workspace_id: int, thresholds: Thresholds) -> None:
        self._workspace_id = workspace_id
        self._possible = thresholds.possible

    def add(self, records: Sequence[Existing]) -> None:
        """Keep these records."""
        load(self._workspace_id, [(record.id + FIRST, standardize(record)) for record in records])

    def settle(self) -> None:
        """All are there: count what they have in common."""
        count_anew(self._workspace_id)

    def matches(self, incoming: Sequence[Incoming], *, explained: int = 0) -> list[list[Match]]:
        """For each, whom it may be: all possible ones, and two at least where so many are in reach.

        The matches of the first `explained` have their contributions, the others none.
        """
        found = judged(self._workspace_id, [standardize(each) for each in incoming])
        places = found.owners - FIRST
        which = self._worth_telling(found)
        first = which[found.rows[which] < explained]
        whole = dict(zip(first.tolist(), matches(found.judgment, first, places[first].tolist()), strict=True))
        told: list[list[Match]] = [[] for _ in incoming]
        scores = found.judgment.scores[which].tolist()
        for pair, row, who, score in zip(
            which.tolist(), found.rows[which].tolist(), places[which].tolist(), scores, strict=True
        ):
            told[row].append(whole.get(pair) or _match(found, pair, who, score))
        return told

    def _worth_telling(self, found: Judged) -> Ints:
        """The pairs of every row that are possible, or among its best two, or as good as the second."""
        scores = found.judgment.scores
        order = np.lexsort((-scores, found.rows))
        rows, scores = found.rows[order], scores[order]
        begins, ends = np.searchsorted(rows, rows), np.searchsorted(rows, rows, side="right")
        second = scores[np.minimum(begins + 1, ends - 1)]
        return order[(scores >= second) | (scores >= self._possible)]


def _match(found: Judged, pair: int, who: int, score: float) -> Match:
    """The pair as a match of which nothing is explained."""
    judged = found.judgment
    guards = tuple(guard for guard, holds in judged.guards.items() if holds[pair])
    return Match(
        who, score, (), guards, forced=bool(judged.forced[pair]), likely=int(judged.likely[pair]) / 10
    )
