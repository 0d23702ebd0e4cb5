"""Conditions about places at events, as SQL; each binds one and the same registration."""

from collections.abc import Iterator
from typing import Any, assert_never

from sqlalchemy import ColumnElement, select

from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Event, Registration
from app.activity.rollup_models import Rollup
from app.groups.domain.conditions.ops import Count
from app.groups.domain.conditions.registrations import KEPT, Registered, RegisteredFor, Registrations
from app.groups.domain.periods import ANY_TIME, Period
from app.groups.queries import rollups
from app.groups.queries.counted import Span, numbering, told
from app.groups.queries.scope import Scope
from app.groups.queries.spellings import spellings

_TOLD = {
    KEPT: Rollup.standing,
    (RegistrationStatus.ATTENDED,): Rollup.attended,
    (RegistrationStatus.NO_SHOW,): Rollup.no_shows,
    tuple(RegistrationStatus): Rollup.registrations,
}
"""What a rollup counts, by the statuses that count."""


def registered(condition: Registered, scope: Scope) -> ColumnElement[bool]:
    """Whose registrations meet the condition; who has none is in no set of registrants."""
    match condition:
        case RegisteredFor(event):
            return registered(Registrations(Count.AT_LEAST, 1, event), scope)
        case Registrations():
            found = _rolled(condition, scope) if rollups.fresh(scope) else None
            places = _places(condition, scope)
            return numbering(places, condition.op, condition.n) if found is None else found
        case _:
            assert_never(condition)


def _rolled(condition: Registrations, scope: Scope) -> ColumnElement[bool] | None:
    """As a rollup tells it; None where only the registrations can."""
    op, n, statuses, period = condition.op, condition.n, condition.statuses, condition.period
    number = _TOLD.get(statuses or KEPT)
    if number is None or condition != Registrations(op, n, statuses=statuses, period=period):
        return None
    if period == ANY_TIME:
        return told(number, scope, op, n)
    if number is not Rollup.standing:
        return None
    ends = (Rollup.last_registered_at, Rollup.first_registered_at)
    counts = (Registration.status.in_(KEPT),)
    span = Span(*scope.instants(period), Registration.registered_at, number, *ends, counts)
    return span.holds(scope, op, n)


def _places(condition: Registrations, scope: Scope) -> Any:
    return select(Registration.constituent_id).where(
        Registration.workspace_id == scope.workspace.id,
        Registration.status.in_(condition.statuses or KEPT),
        *_during(Registration.registered_at, condition.period, scope),
        *_at(condition, scope),
    )


def _at(condition: Registrations, scope: Scope) -> Iterator[ColumnElement[bool]]:
    """The event itself, or those that are like what is asked."""
    if condition.event is not None:
        yield Registration.event_id == condition.event
    asked = list(_of_event(condition, scope))
    if asked:
        here = Event.workspace_id == scope.workspace.id
        yield Registration.event_id.in_(select(Event.id).where(here, *asked))


def _of_event(condition: Registrations, scope: Scope) -> Iterator[ColumnElement[bool]]:
    if condition.category:
        yield Event.category.in_(spellings(scope.workspace, Event.category, condition.category))
    if condition.event_kind is not None:
        yield Event.kind == condition.event_kind
    yield from _during(Event.starts_at, condition.event_period, scope)


def _during(column: Any, period: Period, scope: Scope) -> Iterator[ColumnElement[bool]]:
    """An instant that is never NULL lies in the period."""
    if period != ANY_TIME:
        start, end = scope.instants(period)
        if start is not None:
            yield column >= start
        if end is not None:
            yield column < end
