"""What follows from the matches of one incoming record under the thresholds of the workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from app.constituents.domain.record import Band, Json
from app.matching.domain.result import Match

_DOMINANT = 9
"""So many times as likely as any other the best match has to be."""
_SUREST = 99.95


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a match is automatic, or possible. Without `automatic` a person always decides.

    Raises ValueError unless 0 < possible <= automatic <= 100.
    """

    automatic: float | None = 95.0
    possible: float = 70.0

    def __post_init__(self) -> None:
        highest = 100.0 if self.automatic is None else self.automatic
        if not 0 < self.possible <= highest <= 100:
            raise ValueError(
                "A possible match needs more than 0 points, an automatic one as many or more, up to 100."
            )

    def band(self, score: float) -> Band:
        """Where a score lies."""
        if self.automatic is not None and score >= self.automatic:
            return Band.MATCH
        return Band.POSSIBLE if score >= self.possible else Band.NONE

    def band_of(self, match: Match) -> Band:
        """Where a match lies: with a guard never automatic, and possible whenever it were without."""
        band = self.band(match.standing)
        return Band.POSSIBLE if band is Band.MATCH and match.guards else band

    def to_json(self) -> Json:
        """The thresholds as JSON."""
        return {"automatic": self.automatic, "possible": self.possible}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The thresholds that `to_json` wrote; ValueError when they make no sense."""
        return cls(told["automatic"], told["possible"])


@dataclass(frozen=True, slots=True)
class MatchingSettings:
    """Thresholds for batches and for hand entry, and whether records are matched at all."""

    on: bool = True
    batch: Thresholds = field(default_factory=Thresholds)
    hand: Thresholds = field(default_factory=lambda: Thresholds(automatic=None))

    def to_json(self) -> Json:
        """The settings as JSON."""
        return {"on": self.on, "batch": self.batch.to_json(), "hand": self.hand.to_json()}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The settings that `to_json` wrote; ValueError when thresholds make no sense."""
        return cls(told["on"], Thresholds.from_json(told["batch"]), Thresholds.from_json(told["hand"]))


@dataclass(frozen=True, slots=True)
class Automatic:
    """One constituent it is. `others` are possible ones, best first."""

    match: Match
    others: tuple[Match, ...] = ()

    @property
    def band(self) -> Band:
        """The band of the outcome."""
        return Band.MATCH


@dataclass(frozen=True, slots=True)
class Possible:
    """A person decides whether it is the best one, another, or nobody."""

    best: Match
    others: tuple[Match, ...] = ()

    @property
    def meant(self) -> tuple[Match, ...]:
        """The best one, and every other that it does not stand out against."""
        return self.best, *(each for each in self.others if not _stands_out(self.best, [each]))

    @property
    def band(self) -> Band:
        """The band of the outcome."""
        return Band.POSSIBLE


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several constituents it would be automatically: a conflict, which a person settles."""

    matches: tuple[Match, ...]

    @property
    def band(self) -> Band:
        """The band of the outcome."""
        return Band.POSSIBLE


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Nobody we know. `nearest` is the best one below the bands, if any was compared."""

    nearest: Match | None = None

    @property
    def band(self) -> Band:
        """The band of the outcome."""
        return Band.NONE


Outcome = Automatic | Possible | Ambiguous | NoMatch


def decide(matches: Sequence[Match], thresholds: Thresholds) -> Outcome:
    """What follows: one automatic match, possible ones, several automatic ones (a conflict), or nobody.

    A match with a guard is possible at most, and so is one that another comes near: it is automatic only
    where it holds nine tenths of the odds. The order of the matches does not count.
    """
    ordered = tuple(sorted(matches, key=lambda each: (-each.score, each.constituent_id)))
    automatic = [each for each in ordered if thresholds.band_of(each) is Band.MATCH]
    possible = tuple(each for each in ordered if thresholds.band_of(each) is not Band.NONE)
    if len(automatic) > 1:
        return Ambiguous(tuple(automatic))
    if automatic and _stands_out(automatic[0], ordered):
        return Automatic(automatic[0], tuple(each for each in possible if each is not automatic[0]))
    if possible:
        return Possible(possible[0], possible[1:])
    return NoMatch(ordered[0] if ordered else None)


def _stands_out(best: Match, matches: Sequence[Match]) -> bool:
    """Whether no other match is a tenth as likely as the best."""
    others = max((_odds(each) for each in matches if each is not best), default=0.0)
    return _odds(best) >= _DOMINANT * others


def _odds(match: Match) -> float:
    points = min(max(match.score, match.likely), _SUREST)
    return points / (100 - points)
