"""When a message was opened and clicked: on the first day by two hours, and by day of the workspace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

SPANS = 12
HOURS = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """How many first opened and first clicked in one hour; `hour` is counted from the sending."""

    hour: int
    on: date
    opened: int = 0
    clicked: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """What came in one span of time; `label` is its beginning."""

    label: str
    opened: int
    clicked: int


@dataclass(frozen=True, slots=True)
class Times:
    """The first day in spans of two hours, the first twelve days, and what came later."""

    hours: tuple[Span, ...]
    days: tuple[Span, ...]
    later: Span


def times(moments: Iterable[Moment], sent_at: datetime, zone: tzinfo) -> Times:
    """All moments in spans; what is told to have come before the sending counts in the first."""
    told = list(moments)
    first = sent_at.astimezone(zone).date()
    days = [max((each.on - first).days, 0) for each in told]
    hours = [max(each.hour, 0) // HOURS for each in told]
    return Times(
        tuple(_span(f"{HOURS * place} h", told, hours, place) for place in range(SPANS)),
        tuple(_span(_day(first, place), told, days, place) for place in range(SPANS)),
        _sum("later", (each for each, day in zip(told, days, strict=True) if day >= SPANS)),
    )


def _day(first: date, place: int) -> str:
    day = first + timedelta(days=place)
    return f"{day:%a} {day.day}"


def _span(label: str, told: list[Moment], places: list[int], place: int) -> Span:
    return _sum(label, (each for each, own in zip(told, places, strict=True) if own == place))


def _sum(label: str, moments: Iterable[Moment]) -> Span:
    some = list(moments)
    return Span(label, sum(each.opened for each in some), sum(each.clicked for each in some))
