"""Money, dates, numbers and plurals in the workspace's own way of writing.

Looking up how a region writes costs more than the rest of a row, and a page writes the same few values again
and again: what was written is remembered.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    TIMEDELTA_UNITS,
    format_date,
    format_datetime,
    format_time,
    format_timedelta,
    get_datetime_format,
)
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)
from flask import Flask, g

from app import words
from app.words import _, speak

_remembered = lru_cache(maxsize=8192)
_NEXT_UNIT = 0.85
"""From this part of a unit on, Babel counts in it."""


@dataclass(frozen=True, slots=True)
class Region:
    """How a workspace writes: language and country, time zone, and the currency of its totals."""

    locale: str = "en_US"
    time_zone: str = "UTC"
    currency: str = "USD"


def use(region: Region) -> None:
    """Write this request's page for a region; until it is called a page is written in US English and UTC."""
    g.region = region
    speak(region.locale)


def region() -> Region:
    """The region in force."""
    return cast(Region, g.get("region") or Region())


def init_app(app: Flask) -> None:
    """Give templates the filters of this module under their own names."""
    own = (money, day, moment, clock, ago, number, compact, percent)
    for one in (*own, words.plural, words.all_of, words.any_of):
        app.jinja_env.filters[one.__name__] = one


def money(minor: int | None, currency: str | None = None) -> str:
    """An amount in minor units as text: `$1,240` when it is whole, `$12.50` or `−$5`; a dash for None."""
    if minor is None:
        return "–"
    here = region()
    return _money(minor, currency or here.currency, here.locale)


@_remembered
def _money(minor: int, currency: str, locale: str) -> str:
    amount = Decimal(minor).scaleb(-get_currency_precision(currency))
    whole = amount == amount.to_integral_value()
    text = format_currency(
        amount,
        currency,
        locale=locale,
        currency_digits=not whole,
        format=_whole_pattern(locale) if whole else None,
    )
    return text.replace("-", "−") if minor < 0 else text


def _whole_pattern(locale: str) -> str:
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    return str(pattern).replace("0.00", "0")


def day(value: date | datetime | None, style: str = "medium") -> str:
    """A date: `Mar 4, 2026`; a moment is the day it was in the workspace. A dash for None."""
    if value is None:
        return "–"
    local = _local(value).date() if isinstance(value, datetime) else value
    return _day(local, style, region().locale)


@_remembered
def _day(value: date, style: str, locale: str) -> str:
    return format_date(value, style, locale=locale)


def moment(value: datetime | None, style: str = "medium") -> str:
    """Date and time in the workspace's time zone: `Mar 4, 2026, 11:30 PM`; a dash for None.

    Seconds are told in `long` alone, as evidence has them.
    """
    if value is None:
        return "–"
    here = region()
    return _moment(_local(value).replace(tzinfo=None), style, here.locale, here.time_zone)


@_remembered
def _moment(local: datetime, style: str, locale: str, zone: str) -> str:
    # Without its zone in the key, since two instants are equal in whatever zones they are written.
    told = local.replace(tzinfo=ZoneInfo(zone))
    if style != "medium":
        return format_datetime(told, style, locale=locale)
    both = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    return both.format(format_time(told, "short", locale=locale), format_date(told, "medium", locale=locale))


def clock(value: datetime) -> str:
    """The time of day in the workspace's time zone: `10:42 AM`."""
    return format_time(_local(value), "short", locale=region().locale)


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago: `2 minutes ago`; `in 3 days` for what is still to come. A dash for None."""
    if value is None:
        return "–"
    passed = value - (now or datetime.now(UTC))
    if abs(passed.total_seconds()) < 10:
        return _("just now")
    return _passed(_rounded(passed.days * 86_400 + passed.seconds), region().locale)


@_remembered
def _passed(seconds: int, locale: str) -> str:
    return format_timedelta(seconds, add_direction=True, locale=locale)


def _rounded(seconds: int) -> int:
    """Other seconds that are told in the same words: as a whole number of the unit that they are told in."""
    limit, size = 0, 1
    for _name, unit in TIMEDELTA_UNITS:
        if abs(seconds) >= _NEXT_UNIT * unit or unit == 1:
            size = unit
            break
        limit = unit
    told = size * round(abs(seconds) / size)
    told = min(told, math.ceil(_NEXT_UNIT * limit) - 1) if limit else told
    return told if seconds >= 0 else -told


def number(value: float | Decimal) -> str:
    """A figure with the workspace's separators: `1,204`."""
    return _number(value, region().locale)


@_remembered
def _number(value: float | Decimal, locale: str) -> str:
    return format_decimal(value, locale=locale)


def compact(value: float) -> str:
    """A figure for a small place: `12K`."""
    return format_compact_decimal(value, locale=region().locale, fraction_digits=0)


def percent(part: float, whole: float) -> str:
    """The share of `part` in `whole`: `68%`; a dash when there is no whole."""
    return format_percent(part / whole, locale=region().locale) if whole else "–"


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(region().time_zone))
