"""The gate of consent as SQL. `domain.consenting` says the same of one person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, literal, null, or_, true

from app.activity.models import Donation, Registration
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import Basis, EventKind, Occasion
from app.consent.domain.finding import Topic
from app.consent.domain.policy import Policy, Rules, oldest_that_lasts
from app.consent.models import ConsentInForce, RestrictionInForce
from app.consent.queries.dealings import KEPT, SETTLED
from app.constituents.models import Constituent


@dataclass(frozen=True, slots=True)
class Asked:
    """Which consent is looked for: under which rules, about what, when.

    `instant` is `at` as it stands in the statement: the same, or a parameter of one that is kept. `imported`
    asks what would be if gifts and registrations of imports counted, which they never do: only to say it.
    """

    rules: Rules
    topic: Topic | None
    at: datetime
    instant: Any
    imported: bool = False

    @property
    def oldest(self) -> datetime | None:
        """The earliest instant of which what happened then still counts; None where nothing lapses."""
        months = self.rules.implied_months
        if months is None:
            return None
        return self.rules.start(oldest_that_lasts(self.rules.day(self.at), months))


def consented(asked: Asked) -> ColumnElement[bool]:
    """Consent is on record or implied and lasts, or is not asked for, and was not taken back."""
    given = _given(asked, _lasting(asked))
    unsaid = true() if asked.rules.policy is Policy.OPT_OUT else _dealt(asked, asked.oldest)
    found = or_(given, and_(unsaid, ~withdrawn(asked)))
    return and_(~_withdrawn(RestrictionInForce.topic_id == asked.topic.id), found) if asked.topic else found


def consent_barrier(asked: Asked) -> ColumnElement[str | None]:
    """Why this gate is not passed, as `Barrier`'s value; NULL where it is."""
    passed = (consented(asked), null())
    taken_back = literal(Barrier.CONSENT_WITHDRAWN.value)
    if asked.rules.policy is Policy.OPT_OUT:
        return case(passed, else_=taken_back)
    ever = or_(_given(asked), _dealt(asked, None))
    return case(
        passed,
        (withdrawn(asked), taken_back),
        (ever, literal(Barrier.CONSENT_EXPIRED.value)),
        else_=literal(Barrier.NO_CONSENT.value),
    )


def withdrawn(asked: Asked) -> ColumnElement[bool]:
    """Consent for all mail, or for this topic, was taken back and not given anew."""
    return _withdrawn(_about(RestrictionInForce.topic_id, asked))


def _withdrawn(what: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        RestrictionInForce.workspace_id == Constituent.workspace_id,
        RestrictionInForce.subject_id == Constituent.id,
        RestrictionInForce.gate == Gate.CONSENT,
        RestrictionInForce.kind == EventKind.CONSENT_WITHDRAWN,
        what,
    )
    return found.correlate(Constituent)


def _about(topic_id: Any, asked: Asked) -> ColumnElement[bool]:
    everything: ColumnElement[bool] = topic_id.is_(None)
    return or_(everything, topic_id == asked.topic.id) if asked.topic else everything


def _lasting(asked: Asked) -> ColumnElement[bool]:
    """It has not ended by its own date, nor lapsed."""
    open_ended = or_(ConsentInForce.expires_at.is_(None), ConsentInForce.expires_at > asked.instant)
    if asked.oldest is None:
        return open_ended
    kept = or_(ConsentInForce.basis != Basis.IMPLIED, ConsentInForce.since >= asked.oldest)
    return and_(open_ended, kept)


def _given(asked: Asked, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A consent that counts and covers the topic, or all mail, was on record at that instant."""
    found = exists().where(
        ConsentInForce.workspace_id == Constituent.workspace_id,
        ConsentInForce.subject_id == Constituent.id,
        _about(ConsentInForce.topic_id, asked),
        ConsentInForce.since <= asked.instant,
        *_counting(asked.rules),
        *conditions,
    )
    return found.correlate(Constituent)


def _counting(rules: Rules) -> list[ColumnElement[bool]]:
    """A soft opt-in counts only from the day and on the occasions that the rules name."""
    other = ConsentInForce.basis != Basis.SOFT_OPT_IN
    found = []
    if rules.soft_opt_in_since:
        found.append(or_(other, ConsentInForce.since >= rules.start(rules.soft_opt_in_since)))
    if rules.soft_opt_in_by:
        found.append(or_(other, ConsentInForce.occasion.in_(sorted(rules.soft_opt_in_by))))
    return found


def _dealt(asked: Asked, oldest: datetime | None) -> ColumnElement[bool]:
    """A gift or a registration up to that day, not before `oldest` and of no import, implies consent."""
    if not asked.rules.implies:
        return false()
    tomorrow = asked.rules.day(asked.at) + timedelta(days=1)
    found = []
    if Occasion.GIFT in asked.rules.implied_by:
        recent = Donation.received_on >= asked.rules.day(oldest) if oldest else true()
        found.append(_has(Donation, SETTLED, Donation.received_on < tomorrow, recent, *_own(Donation, asked)))
    if Occasion.REGISTRATION in asked.rules.implied_by:
        recent = Registration.registered_at >= oldest if oldest else true()
        before = Registration.registered_at < asked.rules.start(tomorrow)
        found.append(_has(Registration, KEPT, before, recent, *_own(Registration, asked)))
    return or_(false(), *found)


def _own(table: Any, asked: Asked) -> list[ColumnElement[bool]]:
    """What a bulk import brought implies nothing."""
    return [] if asked.imported else [table.implies_consent.is_(True)]


def _has(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        table.workspace_id == Constituent.workspace_id, table.constituent_id == Constituent.id, *conditions
    )
    return found.correlate(Constituent)
