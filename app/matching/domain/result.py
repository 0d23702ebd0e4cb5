"""The outcome of comparing two records, as a value."""

from dataclasses import dataclass
from typing import Self

from app.constituents.domain.record import Json
from app.matching.domain.guards import Guard
from app.matching.domain.weigh import Rival


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one field adds to the score, or takes, in points; with the reason in words.

    `agrees` is true where the field speaks for a match, even where it adds nothing to a full score.
    """

    field: str
    points: float
    words: str
    agrees: bool = False

    def to_json(self) -> Json:
        """The value as JSON."""
        told: Json = {"field": self.field, "points": self.points, "words": self.words}
        return told | ({"agrees": True} if self.agrees else {})


@dataclass(frozen=True, slots=True)
class Match:
    """How alike an incoming record and one constituent are.

    `contributions` add up to `score` (0 to 100, in tenths). With `guards` it is never automatic. `rival` is
    the best other explanation.
    """

    constituent_id: int
    score: float
    contributions: tuple[Contribution, ...]
    guards: tuple[Guard, ...] = ()
    rival: Rival = Rival.NONE

    def to_json(self) -> Json:
        """The match as JSON."""
        return {
            "constituent_id": self.constituent_id,
            "score": self.score,
            "contributions": [each.to_json() for each in self.contributions],
            "guards": [guard.value for guard in self.guards],
            "rival": self.rival.value,
        }

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The match that `to_json` wrote."""
        return cls(
            told["constituent_id"],
            told["score"],
            tuple(Contribution(**each) for each in told["contributions"]),
            tuple(Guard(guard) for guard in told["guards"]),
            Rival(told["rival"]),
        )
