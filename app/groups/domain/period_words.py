"""Spans of time as they end a phrase."""

from typing import assert_never

from app.groups.domain.periods import (
    Ago,
    AnyTime,
    Before,
    Between,
    Last,
    Moving,
    Next,
    Over,
    Period,
    Quarter,
    Since,
    Unit,
    Which,
    Year,
    YearKind,
)
from app.words import N_, _, dated, plural


def period_words(period: Period) -> str:
    """The period as it ends a phrase: "in the last 12 months"; empty for any time."""
    match period:
        case AnyTime():
            return ""
        case Between(start, end) if start == end:
            return _("on {day}", day=dated(start))
        case Between(start, end):
            return _("between {start} and {end}", start=dated(start), end=dated(end))
        case Since(start):
            return _("since {day}", day=dated(start))
        case Before(day):
            return _("before {day}", day=dated(day))
        case _:
            return _moving_words(period)


def _moving_words(period: Moving) -> str:
    match period:
        case Last(n, unit):
            return _last(n, unit)
        case Next(n, unit):
            return _next(n, unit)
        case Over(n, unit):
            return _("more than {span} ago", span=_span(n, unit))
        case Ago(start, end) if start == end:
            return _("{span} ago to the day", span=_span(start.n, start.unit))
        case Ago(start, end):
            return _(
                "between {longer} and {shorter} ago",
                longer=_span(start.n, start.unit),
                shorter=_span(end.n, end.unit),
            )
        case Year(which, kind):
            return str(_YEARS[which, kind])
        case Quarter(which, kind):
            return str(_QUARTERS[which, kind])
        case _:
            assert_never(period)


def _last(n: int, unit: Unit) -> str:
    match unit:
        case Unit.DAYS:
            return plural(n, "in the last day", "in the last {n} days")
        case Unit.MONTHS:
            return plural(n, "in the last month", "in the last {n} months")
        case Unit.YEARS:
            return plural(n, "in the last year", "in the last {n} years")
        case _:
            assert_never(unit)


def _next(n: int, unit: Unit) -> str:
    match unit:
        case Unit.DAYS:
            return plural(n, "in the next day", "in the next {n} days")
        case Unit.MONTHS:
            return plural(n, "in the next month", "in the next {n} months")
        case Unit.YEARS:
            return plural(n, "in the next year", "in the next {n} years")
        case _:
            assert_never(unit)


def _span(n: int, unit: Unit) -> str:
    match unit:
        case Unit.DAYS:
            return plural(n, "{n} day", "{n} days")
        case Unit.MONTHS:
            return plural(n, "{n} month", "{n} months")
        case Unit.YEARS:
            return plural(n, "{n} year", "{n} years")
        case _:
            assert_never(unit)


_YEARS = {
    (Which.THIS, YearKind.CALENDAR): N_("this calendar year"),
    (Which.LAST, YearKind.CALENDAR): N_("last calendar year"),
    (Which.THIS, YearKind.FISCAL): N_("this fiscal year"),
    (Which.LAST, YearKind.FISCAL): N_("last fiscal year"),
}
_QUARTERS = {
    (Which.THIS, YearKind.CALENDAR): N_("this calendar quarter"),
    (Which.LAST, YearKind.CALENDAR): N_("last calendar quarter"),
    (Which.THIS, YearKind.FISCAL): N_("this fiscal quarter"),
    (Which.LAST, YearKind.FISCAL): N_("last fiscal quarter"),
}
