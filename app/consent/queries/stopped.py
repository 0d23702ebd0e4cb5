"""Restrictions as SQL: who is stopped by one, and at which address.

Every expression is about a row of `constituents` in the statement around it.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, true

from app.consent.domain.barrier import Gate
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.models import AddressHash, RestrictionInForce, TopicJoined
from app.consent.queries.at_once import PERSONAL
from app.constituents.models import Constituent, EmailAddress


def do_not_contact() -> ColumnElement[bool]:
    """Marked do not contact."""
    return _restricted(Gate.NOT_DO_NOT_CONTACT)


def suppressed(reasons: Collection[SuppressionReason] | None = None) -> ColumnElement[bool]:
    """The primary address is suppressed by whomever it was recorded, or the person is; for these reasons."""
    about_person = or_(RestrictionInForce.address_key.is_(None), RestrictionInForce.reason.in_(PERSONAL))
    wanted = true() if reasons is None else RestrictionInForce.reason.in_(reasons)
    gate = Gate.NOT_SUPPRESSED
    return or_(_restricted(gate, about_person, wanted), _address_restricted(gate, wanted))


def unsubscribed() -> ColumnElement[bool]:
    """The marketing status is unsubscribed: by the person or at her primary address."""
    kind = RestrictionInForce.kind == EventKind.UNSUBSCRIBED
    gate = Gate.NOT_UNSUBSCRIBED
    return or_(_restricted(gate, kind), _address_restricted(gate, kind))


def left_topic(topic_id: int) -> ColumnElement[bool]:
    """Left the interest group, which wins over having joined it."""
    return _restricted(Gate.TOPIC, RestrictionInForce.topic_id == topic_id)


def joined_topic(topic_id: int) -> ColumnElement[bool]:
    """Joined the interest group and did not leave it."""
    joined = exists().where(
        TopicJoined.workspace_id == Constituent.workspace_id,
        TopicJoined.subject_id == Constituent.id,
        TopicJoined.topic_id == topic_id,
    )
    return and_(joined.correlate(Constituent), ~left_topic(topic_id))


def paused(at: Any) -> ColumnElement[bool]:
    """Asked for no mail until a later instant."""
    paused = RestrictionInForce.kind == EventKind.PAUSED
    return _restricted(Gate.NOT_UNSUBSCRIBED, paused, RestrictionInForce.until > at)


def hashed() -> ColumnElement[bool]:
    """The keyed hash of the address is known."""
    return AddressHash.email_id.is_not(None)


def well_formed() -> ColumnElement[bool]:
    """The address is known to be well formed."""
    return AddressHash.is_well_formed.is_(True)


def primary(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """There is an active primary address, about whose keyed hash these conditions hold."""
    hashed = (
        AddressHash.workspace_id == EmailAddress.workspace_id,
        AddressHash.email_id == EmailAddress.id,
    )
    found = exists().where(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
        EmailAddress.is_active,
        *(hashed if conditions else ()),
        *conditions,
    )
    return found.correlate(Constituent)


def _restricted(gate: Gate, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        RestrictionInForce.workspace_id == Constituent.workspace_id,
        RestrictionInForce.subject_id == Constituent.id,
        RestrictionInForce.gate == gate,
        *conditions,
    )
    return found.correlate(Constituent)


def _address_restricted(gate: Gate, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return primary(
        RestrictionInForce.workspace_id == AddressHash.workspace_id,
        RestrictionInForce.address_key == AddressHash.address_key,
        RestrictionInForce.gate == gate,
        *conditions,
    )
