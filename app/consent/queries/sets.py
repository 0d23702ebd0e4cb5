"""The decision as SQL, for sets. A property test holds it equal to `decide`.

Every expression is about a row of `constituents` in the statement around it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, literal, not_, null, or_, true

from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.finding import Topic
from app.consent.domain.policy import Rules
from app.consent.models import AddressHash, RestrictionInForce, TopicJoined
from app.consent.queries.at_once import PERSONAL, others_passed
from app.consent.queries.consenting import consent_barrier, consented
from app.consent.queries.question import Question
from app.consent.queries.sending import Sending, excluded, rested
from app.constituents.models import Constituent, EmailAddress

_BOUNCING = (SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES)
_GRAVER = (SuppressionReason.OBJECTION, SuppressionReason.UNSUBSCRIBE, SuppressionReason.ERASED)
_BEFORE_CONSENT = Gate.CONSENT.number - 1


def can_be_emailed(
    workspace: Workspace,
    *,
    at: datetime,
    topic: Topic | None = None,
    sending: Sending | None = None,
    rules: Rules | None = None,
) -> ColumnElement[bool]:
    """Whether the gates about the person and, if asked, the topic and the sending are passed."""
    return _passed(Question(workspace, at, topic, sending, rules))


def _passed(asked: Question) -> ColumnElement[bool]:
    return and_(
        *others_passed(asked),
        consented(asked.consent),
        _wants(asked.topic) if asked.topic else true(),
        *(excluded(asked.sending) if asked.sending else ()),
        *(rested(cap, asked.at) for cap in asked.caps),
    )


def headline(
    workspace: Workspace,
    *,
    at: datetime,
    topic: Topic | None = None,
    sending: Sending | None = None,
    instant: Any = None,
) -> ColumnElement[str | None]:
    """The first barrier that fails, as `Barrier`'s value; NULL for who can be emailed."""
    asked = Question(workspace, at, topic, sending, instant=instant)
    found = list(_barriers(asked).values())
    first, later = found[:_BEFORE_CONSENT], found[_BEFORE_CONSENT:]
    # Most people pass the first gates, and that they do is found sooner than which one they do not.
    return case((and_(*others_passed(asked)), _first(later)), else_=func.coalesce(*first))


def _first(found: Sequence[ColumnElement[str | None]]) -> ColumnElement[str | None]:
    return func.coalesce(*found) if len(found) > 1 else found[0]


def barriers(
    workspace: Workspace, *, at: datetime, topic: Topic | None = None, sending: Sending | None = None
) -> dict[Gate, ColumnElement[str | None]]:
    """What each of the eleven gates finds, as `Barrier`'s value; NULL where it is passed or not checked."""
    found = _barriers(Question(workspace, at, topic, sending))
    passed: ColumnElement[str | None] = cast(null(), String)
    return {gate: found.get(gate, passed) for gate in Gate}


def _barriers(asked: Question) -> dict[Gate, ColumnElement[str | None]]:
    """Those that can fail for somebody, in their order."""
    found = {
        Gate.MODULE_ON: case((literal(not asked.has_module), _say(Barrier.MODULE_OFF))),
        Gate.NOT_DECEASED: case((Constituent.is_deceased, _say(Barrier.DECEASED))),
        Gate.ACTIVE: case((~Constituent.is_active, _say(Barrier.INACTIVE))),
        Gate.NOT_DO_NOT_CONTACT: case((do_not_contact(), _say(Barrier.DO_NOT_CONTACT))),
        Gate.PRIMARY_EMAIL: case((~_primary(_well_formed()), _email_barrier())),
        Gate.NOT_SUPPRESSED: case((suppressed(), _suppression_barrier())),
        Gate.NOT_UNSUBSCRIBED: case(
            (unsubscribed(), _say(Barrier.UNSUBSCRIBED)), (_paused(asked.moment), _say(Barrier.PAUSED))
        ),
        Gate.CONSENT: consent_barrier(asked.consent),
    }
    if asked.topic:
        found[Gate.TOPIC] = _topic_barrier(asked.topic)
    if asked.sending and asked.sending.exclusions:
        found[Gate.NOT_EXCLUDED] = case(
            (and_(*excluded(asked.sending)), null()), else_=_say(Barrier.EXCLUDED)
        )
    if asked.caps:
        fresh = and_(*(rested(cap, asked.at) for cap in asked.caps))
        found[Gate.FREQUENCY] = case((not_(fresh), _say(Barrier.TOO_OFTEN)))
    return found


def lapses_by(workspace: Workspace, *, at: datetime, until: datetime) -> ColumnElement[bool]:
    """Whether she can be emailed at the first instant, and no longer at the second, as nothing is done.

    Time alone closes one gate only: that of consent.
    """
    later = Question(workspace, until).consent
    return and_(can_be_emailed(workspace, at=at), ~consented(later))


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


def _paused(at: Any) -> ColumnElement[bool]:
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


def _wants(topic: Topic) -> ColumnElement[bool]:
    return joined_topic(topic.id) if topic.opt_in else ~left_topic(topic.id)


def _topic_barrier(topic: Topic) -> ColumnElement[str | None]:
    left = (left_topic(topic.id), _say(Barrier.TOPIC_LEFT))
    if not topic.opt_in:
        return case(left, else_=null())
    return case(left, (~joined_topic(topic.id), _say(Barrier.TOPIC_NOT_JOINED)), else_=null())
