"""Conditions about the record of a person, as SQL."""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, exists, false, true

from app.constituents.domain.readings import read
from app.constituents.domain.text import fold
from app.constituents.models import Address, Constituent, EmailAddress
from app.constituents.search_owners import meets as found_by
from app.groups.domain.conditions.ops import Status
from app.groups.domain.conditions.profile import (
    AddedWithin,
    HasEmail,
    KindIs,
    OnRecord,
    PlaceIs,
    StatusIs,
    TextSearch,
    UpdatedWithin,
)
from app.groups.domain.periods import Period
from app.groups.queries.scope import Scope


def on_record(condition: OnRecord, scope: Scope) -> ColumnElement[bool]:
    """Whose record says it."""
    match condition:
        case KindIs(kind):
            return Constituent.kind == kind
        case StatusIs(status):
            return _is(status)
        case PlaceIs():
            return _lives_in(condition)
        case AddedWithin(period):
            return within(Constituent.created_at, period, scope)
        case UpdatedWithin(period):
            return within(Constituent.updated_at, period, scope)
        case HasEmail():
            return owned(EmailAddress, EmailAddress.is_active.is_(True))
        case TextSearch(text):
            return found_by(read(text))
        case _:
            assert_never(condition)


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


def _lives_in(place: PlaceIs) -> ColumnElement[bool]:
    columns = {
        Address.city_key: place.city,
        Address.region_key: place.region,
        Address.country_key: place.country,
    }
    asked = [(column, fold(text)) for column, text in columns.items() if text]
    if not all(key for _, key in asked):
        return false()
    return owned(Address, Address.is_active.is_(True), *(column == key for column, key in asked))


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
