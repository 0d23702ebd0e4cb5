"""What people's facts come to, computed from the facts: columns named as those of `Rollup`."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select

from app.activity.domain.kinds import BounceKind, RegistrationStatus
from app.activity.models import Delivery, Event, Registration
from app.activity.queries.asked import count, of, people
from app.activity.queries.rolling_giving import giving
from app.gathered import HERE

# --- registrations


@cache
def registrations() -> Select[Any]:
    """Places at events."""
    asked, at = people(), Registration.registered_at
    standing = Registration.status != RegistrationStatus.CANCELLED
    attended = Registration.status == RegistrationStatus.ATTENDED
    event = and_(Event.workspace_id == HERE, Event.id == Registration.event_id)
    return (
        select(
            asked.c.value.label("constituent_id"),
            func.count(Registration.id).label("registrations"),
            count(standing).label("standing"),
            count(attended).label("attended"),
            count(Registration.status == RegistrationStatus.NO_SHOW).label("no_shows"),
            func.min(at).filter(standing).label("first_registered_at"),
            func.max(at).filter(standing).label("last_registered_at"),
            func.max(Event.starts_at).filter(attended).label("last_attended_at"),
        )
        .select_from(asked)
        .outerjoin(Registration, of(Registration, asked.c.value))
        .outerjoin(Event, event)
        .where(asked.c.value.is_not(None))
        .group_by(asked.c.value)
    )


# --- email


@cache
def email() -> Select[Any]:
    """Messages. An open by a machine is none, and is counted apart where no person opened."""
    asked = people()
    machine = and_(Delivery.machine_opened_at.is_not(None), Delivery.opened_at.is_(None))
    return (
        select(
            asked.c.value.label("constituent_id"),
            func.count(Delivery.campaign_id).label("sent"),
            func.count(Delivery.delivered_at).label("delivered"),
            func.count(Delivery.opened_at).label("opened"),
            count(machine).label("machine_only"),
            func.count(Delivery.clicked_at).label("clicked"),
            func.count(Delivery.bounced_at).label("bounced"),
            count(Delivery.bounce == BounceKind.PERMANENT).label("hard_bounced"),
            func.count(Delivery.complained_at).label("complained"),
            func.min(Delivery.sent_at).label("first_sent_at"),
            func.max(Delivery.sent_at).label("last_sent_at"),
            func.max(Delivery.opened_at).label("last_opened_at"),
            func.max(Delivery.clicked_at).label("last_clicked_at"),
            _ends_in_bounce(asked.c.value).label("ends_in_bounce"),
        )
        .select_from(asked)
        .outerjoin(Delivery, of(Delivery, asked.c.value))
        .where(asked.c.value.is_not(None))
        .group_by(asked.c.value)
    )


def _ends_in_bounce(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the last message whose outcome is known bounced for good."""
    told = Delivery.__table__.alias("told")
    known = told.c.delivered_at.is_not(None) | told.c.bounce.is_not(None)
    last = (
        select(told.c.bounce == BounceKind.PERMANENT)
        .where(told.c.workspace_id == HERE, told.c.constituent_id == person, known)
        .order_by(told.c.sent_at.desc(), told.c.campaign_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(last, literal(False))


KINDS: dict[str, Callable[[], Select[Any]]] = {
    "giving": giving,
    "registrations": registrations,
    "email": email,
}
"""The three parts of a rollup; no two say the same column."""
