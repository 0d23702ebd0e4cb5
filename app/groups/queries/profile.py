"""Conditions about who somebody is and how the record came to be, as SQL."""

from collections.abc import Iterator
from datetime import date
from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, case, exists, literal_column, or_, select, true
from sqlalchemy.orm import aliased

from app.constituents.domain.readings import read
from app.constituents.models import Constituent
from app.constituents.search_owners import meets as found_by
from app.groups.domain.conditions.ops import Count, Status
from app.groups.domain.conditions.origin import AddedWithin, FromImport, Originated, SourceIs, UpdatedWithin
from app.groups.domain.conditions.profile import (
    Age,
    BirthMonth,
    KindIs,
    OnRecord,
    StatusIs,
    TextSearch,
    month_of,
)
from app.groups.domain.periods import Period
from app.groups.queries.imports import is_in_import
from app.groups.queries.scope import Scope
from app.groups.queries.spellings import spellings

_HER = aliased(Constituent, name="her")


def on_record(condition: OnRecord, scope: Scope) -> ColumnElement[bool]:
    """Whose record says it."""
    match condition:
        case KindIs(kind):
            return Constituent.kind == kind
        case StatusIs(status):
            return _is(status)
        case BirthMonth(month):
            return _born(scope, _HER.birth_month == month_of(month, scope.as_of))
        case Age():
            return _born(scope, *_aged(condition, scope.as_of.today))
        case TextSearch(text):
            return found_by(read(text))
        case _:
            assert_never(condition)


def originated(condition: Originated, scope: Scope) -> ColumnElement[bool]:
    """Whose record came or changed like this."""
    match condition:
        case AddedWithin(period):
            return within(Constituent.created_at, period, scope)
        case UpdatedWithin(period):
            return within(Constituent.updated_at, period, scope)
        case SourceIs(source):
            known = spellings(scope.workspace, Constituent.source, source)
            return _found(scope, _HER.source != literal_column("''"), _HER.source.in_(known))
        case FromImport(number):
            return is_in_import(scope.workspace, number)
        case _:
            assert_never(condition)


def _born(scope: Scope, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whose day of birth is known, and like this."""
    return _found(scope, _HER.birth_month.is_not(None), *conditions)


def _found(scope: Scope, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whose record is like this, as a set: out of an index of those of whom it is known."""
    return Constituent.id.in_(select(_HER.id).where(_HER.workspace_id == scope.workspace.id, *conditions))


def _aged(condition: Age, today: date) -> Iterator[ColumnElement[bool]]:
    """Born in full known, not after today, and so many years ago."""
    year, month, day = _HER.birth_year, _HER.birth_month, _HER.birth_day
    ahead = or_(month > today.month, and_(month == today.month, day > today.day))
    age = today.year - year - case((ahead, 1), else_=0)
    yield from (year.is_not(None), day.is_not(None), age >= 0)
    yield {
        Count.AT_LEAST: age >= condition.years,
        Count.AT_MOST: age <= condition.years,
        Count.EXACTLY: age == condition.years,
    }[condition.op]


def _is(status: Status) -> ColumnElement[bool]:
    match status:
        case Status.DECEASED:
            return Constituent.is_deceased.is_(True)
        case Status.ACTIVE:
            return and_(Constituent.is_active.is_(True), Constituent.is_deceased.is_(False))
        case Status.INACTIVE:
            return and_(Constituent.is_active.is_(False), Constituent.is_deceased.is_(False))
        case _:
            assert_never(status)


def within(column: Any, period: Period, scope: Scope) -> ColumnElement[bool]:
    """An instant that is never NULL lies in the period."""
    start, end = scope.instants(period)
    return and_(
        true() if start is None else column >= start,
        true() if end is None else column < end,
    )


def owned(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """One and the same row of hers in the table meets all of the conditions."""
    found = exists().where(
        table.workspace_id == Constituent.workspace_id, table.constituent_id == Constituent.id, *conditions
    )
    return found.correlate(Constituent)
