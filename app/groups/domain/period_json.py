"""Periods as JSON and back."""

from typing import Any, assert_never

from app.groups.domain.periods import (
    ANY_TIME,
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
    Span,
    Unit,
    Which,
    Year,
    YearKind,
)
from app.groups.domain.reading import Fields, Unreadable, shown
from app.words import _

_LONGEST = {Unit.DAYS: 36_500, Unit.MONTHS: 1_200, Unit.YEARS: 100}
_ABOUT = {Unit.DAYS: 1.0, Unit.MONTHS: 365.25 / 12, Unit.YEARS: 365.25}
"""How many days a unit has on average: to tell the longer of two spans."""
_TYPES = "any_time, last, ago, over, between, since, before, next, year, quarter"


def period_to_json(period: Period) -> dict[str, Any]:
    """The period as JSON that `read_period` reads back."""
    match period:
        case AnyTime():
            return {"type": "any_time"}
        case Between(start, end):
            return {"type": "between", "start": start.isoformat(), "end": end.isoformat()}
        case Since(start):
            return {"type": "since", "start": start.isoformat()}
        case Before(day):
            return {"type": "before", "day": day.isoformat()}
        case _:
            return _moving_to_json(period)


def _moving_to_json(period: Moving) -> dict[str, Any]:
    match period:
        case Last(n, unit):
            return {"type": "last", "n": n, "unit": unit.value}
        case Over(n, unit):
            return {"type": "over", "n": n, "unit": unit.value}
        case Next(n, unit):
            return {"type": "next", "n": n, "unit": unit.value}
        case Ago(start, end):
            return {"type": "ago", "from": _span_to_json(start), "to": _span_to_json(end)}
        case Year(which, kind):
            return {"type": "year", "which": which.value, "kind": kind.value}
        case Quarter(which, kind):
            return {"type": "quarter", "which": which.value, "kind": kind.value}
        case _:
            assert_never(period)


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"n": span.n, "unit": span.unit.value}


def read_period(parent: Fields, name: str = "period") -> Period:
    """The period in a field of a condition; missing means any time. Raises Unreadable."""
    told = parent.take(name)
    if told is None:
        return ANY_TIME
    fields = Fields(told, parent.at(name))
    period = _read(fields, fields.take("type"))
    fields.finish()
    return period


def _read(fields: Fields, kind: object) -> Period:
    match kind:
        case "any_time":
            return ANY_TIME
        case "between":
            start, end = fields.day("start"), fields.day("end")
            if end < start:
                raise Unreadable(
                    fields.at("end"),
                    end.isoformat(),
                    _("a date not before {day}", day=start.isoformat()),
                )
            return Between(start, end)
        case "since":
            return Since(fields.day("start"))
        case "before":
            return Before(fields.day("day"))
        case "year":
            return Year(fields.choice("which", Which), fields.choice("kind", YearKind))
        case "quarter":
            return Quarter(fields.choice("which", Which), fields.choice("kind", YearKind))
        case _:
            return _read_spans(fields, kind)


def _read_spans(fields: Fields, kind: object) -> Period:
    match kind:
        case "last":
            return Last(*_read_span(fields))
        case "over":
            return Over(*_read_span(fields))
        case "next":
            return Next(*_read_span(fields))
        case "ago":
            return _read_ago(fields)
        case _:
            raise Unreadable(fields.at("type"), shown(kind), _("one of {types}", types=_TYPES))


def _read_span(fields: Fields) -> tuple[int, Unit]:
    unit = fields.choice("unit", Unit)
    return fields.integer("n", 1, _LONGEST[unit]), unit


def _read_ago(fields: Fields) -> Ago:
    inner = [Fields(fields.take(name), fields.at(name)) for name in ("from", "to")]
    start, end = (Span(*_read_span(each)) for each in inner)
    for each in inner:
        each.finish()
    if start.n * _ABOUT[start.unit] < end.n * _ABOUT[end.unit]:
        raise Unreadable(
            fields.at("to"),
            f"{end.n} {end.unit}",
            _("at most {number} {unit}", number=start.n, unit=start.unit),
        )
    return Ago(start, end)
