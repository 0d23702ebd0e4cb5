"""Conditions about what became of messages, as SQL; each binds one and the same message."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select

from app.activity.domain.kinds import BounceKind
from app.activity.domain.outcomes import Outcome
from app.activity.models import Delivery
from app.activity.rollup_models import Rollup
from app.groups.domain.conditions.emails import Became, Bounced, Emails
from app.groups.domain.periods import ANY_TIME
from app.groups.queries import rollups
from app.groups.queries.counted import Span, numbering, told
from app.groups.queries.scope import Scope

_WHEN = {
    Became.SENT: Delivery.sent_at,
    Became.DELIVERED: Delivery.delivered_at,
    Became.OPENED: Delivery.opened_at,
    Became.CLICKED: Delivery.clicked_at,
    Became.BOUNCED: Delivery.bounced_at,
    Became.COMPLAINED: Delivery.complained_at,
    Became.UNSUBSCRIBED: Delivery.unsubscribed_at,
}
_OUTCOME = {
    Became.DELIVERED: Outcome.DELIVERED,
    Became.OPENED: Outcome.OPENED,
    Became.CLICKED: Outcome.CLICKED,
    Became.BOUNCED: Outcome.BOUNCED,
    Became.COMPLAINED: Outcome.COMPLAINED,
    Became.UNSUBSCRIBED: Outcome.UNSUBSCRIBED,
}
_TOLD = {
    (Became.SENT, Bounced.ANY): Rollup.sent,
    (Became.DELIVERED, Bounced.ANY): Rollup.delivered,
    (Became.OPENED, Bounced.ANY): Rollup.opened,
    (Became.CLICKED, Bounced.ANY): Rollup.clicked,
    (Became.BOUNCED, Bounced.ANY): Rollup.bounced,
    (Became.BOUNCED, Bounced.HARD): Rollup.hard_bounced,
    (Became.COMPLAINED, Bounced.ANY): Rollup.complained,
}
"""What a rollup counts."""

_LAST = {
    Became.SENT: (Rollup.last_sent_at, Rollup.first_sent_at),
    Became.OPENED: (Rollup.last_opened_at, None),
    Became.CLICKED: (Rollup.last_clicked_at, None),
}
"""When it was last so, and first so if that is kept."""


def emailed(condition: Emails, scope: Scope) -> ColumnElement[bool]:
    """To whom so many messages went of which this became."""
    if rollups.fresh(scope) and (found := _rolled(condition, scope)) is not None:
        return found
    messages = select(Delivery.constituent_id).where(
        Delivery.workspace_id == scope.workspace.id, *_of(condition, scope), *_became(condition, scope)
    )
    return numbering(messages, condition.op, condition.n)


def _rolled(condition: Emails, scope: Scope) -> ColumnElement[bool] | None:
    """As a rollup tells it; None where only the messages can."""
    column = _TOLD.get((condition.what, condition.bounce))
    if column is None or condition.campaign is not None or condition.last_campaigns is not None:
        return None
    if condition.period == ANY_TIME:
        return told(column, scope, condition.op, condition.n)
    if condition.what not in _LAST:
        return None
    last, first = _LAST[condition.what]
    span = Span(*scope.instants(condition.period), _WHEN[condition.what], column, last, first)
    return span.holds(scope, condition.op, condition.n)


def _of(condition: Emails, scope: Scope) -> Iterator[ColumnElement[bool]]:
    if condition.campaign is not None:
        yield Delivery.campaign_id == condition.campaign
    if condition.last_campaigns is not None:
        yield Delivery.campaign_id.in_(scope.latest[: condition.last_campaigns])


def _became(condition: Emails, scope: Scope) -> Iterator[ColumnElement[bool]]:
    """Where no time is asked, the outcome tells it, which stands in an index."""
    if condition.period == ANY_TIME:
        yield from _outcome(condition)
        return
    when = _WHEN[condition.what]
    start, end = scope.instants(condition.period)
    if start is not None:
        yield when >= start
    if end is not None:
        yield when < end
    if condition.bounce is not Bounced.ANY:
        hard = condition.bounce is Bounced.HARD
        yield Delivery.bounce == (BounceKind.PERMANENT if hard else BounceKind.TRANSIENT)


def _outcome(condition: Emails) -> Iterator[ColumnElement[bool]]:
    if condition.what is not Became.SENT:
        yield Delivery.outcome.bitwise_and(int(_OUTCOME[condition.what])) != 0
    if condition.bounce is not Bounced.ANY:
        for_good = Delivery.outcome.bitwise_and(int(Outcome.FOR_GOOD))
        yield for_good != 0 if condition.bounce is Bounced.HARD else for_good == 0
