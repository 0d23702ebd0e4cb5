"""From everybody in a group to who can be emailed, gate by gate: the bars of the Eligibility tab."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.consent.domain.barrier import Barrier
from app.consent.domain.remedies import remedy_of

FULL = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason: so many stop there, whose bar lies from `left` on a scale on which everybody is `FULL`."""

    barrier: Barrier
    count: int
    left: float
    width: float
    remedy: str


@dataclass(frozen=True, slots=True)
class Fall:
    """How many there are, what stops how many of them, and how many are left; the bars add up."""

    people: int
    eligible: int
    bars: tuple[Bar, ...]
    full: int = FULL
    lines: tuple[object, ...] = ()
    """The thresholds of the chart that draws the bars: this one has none."""

    @property
    def share(self) -> float:
        """The part that can be emailed, on the same scale."""
        return _part(self.eligible, self.people)


def fall(people: int, eligible: int, reasons: Iterable[tuple[Barrier, int]]) -> Fall:
    """The bars in the order in which the gates are asked: each person stands at the first that stops her."""
    return Fall(people, eligible, tuple(_bars(people, dict(reasons))))


def _bars(people: int, counts: dict[Barrier, int]) -> Iterator[Bar]:
    rest = people
    for barrier in Barrier:
        if count := counts.get(barrier, 0):
            rest -= count
            yield Bar(barrier, count, _part(rest, people), _part(count, people), remedy_of(barrier))


def _part(count: int, people: int) -> float:
    return round(FULL * count / people, 2) if people else 0.0
