"""Money, dates, numbers and plurals in the workspace's own way of writing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)
from flask import Flask, g


@dataclass(frozen=True, slots=True)
class Region:
    """How a workspace writes: language and country, time zone, and the currency of its totals."""

    locale: str = "en_US"
    time_zone: str = "UTC"
    currency: str = "USD"


def use(region: Region) -> None:
    """Write this request's page for a region; until it is called a page is written in US English and UTC."""
    g.region = region


def region() -> Region:
    """The region in force."""
    return cast(Region, g.get("region") or Region())


def init_app(app: Flask) -> None:
    """Give templates the filters of this module under their own names."""
    for one in (money, day, moment, clock, ago, number, compact, percent, plural):
        app.jinja_env.filters[one.__name__] = one


def money(minor: int | None, currency: str | None = None) -> str:
    """An amount in minor units as text: `$1,240` when it is whole, `$12.50` otherwise; a dash for None."""
    if minor is None:
        return "–"
    currency = currency or region().currency
    digits = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-digits)
    whole = amount == amount.to_integral_value()
    return format_currency(
        amount,
        currency,
        locale=region().locale,
        currency_digits=not whole,
        format=_whole_pattern() if whole else None,
    )


def _whole_pattern() -> str:
    pattern = Locale.parse(region().locale).currency_formats["standard"].pattern
    return str(pattern).replace("0.00", "0")


def day(value: date | datetime | None, style: str = "medium") -> str:
    """A date: `Mar 4, 2026`; a moment is the day it was in the workspace. A dash for None."""
    if value is None:
        return "–"
    local = _local(value) if isinstance(value, datetime) else value
    return format_date(local, style, locale=region().locale)


def moment(value: datetime | None, style: str = "medium") -> str:
    """Date and time in the workspace's time zone; a dash for None."""
    if value is None:
        return "–"
    return format_datetime(_local(value), style, locale=region().locale)


def clock(value: datetime) -> str:
    """The time of day in the workspace's time zone: `10:42 AM`."""
    return format_time(_local(value), "short", locale=region().locale)


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago: `2 minutes ago`; `in 3 days` for what is still to come. A dash for None."""
    if value is None:
        return "–"
    passed = value - (now or datetime.now(UTC))
    if abs(passed.total_seconds()) < 10:
        return "just now"
    return format_timedelta(passed, add_direction=True, locale=region().locale)


def number(value: float | Decimal) -> str:
    """A figure with the workspace's separators: `1,204`."""
    return format_decimal(value, locale=region().locale)


def compact(value: float) -> str:
    """A figure for a small place: `12K`."""
    return format_compact_decimal(value, locale=region().locale, fraction_digits=0)


def percent(part: float, whole: float) -> str:
    """The share of `part` in `whole`: `68%`; a dash when there is no whole."""
    return format_percent(part / whole, locale=region().locale) if whole else "–"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A counted noun: `1 person`, `1,204 people`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(region().time_zone))
