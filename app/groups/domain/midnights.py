"""The beginnings of days in a time zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_midnight(at: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the day after the one that it is at `at`, in UTC.

    Where clocks skip midnight, the day begins at the instant at which they are put on.
    """
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def days_ago(at: datetime, zone: ZoneInfo, days: int) -> datetime:
    """The first instant of the day so many days before the one that it is at `at`, in UTC."""
    day = at.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(day, time(), zone).astimezone(UTC)
