"""Days and instants out of files: in the zone that the row, the file or the workspace says."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.constituents.domain.dates import DateFormat, PartialDate, parse_date
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import N_, _

_CLOCK = re.compile(
    r"[T ,]*\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\b\.?)?\s*(.*)$", re.IGNORECASE
)
_MIDNIGHT = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_AHEAD = 20
"""Years to come that a two-digit year may mean."""
_EXPECTED = N_("a date like 2026-03-14 or a date with its time, 2026-03-14 18:30")
_SHORT = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "WEST"), 60),
    **dict.fromkeys(("CEST", "EET"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("PST", "AKDT"), -480),
    **dict.fromkeys(("PDT", "MST"), -420),
    **dict.fromkeys(("MDT", "CST"), -360),
    **dict.fromkeys(("CDT", "EST"), -300),
    **dict.fromkeys(("EDT", "AST"), -240),
    "AKST": -540,
    "HST": -600,
    "ADT": -180,
    "NST": -210,
    "NDT": -150,
    "IST": 330,
    "SGT": 480,
    "HKT": 480,
    "JST": 540,
    "KST": 540,
    "AWST": 480,
    "ACST": 570,
    "ACDT": 630,
    "AEST": 600,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
}


@lru_cache(maxsize=1_024)
def zone_of(text: str) -> tzinfo | None:
    """The zone that is named: by place, by offset or by the letters that tools write; None for an unknown."""
    name = visible(text)
    if name.upper() in _SHORT:
        return timezone(timedelta(minutes=_SHORT[name.upper()]))
    if offset := _OFFSET.fullmatch(name):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return (
            timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if minutes < 1440 else None
        )
    try:
        return ZoneInfo(name) if "/" in name else None
    except (KeyError, OSError, ValueError):
        return None


def parse_day(text: str, order: DateFormat, *, today: date) -> date | Problem:
    """The whole day that a cell names; its time, if any, is passed over."""
    typed = visible(text)
    found = parse_date(_MIDNIGHT.sub("", typed).rstrip(","), order, latest=_latest(today))
    if isinstance(found, Problem):
        return Problem(found.what, _EXPECTED, found.fix)
    return _whole(typed, found)


def _latest(today: date) -> date:
    return date(today.year + _AHEAD, 12, 31)


def _whole(typed: str, found: PartialDate) -> date | Problem:
    if not (found.year and found.month and found.day):
        return Problem(
            _("“{typed}” is not a whole date.", typed=typed[:60]), _EXPECTED, _("Write day, month and year.")
        )
    return date(found.year, found.month, found.day)


def parse_moment(
    text: str, order: DateFormat, *, clock: str = "", zone: tzinfo, today: date
) -> datetime | date | Problem:
    """The instant that a cell names, or only the day where it says no time.

    `clock` is the time from another cell. A zone that the text names itself counts before `zone`.
    """
    typed = visible(f"{text} {clock}" if clock else text)
    day = parse_day(text, order, today=today)
    told = _CLOCK.search(typed)
    if isinstance(day, Problem) or not told:
        return day
    hour, minute, second = int(told[1]), int(told[2]), int(told[3] or 0)
    if told[4]:
        hour = hour % 12 + (12 if told[4].lower() == "p" else 0)
    named = zone_of(told[5]) if told[5] else zone
    if named is None or hour > 23 or minute > 59 or second > 59:
        return Problem(
            _("“{typed}” is not a time that can be read.", typed=typed[:60]),
            _EXPECTED,
            _("Write it as 18:30."),
        )
    try:
        return datetime.combine(day, time(hour, minute, second), named).astimezone(UTC)
    except OverflowError:
        return Problem(
            _("“{typed}” is not a date that can be stored.", typed=typed[:60]),
            _EXPECTED,
            _("Check the year."),
        )


def as_moment(found: datetime | date, zone: tzinfo) -> datetime:
    """An instant as it is; a day as its beginning in the zone."""
    if isinstance(found, datetime):
        return found
    return datetime.combine(found, time(), zone).astimezone(UTC)


def as_day(found: datetime | date, zone: tzinfo) -> date:
    """The day on which an instant falls in the zone; a day as it is."""
    return found.astimezone(zone).date() if isinstance(found, datetime) else found
