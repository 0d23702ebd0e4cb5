"""How likely each level is under four explanations: the same, a household, a namesake, somebody else.

The first three columns are how often records of that kind agree so far; the last is how often chance does.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.matching.domain.compare import Field, Level, Levels


class Rival(StrEnum):
    """The best explanation other than "the same"; NONE when there is no evidence to explain."""

    HOUSEHOLD = "household"
    NAMESAKE = "namesake"
    UNRELATED = "unrelated"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Odds:
    """The weights of the four explanations, not normalized."""

    same: float
    household: float
    namesake: float
    unrelated: float

    def times(self, other: "Odds") -> "Odds":
        """Both pieces of evidence together."""
        return Odds(
            self.same * other.same,
            self.household * other.household,
            self.namesake * other.namesake,
            self.unrelated * other.unrelated,
        )

    @property
    def share(self) -> float:
        """How much of the whole is "the same", 0 to 1."""
        return self.same / (self.same + self.household + self.namesake + self.unrelated)

    @property
    def share_by_chance(self) -> float:
        """How much it is when chance is the only rival."""
        return self.same / (self.same + self.unrelated)

    @property
    def rival(self) -> Rival:
        """The strongest of the other explanations."""
        weights = {
            Rival.HOUSEHOLD: self.household,
            Rival.NAMESAKE: self.namesake,
            Rival.UNRELATED: self.unrelated,
        }
        return max(weights, key=lambda rival: weights[rival])


PRIOR = Odds(0.4 / 5_000, 0.25 / 5_000, 0.015 / 5_000, 1.0)
"""Before anything is compared: one of the few thousand constituents of a small nonprofit."""

WEIGHTS: dict[tuple[Field, Level], Odds] = {
    (Field.EMAIL, Level.SAME): Odds(0.6, 0.04, 1e-7, 1e-7),
    (Field.EMAIL, Level.ENDED): Odds(0.03, 0.01, 1e-7, 1e-7),
    (Field.EMAIL, Level.DIFFERENT): Odds(0.35, 0.95, 1.0, 1.0),
    (Field.PHONE, Level.SAME): Odds(0.55, 0.35, 1e-5, 1e-5),
    (Field.PHONE, Level.ENDED): Odds(0.03, 0.03, 1e-5, 1e-5),
    (Field.PHONE, Level.DIFFERENT): Odds(0.42, 0.62, 1.0, 1.0),
    (Field.ADDRESS, Level.SAME): Odds(0.7, 0.7, 2e-5, 2e-5),
    (Field.ADDRESS, Level.NEAR): Odds(0.04, 0.03, 5e-5, 5e-5),
    (Field.ADDRESS, Level.ENDED): Odds(0.04, 0.04, 5e-5, 5e-5),
    (Field.ADDRESS, Level.PART): Odds(0.12, 0.12, 0.02, 0.02),
    (Field.ADDRESS, Level.DIFFERENT): Odds(0.12, 0.15, 0.98, 0.98),
    (Field.BIRTH, Level.SAME): Odds(0.95, 0.01, 5e-5, 5e-5),
    (Field.BIRTH, Level.SIMILAR): Odds(0.02, 5e-4, 5e-5, 5e-5),
    (Field.BIRTH, Level.PART): Odds(0.9, 0.05, 0.02, 0.02),
    (Field.BIRTH, Level.DIFFERENT): Odds(0.02, 0.99, 1.0, 1.0),
    (Field.ORGANIZATION, Level.SAME): Odds(0.85, 0.02, 0.5, 5e-6),
    (Field.ORGANIZATION, Level.SIMILAR): Odds(0.1, 0.05, 0.1, 1e-4),
    (Field.ORGANIZATION, Level.DIFFERENT): Odds(0.05, 0.93, 0.2, 1.0),
    (Field.LAST, Level.SAME): Odds(0.92, 0.8, 0.92, 1e-3),
    (Field.LAST, Level.PART): Odds(0.03, 0.02, 0.01, 1e-3),
    (Field.LAST, Level.SIMILAR): Odds(0.03, 0.01, 0.02, 3e-3),
    (Field.LAST, Level.DIFFERENT): Odds(0.05, 0.17, 0.05, 1.0),
    (Field.FIRST, Level.SAME): Odds(0.8, 0.02, 0.8, 5.5e-3),
    (Field.FIRST, Level.FORM): Odds(0.08, 5e-3, 0.08, 3e-3),
    (Field.FIRST, Level.INITIAL): Odds(0.06, 0.04, 0.06, 0.06),
    (Field.FIRST, Level.SIMILAR): Odds(0.04, 0.03, 0.04, 0.01),
    (Field.FIRST, Level.DIFFERENT): Odds(0.03, 0.9, 0.02, 0.93),
    (Field.MIDDLE, Level.SAME): Odds(0.7, 0.05, 0.03, 0.02),
    (Field.MIDDLE, Level.INITIAL): Odds(0.25, 0.06, 0.06, 0.06),
    (Field.MIDDLE, Level.DIFFERENT): Odds(0.05, 0.9, 0.92, 0.93),
    (Field.GENERATION, Level.SAME): Odds(0.9, 0.05, 0.3, 0.05),
    (Field.GENERATION, Level.ONE_SIDED): Odds(0.5, 0.8, 0.9, 1.0),
    (Field.GENERATION, Level.DIFFERENT): Odds(0.01, 0.9, 0.5, 0.5),
    (Field.TITLE, Level.DIFFERENT): Odds(0.02, 0.5, 0.2, 0.5),
}


def speaks_for(field: Field, level: Level) -> bool:
    """True when a level is likelier for one and the same than by chance."""
    return WEIGHTS[field, level].same > WEIGHTS[field, level].unrelated


def weigh(levels: Levels) -> list[tuple[Field, Odds]]:
    """The odds after each field that was compared, in the order of the explanation."""
    odds, steps = PRIOR, []
    for field in Field:
        if field in levels:
            odds = odds.times(WEIGHTS[field, levels[field]])
            steps.append((field, odds))
    return steps
