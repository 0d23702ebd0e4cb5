"""The decision as SQL, for sets. A property test holds it equal to `decide`.

Every expression is about a row of `constituents` in the statement around it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, not_, null, true

from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import SuppressionReason
from app.consent.domain.finding import Topic
from app.consent.domain.kept import BEFORE_CONSENT, FREE
from app.consent.domain.policy import Rules
from app.consent.queries.at_once import others_passed
from app.consent.queries.consenting import consent_barrier, consented
from app.consent.queries.kept import NOTHING, answers, barrier, if_kept
from app.consent.queries.question import Question
from app.consent.queries.sending import Sending, excluded, rested
from app.consent.queries.stopped import (
    do_not_contact,
    hashed,
    joined_topic,
    left_topic,
    paused,
    primary,
    suppressed,
    unsubscribed,
    well_formed,
)
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent

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
    exactly: bool = False,
) -> ColumnElement[bool]:
    """Whether the gates about the person and, if asked, the topic and the sending are passed.

    Standings that are kept answer where they hold, and else, or where it has to be `exactly`, every gate.
    """
    return _passed(Question(workspace, at, topic, sending, rules, exactly=exactly))


def _passed(asked: Question) -> ColumnElement[bool]:
    return and_(
        _herself(asked),
        _wants(asked.topic) if asked.topic else true(),
        *(excluded(asked.sending) if asked.sending else ()),
        *(rested(cap, asked.at) for cap in asked.caps),
    )


def _herself(asked: Question) -> ColumnElement[bool]:
    """The gates about the person are passed, that of consent as far as the topic is concerned."""
    others, consent = and_(*others_passed(asked)), consented(asked.consent)
    if not asked.topic:
        return if_kept(asked, KeptStanding.headline == FREE, and_(others, consent))
    return and_(if_kept(asked, KeptStanding.marks.bitwise_and(BEFORE_CONSENT) == 0, others), consent)


def headline(
    workspace: Workspace,
    *,
    at: datetime,
    topic: Topic | None = None,
    sending: Sending | None = None,
    instant: Any = None,
    exactly: bool = False,
) -> ColumnElement[str | None]:
    """The first barrier that fails, as `Barrier`'s value; NULL for who can be emailed."""
    asked = Question(workspace, at, topic, sending, instant=instant, exactly=exactly)
    found = list(_barriers(asked).values())
    if not answers(asked):
        return _headline(asked, found)
    hers = _BEFORE_CONSENT if topic else _BEFORE_CONSENT + 1
    told = if_kept(asked, _told(asked), _headline(asked, found[:hers]))
    own = func.nullif(func.coalesce(told, NOTHING), NOTHING)
    return func.coalesce(own, *found[hers:]) if found[hers:] else own


def _headline(asked: Question, found: Sequence[ColumnElement[str | None]]) -> ColumnElement[str | None]:
    first, later = found[:_BEFORE_CONSENT], found[_BEFORE_CONSENT:]
    # Most people pass the first gates, and that they do is found sooner than which one they do not.
    return case((and_(*others_passed(asked)), _first(later)), else_=func.coalesce(*first))


def _told(asked: Question) -> ColumnElement[str]:
    """The barrier that is kept, if it is one of a gate that no topic has a say in."""
    if asked.topic is None:
        return barrier()
    return case((KeptStanding.marks.bitwise_and(BEFORE_CONSENT) != 0, barrier()), else_=NOTHING)


def _first(found: Sequence[ColumnElement[str | None]]) -> ColumnElement[str | None]:
    if not found:
        return cast(null(), String)
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
        Gate.PRIMARY_EMAIL: case((~primary(well_formed()), _email_barrier())),
        Gate.NOT_SUPPRESSED: case((suppressed(), _suppression_barrier())),
        Gate.NOT_UNSUBSCRIBED: case(
            (unsubscribed(), _say(Barrier.UNSUBSCRIBED)), (paused(asked.moment), _say(Barrier.PAUSED))
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
        (~primary(), _say(Barrier.NO_EMAIL)),
        (~primary(hashed()), _say(Barrier.UNKNOWN)),
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


def _wants(topic: Topic) -> ColumnElement[bool]:
    return joined_topic(topic.id) if topic.opt_in else ~left_topic(topic.id)


def _topic_barrier(topic: Topic) -> ColumnElement[str | None]:
    left = (left_topic(topic.id), _say(Barrier.TOPIC_LEFT))
    if not topic.opt_in:
        return case(left, else_=null())
    return case(left, (~joined_topic(topic.id), _say(Barrier.TOPIC_NOT_JOINED)), else_=null())
