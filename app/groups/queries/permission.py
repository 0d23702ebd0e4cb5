"""Conditions about what people allow, as SQL."""

from typing import assert_never

from sqlalchemy import ColumnElement, and_, false, not_, or_, select

from app.consent import queries as consent
from app.consent.domain.facts import MarketingStatus
from app.consent.models import ConsentInForce
from app.constituents.models import Constituent
from app.groups.domain.conditions.ops import Choice
from app.groups.domain.conditions.permission import (
    CanBeEmailed,
    DoNotContact,
    InterestIn,
    MarketingStatusIs,
    Permitted,
    SuppressedFor,
)
from app.groups.queries import allowed
from app.groups.queries.scope import Scope


def permitted(condition: Permitted, scope: Scope) -> ColumnElement[bool]:
    """Whose permission is like this at the scope's instant."""
    match condition:
        case CanBeEmailed(topic):
            return _can_be_emailed(topic, scope)
        case MarketingStatusIs(status):
            return _stands(status, scope)
        case SuppressedFor(reason):
            return allowed.suppressed(scope) if reason is None else allowed.suppressed(scope, reason)
        case DoNotContact():
            return allowed.do_not_contact(scope)
        case InterestIn(interest, choice):
            return _chose(interest, choice)
        case _:
            assert_never(condition)


def _can_be_emailed(topic: int | None, scope: Scope) -> ColumnElement[bool]:
    if topic is None:
        return allowed.mailable(scope)
    known = scope.topics.get(topic)
    return consent.can_be_emailed(scope.workspace, at=scope.at, topic=known) if known else false()


def _stands(status: MarketingStatus, scope: Scope) -> ColumnElement[bool]:
    unsubscribed = allowed.unsubscribed(scope)
    match status:
        case MarketingStatus.UNSUBSCRIBED:
            return unsubscribed
        case MarketingStatus.SUBSCRIBED:
            return and_(not_(unsubscribed), _subscribed(scope))
        case MarketingStatus.NO_CHOICE:
            return not_(or_(unsubscribed, _subscribed(scope)))
        case _:
            assert_never(status)


def _subscribed(scope: Scope) -> ColumnElement[bool]:
    """Whose consent to all mail is on record, and has not ended."""
    given = select(ConsentInForce.subject_id).where(
        ConsentInForce.workspace_id == scope.workspace.id,
        ConsentInForce.topic_id.is_(None),
        ConsentInForce.since <= scope.at,
        or_(ConsentInForce.expires_at.is_(None), ConsentInForce.expires_at > scope.at),
    )
    return Constituent.id.in_(given)


def _chose(interest: int, choice: Choice) -> ColumnElement[bool]:
    joined, left = consent.joined_topic(interest), consent.left_topic(interest)
    match choice:
        case Choice.JOINED:
            return joined
        case Choice.LEFT:
            return left
        case Choice.NEVER:
            return not_(or_(joined, left))
        case _:
            assert_never(choice)
