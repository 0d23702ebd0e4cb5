"""The decision as one SQL expression, for sets. A property test holds it equal to `decide`."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal, or_, true

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.gates import Topic
from app.consent.domain.policy import Policy
from app.consent.models import AddressHash, ConsentInForce, RestrictionInForce, TopicJoined
from app.consent.queries.standings import policy_of
from app.constituents.models import Constituent, EmailAddress

_SUPPRESSING = (EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED)
_PERSONAL = tuple(reason for reason in SuppressionReason if reason.follows_person)


def can_be_emailed(workspace: Workspace, *, at: datetime, topic: Topic | None = None) -> ColumnElement[bool]:
    """Whether a row of `constituents` passes the gates about the person and, if asked, the topic."""
    return and_(
        literal(workspace.has(Module.EMAIL)),
        ~Constituent.is_deceased,
        Constituent.is_active,
        _has_primary_email(),
        ~_restricted(RestrictionInForce.kind == EventKind.DO_NOT_CONTACT_SET),
        not_suppressed(),
        not_unsubscribed(at),
        _consented(policy_of(workspace), topic, at),
        _wants(topic) if topic else true(),
    )


def not_suppressed() -> ColumnElement[bool]:
    """No suppression of the primary address by whomever it was recorded, and none that follows the person."""
    about_person = or_(RestrictionInForce.address_key.is_(None), RestrictionInForce.reason.in_(_PERSONAL))
    return and_(
        ~_restricted(RestrictionInForce.kind.in_(_SUPPRESSING), about_person),
        ~_address_restricted(RestrictionInForce.kind.in_(_SUPPRESSING)),
    )


def not_unsubscribed(at: datetime) -> ColumnElement[bool]:
    """No unsubscribing by the person or at her primary address, and no pause that lasts at that instant."""
    return and_(
        ~_restricted(RestrictionInForce.kind == EventKind.UNSUBSCRIBED),
        ~_address_restricted(RestrictionInForce.kind == EventKind.UNSUBSCRIBED),
        ~_restricted(RestrictionInForce.kind == EventKind.PAUSED, RestrictionInForce.until > at),
    )


def _has_primary_email() -> ColumnElement[bool]:
    return exists().where(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
        EmailAddress.is_active,
    )


def _restricted(*conditions: ColumnElement[bool]) -> Any:
    return exists().where(
        RestrictionInForce.workspace_id == Constituent.workspace_id,
        RestrictionInForce.subject_id == Constituent.id,
        *conditions,
    )


def _address_restricted(condition: ColumnElement[bool]) -> Any:
    return exists().where(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
        EmailAddress.is_active,
        AddressHash.workspace_id == EmailAddress.workspace_id,
        AddressHash.email_id == EmailAddress.id,
        RestrictionInForce.workspace_id == AddressHash.workspace_id,
        RestrictionInForce.address_key == AddressHash.address_key,
        condition,
    )


def _consented(policy: Policy, topic: Topic | None, at: datetime) -> ColumnElement[bool]:
    if policy is Policy.OPT_OUT:
        return true()
    about = ConsentInForce.topic_id.is_(None)
    return exists().where(
        ConsentInForce.workspace_id == Constituent.workspace_id,
        ConsentInForce.subject_id == Constituent.id,
        or_(about, ConsentInForce.topic_id == topic.id) if topic else about,
        ConsentInForce.since <= at,
        or_(ConsentInForce.expires_at.is_(None), ConsentInForce.expires_at > at),
    )


def _wants(topic: Topic) -> ColumnElement[bool]:
    left = _restricted(
        RestrictionInForce.kind == EventKind.TOPIC_LEFT, RestrictionInForce.topic_id == topic.id
    )
    joined = exists().where(
        TopicJoined.workspace_id == Constituent.workspace_id,
        TopicJoined.subject_id == Constituent.id,
        TopicJoined.topic_id == topic.id,
    )
    return and_(~left, joined) if topic.opt_in else ~left
