"""Conditions that the rollups answer without a look at the facts, or with one at a few.

All of it holds only while the rollups are not stale: `fresh` tells.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from app.activity.domain import masks
from app.activity.domain.kinds import GiftStatus, RegistrationStatus
from app.activity.models import Delivery, Donation, Registration
from app.activity.rollup_models import Rollup
from app.constituents.models import Constituent
from app.groups.domain.periods import ANY_TIME, Period
from app.groups.domain.quick import ENGAGEMENT
from app.groups.queries.scope import Scope


def fresh(scope: Scope) -> bool:
    """Whether the rollups may be read."""
    return not scope.workspace.rollups_stale


def whose(scope: Scope, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whose rollup is like this; somebody without facts has none."""
    here = Rollup.workspace_id == scope.workspace.id
    return Constituent.id.in_(select(Rollup.constituent_id).where(here, *conditions))


def gave_any(scope: Scope, period: Period = ANY_TIME) -> ColumnElement[bool]:
    """Who made a settled gift in the period."""
    return whose(scope, _gave_in(scope, period))


def _gave_in(scope: Scope, period: Period) -> ColumnElement[bool]:
    """A rollup that tells of a gift in the period: the last or the first one, or else the year's bit.

    Only where the period is not made of whole years, and she gave before and after it, gifts are asked.
    """
    days, first, last = scope.days(period), Rollup.any_first_on, Rollup.any_last_on
    if days.start is None and days.end is None:
        return last.is_not(None)
    begun = true() if days.start is None else last >= days.start
    ended = true() if days.end is None else first < days.end
    return and_(
        last.is_not(None),
        begun,
        ended,
        or_(
            true() if days.end is None else last < days.end,
            true() if days.start is None else first >= days.start,
            _years(scope, days.start, days.end),
        ),
    )


def _years(scope: Scope, start: date | None, end: date | None) -> ColumnElement[bool]:
    first_month = scope.workspace.fiscal_year_start
    for column, month in ((Rollup.calendar_years, 1), (Rollup.fiscal_years, first_month)):
        if (years := masks.whole_years(start, end, month)) is not None:
            return column.bitwise_and(years) != 0
    return _fact(
        Donation,
        Donation.status == GiftStatus.SETTLED,
        Donation.amount >= 0,
        _between(Donation.received_on, start, end),
    )


def engaged(scope: Scope) -> ColumnElement[bool]:
    """Who opened, clicked, gave or registered in the time that counts as engagement."""
    start, end = scope.instants(ENGAGEMENT)
    stands = Registration.status != RegistrationStatus.CANCELLED
    return whose(
        scope,
        or_(
            _lately(Rollup.last_opened_at, Delivery, Delivery.opened_at, start, end),
            _lately(Rollup.last_clicked_at, Delivery, Delivery.clicked_at, start, end),
            _gave_in(scope, ENGAGEMENT),
            _lately(Rollup.last_registered_at, Registration, Registration.registered_at, start, end, stands),
        ),
    )


def _lately(
    last: Any, table: Any, at: Any, start: datetime | None, end: datetime | None, *more: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The last time was in the span. Where it is still to come, an earlier one may have been."""
    ahead = false() if end is None else _between(last, end, None)  # of NULL the facts would be asked
    return or_(_between(last, start, end), and_(ahead, _fact(table, _between(at, start, end), *more)))


def _between(column: Any, start: Any, end: Any) -> ColumnElement[bool]:
    return and_(
        column.is_not(None),
        true() if start is None else column >= start,
        true() if end is None else column < end,
    )


def _fact(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        table.workspace_id == Rollup.workspace_id, table.constituent_id == Rollup.constituent_id, *conditions
    )
    return found.correlate(Rollup)
