"""What is told of each row that came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.matching.domain.decide import Ambiguous, Automatic, NoMatch, Possible, Thresholds, decide
from app.matching.domain.result import Match

COLUMNS = ("row_id", "constituent_id", "score", "band", "second_constituent_id", "second_score")


class Answered(StrEnum):
    """What the scores of a row mean under the usual thresholds, guards included."""

    MATCH = "match"
    POSSIBLE = "possible"
    CONFLICT = "conflict"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidates of one row, best first, and what follows."""

    row_id: str
    band: Answered
    matches: tuple[Match, ...]

    def cells(self, ids: Sequence[str]) -> list[str]:
        """The row of the output; `ids` are the constituents' own, by the place that a match names."""
        told: list[str] = []
        for match in self.matches[:2]:
            told += [ids[match.constituent_id], f"{match.score:.1f}"]
        best, second = (told + [""] * 4)[:2], (told + [""] * 4)[2:4]
        return [self.row_id, *best, self.band.value if self.matches else "", *second]


def answer(row_id: str, matches: Sequence[Match], thresholds: Thresholds, ids: Sequence[str]) -> Answer:
    """The answer for a row. Of two with one score the one whose ID comes first is named first."""
    ordered = sorted(matches, key=lambda match: (-match.score, ids[match.constituent_id]))
    return Answer(row_id, _band(matches, thresholds), tuple(ordered))


def _band(matches: Sequence[Match], thresholds: Thresholds) -> Answered:
    outcome = decide(matches, thresholds)
    match outcome:
        case Automatic():
            return Answered.MATCH
        case Possible():
            return Answered.POSSIBLE
        case Ambiguous():
            return Answered.CONFLICT
        case NoMatch():
            return Answered.NONE
        case _:
            assert_never(outcome)
