"""Periods as JSON and back."""

from typing import Any, assert_never

from app.groups.domain.periods import (
    ANY_TIME,
    AnyTime,
    Between,
    Last,
    Period,
    Since,
    Unit,
    Which,
    Year,
    YearKind,
)
from app.groups.domain.reading import Fields, Unreadable, shown

_LONGEST = {Unit.DAYS: 36_500, Unit.MONTHS: 1_200, Unit.YEARS: 100}
_TYPES = "any_time, last, between, since, year"


def period_to_json(period: Period) -> dict[str, Any]:
    """The period as JSON that `read_period` reads back."""
    match period:
        case AnyTime():
            return {"type": "any_time"}
        case Last(n, unit):
            return {"type": "last", "n": n, "unit": unit.value}
        case Between(start, end):
            return {"type": "between", "start": start.isoformat(), "end": end.isoformat()}
        case Since(start):
            return {"type": "since", "start": start.isoformat()}
        case Year(which, kind):
            return {"type": "year", "which": which.value, "kind": kind.value}
        case _:
            assert_never(period)


def read_period(parent: Fields) -> Period:
    """The field `period` of a condition; missing means any time. Raises Unreadable."""
    told = parent.take("period")
    if told is None:
        return ANY_TIME
    fields = Fields(told, parent.at("period"))
    period = _read(fields, fields.take("type"))
    fields.finish()
    return period


def _read(fields: Fields, kind: object) -> Period:
    match kind:
        case "any_time":
            return ANY_TIME
        case "last":
            unit = fields.choice("unit", Unit)
            return Last(fields.integer("n", 1, _LONGEST[unit]), unit)
        case "between":
            start, end = fields.day("start"), fields.day("end")
            if end < start:
                raise Unreadable(fields.at("end"), end.isoformat(), f"a date not before {start.isoformat()}")
            return Between(start, end)
        case "since":
            return Since(fields.day("start"))
        case "year":
            return Year(fields.choice("which", Which), fields.choice("kind", YearKind))
        case _:
            raise Unreadable(fields.at("type"), shown(kind), f"one of {_TYPES}")
