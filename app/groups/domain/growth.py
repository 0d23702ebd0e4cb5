"""A group's members day by day, and who came and went since a day, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.words import N_, dated_month, figure

DIGEST_DAYS = 6
"""A digest goes back to the beginning of the day so many days ago, whose weekday no later day has."""

_SINCE = (
    N_("since Monday"),
    N_("since Tuesday"),
    N_("since Wednesday"),
    N_("since Thursday"),
    N_("since Friday"),
    N_("since Saturday"),
    N_("since Sunday"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were in a group at an instant, and how many of them could be emailed, where that is known."""

    at: datetime
    members: int
    eligible: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """The same at the end of a day."""

    day: date
    members: int
    eligible: int | None


def day_by_day(counted: Sequence[Counted], zone: ZoneInfo, today: date, days: int) -> list[Point]:
    """One point for each of the last so many days, today being the last, from the first that is known.

    `counted` is in the order of time; on days without a count the group stayed as it was.
    """
    by_day = {each.at.astimezone(zone).date(): each for each in counted}
    first = today - timedelta(days=days - 1)
    before = [each for day, each in by_day.items() if day < first]
    known = before[-1] if before else None
    points = []
    for day in (first + timedelta(days=n) for n in range(days)):
        known = by_day.get(day, known)
        if known:
            points.append(Point(day, known.members, known.eligible))
    return points


def last_months(today: date, count: int) -> list[date]:
    """The first days of the last so many months, this one being the last."""
    months = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(months - count + 1, months + 1)]


def month_words(month: date) -> str:
    """A month for people: "Mar 2026"."""
    return dated_month(month)


def digest(joined: int, left: int, since: date) -> str:
    """Who came and went, after the day since which: "since Tuesday +12 −3"; empty where nobody did."""
    moved = [f"+{figure(joined)}"] * bool(joined) + [f"−{figure(left)}"] * bool(left)
    return " ".join([str(_SINCE[since.weekday()]), *moved]) if moved else ""
