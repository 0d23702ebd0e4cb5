"""The outcome of comparing two records, as a value."""

from dataclasses import dataclass
from typing import Self

from app.constituents.domain.record import Json
from app.matching.domain.guards import Guard
from app.matching.domain.weights import Rival
from app.matching.domain.words import label, words


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one field adds to the score, or takes, in points; with how far it agrees.

    `agrees` is true where the field speaks for a match, even where it adds nothing to a full score. `mine`
    and `theirs` are what was compared, as it was standardized, where that differs. Beside the fields
    there are "rival" (what another explanation takes) and "guard" (what waits for a person to decide).
    """

    field: str
    points: float
    level: str = ""
    agrees: bool = False
    mine: str = ""
    theirs: str = ""

    @property
    def label(self) -> str:
        """What was compared: "Last name"."""
        return label(self.field)

    @property
    def words(self) -> str:
        """How far it agrees, for staff: "the last name sounds alike: Schmid, Schmit"."""
        return words(self.field, self.level, self.mine, self.theirs)

    def to_json(self) -> Json:
        """The value as JSON."""
        told = {"level": self.level, "agrees": self.agrees, "mine": self.mine, "theirs": self.theirs}
        return {"field": self.field, "points": self.points, **{part: it for part, it in told.items() if it}}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote, in this version or an earlier one."""
        return cls(**{part: told[part] for part in cls.__slots__ if part in told})


@dataclass(frozen=True, slots=True)
class Match:
    """How alike an incoming record and one constituent are.

    `contributions` add up to `score` (0 to 100, in tenths), the weightiest first. With `guards` it is never
    automatic. `rival` is the best other explanation.
    """

    constituent_id: int
    score: float
    contributions: tuple[Contribution, ...]
    guards: tuple[Guard, ...] = ()
    rival: Rival = Rival.NONE

    forced: bool = False
    """A person has to look whatever the score is: generations or titles clash, and all else agrees."""
    likely: float = 0.0
    """The score before a guard held it back, where one did."""

    @property
    def standing(self) -> float:
        """The points by which it is possible or not, whatever the thresholds are."""
        return 100.0 if self.forced else max(self.score, self.likely)

    def to_json(self) -> Json:
        """The match as JSON."""
        return {
            "constituent_id": self.constituent_id,
            "score": self.score,
            "contributions": [each.to_json() for each in self.contributions],
            "guards": [guard.value for guard in self.guards],
            "rival": self.rival.value,
            **({"forced": True} if self.forced else {}),
            **({"likely": self.likely} if self.likely else {}),
        }

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The match that `to_json` wrote."""
        return cls(
            told["constituent_id"],
            told["score"],
            tuple(Contribution.from_json(each) for each in told["contributions"]),
            tuple(Guard(guard) for guard in told["guards"]),
            Rival(told["rival"]),
            told.get("forced", False),
            told.get("likely", 0.0),
        )
