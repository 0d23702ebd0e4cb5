"""When an event is: typed days and times as instants, and instants as words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.words import _

_EARLIEST, _LATEST = 1900, 2200
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form says of the time, in the workspace's zone; the last day and the end may be left out."""

    first: date
    begins: time | None = None
    last: date | None = None
    ends: time | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when; an end that nobody gave is None."""

    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class WrongTime:
    """Why there is no such time, and at which field of `Typed` that is to be mended."""

    field: str
    message: str


def span(typed: Typed, zone: ZoneInfo) -> Span | WrongTime:
    """The instants of what was typed. All day is from the first midnight to the one after the last day."""
    for field, day in (("first", typed.first), ("last", typed.last)):
        if day and not _EARLIEST <= day.year <= _LATEST:
            return WrongTime(
                field,
                _(
                    "Check the year: it can be from {earliest} to {latest}.",
                    earliest=_EARLIEST,
                    latest=_LATEST,
                ),
            )
    if typed.all_day:
        return _whole_days(typed, zone)
    if typed.begins is None:
        return WrongTime("begins", _("Type the time at which it starts, or tick “All day”."))
    starts = _instant(typed.first, typed.begins, zone)
    if starts is None:
        return _no_such_time("begins", typed.begins)
    return _with_end(typed, starts, zone)


def _whole_days(typed: Typed, zone: ZoneInfo) -> Span | WrongTime:
    last = typed.last or typed.first
    if last < typed.first:
        return _backward("last")
    return Span(day_start(typed.first, zone), day_start(last + timedelta(days=1), zone))


def _with_end(typed: Typed, starts: datetime, zone: ZoneInfo) -> Span | WrongTime:
    last = typed.last or typed.first
    if typed.ends is None:
        if last != typed.first:
            return WrongTime("ends", _("Type the time at which it ends on the last day."))
        return Span(starts, None)
    ends = _instant(last, typed.ends, zone)
    if ends is None:
        return _no_such_time("ends", typed.ends)
    if ends <= starts:
        return _backward("last" if last < typed.first else "ends")
    return Span(starts, ends)


def _backward(field: str) -> WrongTime:
    return WrongTime(field, _("It would end before it starts. Correct the day or the time."))


def _no_such_time(field: str, at: time) -> WrongTime:
    return WrongTime(
        field,
        _("There is no {time} on that day: the clocks go forward. Type another time.", time=f"{at:%H:%M}"),
    )


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """None for a time that the clocks skip; of one that they show twice, the first."""
    local = datetime.combine(day, at, zone)
    instant = local.astimezone(UTC)
    return instant if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day, also where the clocks skip its midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def is_all_day(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> bool:
    """Whether it goes from midnight to midnight."""
    return (
        ends_at is not None
        and day_start(_day(starts_at, zone), zone) == starts_at
        and day_start(_day(ends_at, zone), zone) == ends_at
    )


def is_over(starts_at: datetime, ends_at: datetime | None, *, at: datetime, zone: ZoneInfo) -> bool:
    """Whether it has ended; without a known end it ends with its day."""
    return at >= (ends_at or day_start(_day(starts_at, zone) + timedelta(days=1), zone))


def typed_again(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> Typed:
    """What a form has to say for this to come out: of `span` the inverse."""
    first = _day(starts_at, zone)
    if ends_at is None:
        return Typed(first=first, begins=starts_at.astimezone(zone).time())
    if is_all_day(starts_at, ends_at, zone):
        return Typed(first=first, last=_day(ends_at - _A_MOMENT, zone), all_day=True)
    ends = ends_at.astimezone(zone)
    return Typed(first=first, begins=starts_at.astimezone(zone).time(), last=ends.date(), ends=ends.time())


def words(
    starts_at: datetime,
    ends_at: datetime | None,
    zone: ZoneInfo,
    *,
    day: Callable[[date], str],
    clock: Callable[[datetime], str],
) -> str:
    """When it is, in one line: "Mar 7, 2026, 7:00 PM – 10:00 PM" or "Mar 7, 2026 – Mar 9, 2026"."""
    first = _day(starts_at, zone)
    if ends_at is None:
        return f"{day(first)}, {clock(starts_at)}"
    last = _day(ends_at - _A_MOMENT, zone)
    if is_all_day(starts_at, ends_at, zone):
        return day(first) if first == last else f"{day(first)} – {day(last)}"
    until = clock(ends_at) if first == last else f"{day(_day(ends_at, zone))}, {clock(ends_at)}"
    return f"{day(first)}, {clock(starts_at)} – {until}"


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
