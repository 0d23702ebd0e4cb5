"""The quick segments as SQL."""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select, true

from app.activity.domain.kinds import BounceKind, RegistrationStatus
from app.activity.models import Delivery, Registration
from app.activity.rollup_models import Rollup
from app.consent import queries as consent
from app.constituents.models import Constituent
from app.groups.domain.quick import BOUNCING, ENGAGEMENT, SOON, OfEmail, OfPermission
from app.groups.domain.segments import Segment
from app.groups.queries import allowed, rollups
from app.groups.queries.giving import gave_any
from app.groups.queries.scope import Scope


def in_segment(segment: Segment, scope: Scope) -> ColumnElement[bool]:
    """Who is in the quick segment."""
    match segment:
        case Segment.DONORS:
            return gave_any(scope)
        case Segment.REGISTRANTS:
            return rollups.whose(scope, Rollup.standing > 0) if rollups.fresh(scope) else _registered()
        case Segment.ENGAGED:
            return rollups.engaged(scope) if rollups.fresh(scope) else _engaged(scope)
        case (
            Segment.MARKETING_ELIGIBLE
            | Segment.SUPPRESSED
            | Segment.UNSUBSCRIBED
            | Segment.BECOMING_INELIGIBLE
        ):
            return _by_permission(segment, scope)
        case _:
            return _rolled(segment, scope) if rollups.fresh(scope) else _by_email(segment)


def _by_permission(segment: OfPermission, scope: Scope) -> ColumnElement[bool]:
    match segment:
        case Segment.MARKETING_ELIGIBLE:
            return allowed.mailable(scope)
        case Segment.SUPPRESSED:
            return allowed.stopped(scope)
        case Segment.UNSUBSCRIBED:
            return allowed.unsubscribed(scope)
        case Segment.BECOMING_INELIGIBLE:
            return allowed.lapsing(scope, SOON)
        case _:
            assert_never(segment)


def _rolled(segment: OfEmail, scope: Scope) -> ColumnElement[bool]:
    match segment:
        case Segment.NEVER_EMAILED:
            return not_(rollups.whose(scope, Rollup.sent > 0))
        case Segment.EMAILED_NEVER_OPENED:
            return rollups.whose(scope, Rollup.delivered > 0, Rollup.opened == 0, Rollup.clicked == 0)
        case Segment.OPENED_NEVER_CLICKED:
            return rollups.whose(scope, Rollup.opened > 0, Rollup.clicked == 0)
        case Segment.BOUNCED:
            bounced = rollups.whose(scope, Rollup.ends_in_bounce.is_(True))
            return or_(bounced, allowed.suppressed(scope, *BOUNCING))
        case _:
            assert_never(segment)


def _by_email(segment: OfEmail) -> ColumnElement[bool]:
    match segment:
        case Segment.NEVER_EMAILED:
            return not_(_message())
        case Segment.EMAILED_NEVER_OPENED:
            return and_(_message(Delivery.delivered_at.is_not(None)), not_(or_(_opened(), _clicked())))
        case Segment.OPENED_NEVER_CLICKED:
            return and_(_opened(), not_(_clicked()))
        case Segment.BOUNCED:
            return or_(_last_bounced(), consent.suppressed(tuple(BOUNCING)))
        case _:
            assert_never(segment)


def _message(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """One and the same message to her is like this."""
    found = exists().where(
        Delivery.workspace_id == Constituent.workspace_id,
        Delivery.constituent_id == Constituent.id,
        *conditions,
    )
    return found.correlate(Constituent)


def _opened() -> ColumnElement[bool]:
    return _message(Delivery.opened_at.is_not(None))


def _clicked() -> ColumnElement[bool]:
    return _message(Delivery.clicked_at.is_not(None))


def _last_bounced() -> ColumnElement[bool]:
    """The last message whose outcome is known bounced for good."""
    known = or_(Delivery.delivered_at.is_not(None), Delivery.bounce.is_not(None))
    last = (
        select(Delivery.bounce)
        .where(
            Delivery.workspace_id == Constituent.workspace_id,
            Delivery.constituent_id == Constituent.id,
            known,
        )
        .order_by(Delivery.sent_at.desc(), Delivery.campaign_id.desc())
        .limit(1)
        .correlate(Constituent)
        .scalar_subquery()
    )
    return last.is_not_distinct_from(BounceKind.PERMANENT)


def _registered(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        Registration.workspace_id == Constituent.workspace_id,
        Registration.constituent_id == Constituent.id,
        Registration.status != RegistrationStatus.CANCELLED,
        *conditions,
    )
    return found.correlate(Constituent)


def _engaged(scope: Scope) -> ColumnElement[bool]:
    return or_(
        _message(_recent(Delivery.opened_at, scope)),
        _message(_recent(Delivery.clicked_at, scope)),
        gave_any(scope, ENGAGEMENT),
        _registered(_recent(Registration.registered_at, scope)),
    )


def _recent(column: Any, scope: Scope) -> ColumnElement[bool]:
    start, end = scope.instants(ENGAGEMENT)
    return and_(true() if start is None else column >= start, true() if end is None else column < end)
