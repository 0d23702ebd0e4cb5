"""The decision as SQL, for sets. A property test holds it equal to `decide`.

Every expression is about a row of `constituents` in the statement around it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, literal, null, or_, true

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.gates import Topic
from app.consent.domain.policy import Policy
from app.consent.models import AddressHash, ConsentInForce, RestrictionInForce, TopicJoined
from app.consent.queries.standings import policy_of
from app.constituents.models import Constituent, EmailAddress

_PERSONAL = tuple(reason for reason in SuppressionReason if reason.follows_person)
_BOUNCING = (SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES)
_GRAVER = (SuppressionReason.OBJECTION, SuppressionReason.UNSUBSCRIBE, SuppressionReason.ERASED)


def can_be_emailed(workspace: Workspace, *, at: datetime, topic: Topic | None = None) -> ColumnElement[bool]:
    """Whether the gates about the person and, if asked, the topic are passed."""
    return and_(
        literal(workspace.has(Module.EMAIL)),
        ~Constituent.is_deceased,
        Constituent.is_active,
        ~do_not_contact(),
        _primary(_well_formed()),
        ~suppressed(),
        ~unsubscribed(),
        ~_paused(at),
        _consented(policy_of(workspace), topic, at),
        _wants(topic) if topic else true(),
    )


def headline(workspace: Workspace, *, at: datetime, topic: Topic | None = None) -> ColumnElement[str | None]:
    """The first barrier that fails, as `Barrier`'s value; NULL for who can be emailed."""
    return case(
        (literal(not workspace.has(Module.EMAIL)), _say(Barrier.MODULE_OFF)),
        (Constituent.is_deceased, _say(Barrier.DECEASED)),
        (~Constituent.is_active, _say(Barrier.INACTIVE)),
        (do_not_contact(), _say(Barrier.DO_NOT_CONTACT)),
        (~_primary(_well_formed()), _email_barrier()),
        (suppressed(), _suppression_barrier()),
        (unsubscribed(), _say(Barrier.UNSUBSCRIBED)),
        (_paused(at), _say(Barrier.PAUSED)),
        (_consented(policy_of(workspace), topic, at), _topic_barrier(topic)),
        (_given(topic, at), _say(Barrier.CONSENT_EXPIRED)),
        else_=_say(Barrier.NO_CONSENT),
    )


def _email_barrier() -> ColumnElement[str]:
    return case(
        (~_primary(), _say(Barrier.NO_EMAIL)),
        (~_primary(_hashed()), _say(Barrier.UNKNOWN)),
        else_=_say(Barrier.MALFORMED_EMAIL),
    )


def _suppression_barrier() -> ColumnElement[str]:
    """The gravest of the reasons, which come one after the other in the order of their kind."""
    return case(
        (suppressed((SuppressionReason.COMPLAINT,)), _say(Barrier.COMPLAINED)),
        (suppressed(_GRAVER), _say(Barrier.SUPPRESSED)),
        (suppressed(_BOUNCING), _say(Barrier.BOUNCED)),
        else_=_say(Barrier.SUPPRESSED),
    )


def _say(barrier: Barrier) -> ColumnElement[str]:
    return literal(barrier.value)


def do_not_contact() -> ColumnElement[bool]:
    """Marked do not contact."""
    return _restricted(Gate.NOT_DO_NOT_CONTACT)


def suppressed(reasons: Collection[SuppressionReason] | None = None) -> ColumnElement[bool]:
    """The primary address is suppressed by whomever it was recorded, or the person is; for these reasons."""
    about_person = or_(RestrictionInForce.address_key.is_(None), RestrictionInForce.reason.in_(_PERSONAL))
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


def _paused(at: datetime) -> ColumnElement[bool]:
    paused = RestrictionInForce.kind == EventKind.PAUSED
    return _restricted(Gate.NOT_UNSUBSCRIBED, paused, RestrictionInForce.until > at)


def _hashed() -> ColumnElement[bool]:
    return AddressHash.email_id.is_not(None)


def _well_formed() -> ColumnElement[bool]:
    return AddressHash.is_well_formed.is_(True)


def _primary(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
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
    return _primary(
        RestrictionInForce.workspace_id == AddressHash.workspace_id,
        RestrictionInForce.address_key == AddressHash.address_key,
        RestrictionInForce.gate == gate,
        *conditions,
    )


def _consented(policy: Policy, topic: Topic | None, at: datetime) -> ColumnElement[bool]:
    if policy is Policy.OPT_OUT:
        return true()
    lasting = or_(ConsentInForce.expires_at.is_(None), ConsentInForce.expires_at > at)
    return _given(topic, at, lasting)


def _given(topic: Topic | None, at: datetime, *conditions: Any) -> ColumnElement[bool]:
    """A consent that covers the topic, or all mail, was on record at that instant."""
    about = ConsentInForce.topic_id.is_(None)
    found = exists().where(
        ConsentInForce.workspace_id == Constituent.workspace_id,
        ConsentInForce.subject_id == Constituent.id,
        or_(about, ConsentInForce.topic_id == topic.id) if topic else about,
        ConsentInForce.since <= at,
        *conditions,
    )
    return found.correlate(Constituent)


def _wants(topic: Topic) -> ColumnElement[bool]:
    return joined_topic(topic.id) if topic.opt_in else ~left_topic(topic.id)


def _topic_barrier(topic: Topic | None) -> ColumnElement[str | None]:
    if topic is None:
        return case((true(), null()))
    left = (left_topic(topic.id), _say(Barrier.TOPIC_LEFT))
    if not topic.opt_in:
        return case(left, else_=null())
    return case(left, (~joined_topic(topic.id), _say(Barrier.TOPIC_NOT_JOINED)), else_=null())
