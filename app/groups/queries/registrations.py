"""Conditions about places at events, as SQL."""

from sqlalchemy import ColumnElement

from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.groups.domain.conditions.registrations import Registered
from app.groups.queries.profile import owned


def registered(condition: Registered) -> ColumnElement[bool]:
    """Who has such a registration."""
    return owned(
        Registration,
        Registration.event_id == condition.event,
        Registration.status != RegistrationStatus.CANCELLED,
    )
