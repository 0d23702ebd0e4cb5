"""A match drawn: from 0 up and down, part by part, to its score. A template draws these numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.matching.domain.decide import Thresholds
from app.matching.domain.result import Contribution, Match
from app.words import _

FULL = 100.0
_LAST = ("rival", "guard")
"""What is taken from all that was compared, after it: another explanation, and what waits for a person."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason, from `start` to `end` in points; `left` and `width` are percent of the drawing's width."""

    words: str
    points: float
    start: float
    end: float
    left: float
    width: float

    @property
    def kind(self) -> str:
        """The class of the bar: up, down, or neither."""
        return "up" if self.points > 0 else "down" if self.points < 0 else ""

    @property
    def told(self) -> str:
        """The points with their sign: "+14.7", "−31.2", "0"."""
        return f"{self.points:+g}".replace("-", "−") if self.points else "0"


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold: the score it stands at, where in percent of the width, and what begins there."""

    score: float
    left: float
    words: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Bars that begin where the one before ended, the first at 0 and the last ending at `score`.

    `full` is where 100 lies in percent of the width: less than 100 where bars rise above it on their way.
    `reach` is where the score lies. `held` says why a person has to decide, however high it is.
    """

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    score: float
    full: float
    reach: float
    held: tuple[str, ...] = ()


def waterfall(match: Match, thresholds: Thresholds) -> Waterfall:
    """The match as a drawing under these thresholds: first what speaks for it, then what does not.

    In this order the way down ends at the score, so that nothing is ever drawn below 0.
    """
    parts = sorted(match.contributions, key=_place)
    ends = _ends(parts)
    top = max(FULL, *ends)
    bars = tuple(
        _bar(part, start, end, top) for part, start, end in zip(parts, ends[:-1], ends[1:], strict=True)
    )
    lines = tuple(
        Line(score, _percent(score, top), words) for score, words in _told(thresholds) if score is not None
    )
    held = tuple(guard.words for guard in match.guards)
    return Waterfall(bars, lines, match.score, _percent(FULL, top), _percent(match.score, top), held)


def _place(part: Contribution) -> int:
    """For, against, another explanation, what holds it; in each of them the order it came in stays."""
    if part.field in _LAST:
        return 2 + _LAST.index(part.field)
    return 0 if part.points > 0 or (part.agrees and not part.points) else 1


def _ends(parts: Iterable[Contribution]) -> list[float]:
    """Where the bars end, after the 0 where the first begins; summed in tenths, which add up exactly."""
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + round(10 * part.points))
    return [end / 10 for end in ends]


def _bar(part: Contribution, start: float, end: float, top: float) -> Bar:
    left, width = min(start, end), abs(end - start)
    words = _held(part.points, end) if part.field == "guard" else part.words[:1].upper() + part.words[1:]
    return Bar(words, part.points, start, end, _percent(left, top), _percent(width, top))


def _held(points: float, end: float) -> str:
    """What a guard does to a score, which words alone cannot tell."""
    if points < 0:
        return _("Held at {score}, so that a person decides", score=f"{end:g}")
    return _("Raised to {score}, so that a person decides", score=f"{end:g}")


def _percent(points: float, top: float) -> float:
    return round(100 * points / top, 2)


def _told(thresholds: Thresholds) -> tuple[tuple[float | None, str], ...]:
    return (thresholds.possible, _("a person is asked")), (thresholds.automatic, _("matched without asking"))
