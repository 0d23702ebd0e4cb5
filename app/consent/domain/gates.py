"""The eleven gates, one function each. What is not known is never passed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.policy import Policy
from app.consent.domain.standing import Consent, Fact, Recorded, Restriction, Standing


@dataclass(frozen=True, slots=True)
class Topic:
    """The interest group a message is about; an opt-in one must have been joined."""

    id: int
    name: str
    opt_in: bool


@dataclass(frozen=True, slots=True)
class FrequencyCap:
    """At most so many messages in any so many days."""

    messages: int
    days: int


@dataclass(frozen=True, slots=True)
class GateResult:
    """What one gate found. `barrier` is None when it is passed; `detail` is for people.

    `event` is the line of the ledger that decided, if one did; `reason` says why the address is suppressed.
    """

    gate: Gate
    barrier: Barrier | None
    detail: str
    since: datetime | None = None
    source: str = ""
    event: int | None = field(default=None, compare=False)
    reason: SuppressionReason | None = None

    @property
    def passed(self) -> bool:
        return self.barrier is None


@dataclass(frozen=True, slots=True)
class Case:
    """The question: this person, under this policy, about this topic, at this instant."""

    standing: Standing
    policy: Policy
    topic: Topic | None
    at: datetime
    cap: FrequencyCap | None


def check(gate: Gate, case: Case) -> GateResult:
    """What this gate finds in this case."""
    return _CHECKS[gate](case)


def _module_on(case: Case) -> GateResult:
    return _fact(Gate.MODULE_ON, case.standing.module, True, Barrier.MODULE_OFF, ("on", "off"))


def _not_deceased(case: Case) -> GateResult:
    words = ("deceased", "not recorded as deceased")
    return _fact(Gate.NOT_DECEASED, case.standing.deceased, False, Barrier.DECEASED, words)


def _active(case: Case) -> GateResult:
    return _fact(Gate.ACTIVE, case.standing.active, True, Barrier.INACTIVE, ("active", "inactive"))


def _fact(gate: Gate, fact: Fact, wanted: bool, barrier: Barrier, words: tuple[str, str]) -> GateResult:
    """A gate that is one fact of the record; `words` say that it holds and that it does not."""
    if fact.holds is None:
        return _unknown(gate)
    said = words[0] if fact.holds else words[1]
    detail = f"{said}: {fact.words}" if fact.words else said
    return GateResult(gate, None if fact.holds is wanted else barrier, detail, fact.since, fact.source)


def _unknown(gate: Gate) -> GateResult:
    return GateResult(gate, Barrier.UNKNOWN, "not known, so not passed")


def _do_not_contact(case: Case, recorded: Recorded) -> GateResult:
    found = recorded.of(EventKind.DO_NOT_CONTACT_SET)
    if found:
        return _stopped(Gate.NOT_DO_NOT_CONTACT, Barrier.DO_NOT_CONTACT, found, "do not contact")
    return GateResult(Gate.NOT_DO_NOT_CONTACT, None, "no such restriction")


def _primary_email(case: Case) -> GateResult:
    email = case.standing.email
    if email is None:
        return GateResult(Gate.PRIMARY_EMAIL, Barrier.NO_EMAIL, "no active primary email address")
    if email.well_formed is None:
        return _unknown(Gate.PRIMARY_EMAIL)
    return GateResult(
        Gate.PRIMARY_EMAIL, None if email.well_formed else Barrier.MALFORMED_EMAIL, email.address
    )


def _not_suppressed(case: Case, recorded: Recorded) -> GateResult:
    found = recorded.of(EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED)
    if not found:
        return GateResult(Gate.NOT_SUPPRESSED, None, "no such restriction")
    gravest = min(map(_reason, found), key=list(SuppressionReason).index)
    said = dict.fromkeys(reason.words for reason in (gravest, *map(_reason, found)))
    first = [each for each in found if _reason(each) is gravest]
    stopped = _stopped(Gate.NOT_SUPPRESSED, _suppression_barrier(gravest), first, "; ".join(said))
    return replace(stopped, reason=gravest)


def _reason(restriction: Restriction) -> SuppressionReason:
    return restriction.reason or SuppressionReason.MANUAL


def _suppression_barrier(reason: SuppressionReason) -> Barrier:
    match reason:
        case SuppressionReason.COMPLAINT:
            return Barrier.COMPLAINED
        case SuppressionReason.HARD_BOUNCE | SuppressionReason.SOFT_BOUNCES:
            return Barrier.BOUNCED
        case (
            SuppressionReason.OBJECTION
            | SuppressionReason.UNSUBSCRIBE
            | SuppressionReason.ERASED
            | SuppressionReason.MANUAL
            | SuppressionReason.IMPORTED
            | SuppressionReason.HELD
        ):
            return Barrier.SUPPRESSED
        case _:
            assert_never(reason)


def _not_unsubscribed(case: Case, recorded: Recorded) -> GateResult:
    gate = Gate.NOT_UNSUBSCRIBED
    if found := recorded.of(EventKind.UNSUBSCRIBED):
        return _stopped(gate, Barrier.UNSUBSCRIBED, found, "unsubscribed from all mail")
    ends = [each.until for each in recorded.of(EventKind.PAUSED) if each.until and case.at < each.until]
    if ends:
        pauses = [each for each in recorded.of(EventKind.PAUSED) if each.until == max(ends)]
        return _stopped(gate, Barrier.PAUSED, pauses, f"paused until {_day(max(ends))}")
    return GateResult(gate, None, "not unsubscribed")


def _consent(case: Case, recorded: Recorded) -> GateResult:
    topic = case.topic.id if case.topic else None
    given = [each for each in recorded.consents if each.covers(topic) and each.since <= case.at]
    valid = [each for each in given if each.valid_at(case.at)]
    if valid:
        return _consented(valid[-1], None, f"{valid[-1].basis.words} consent")
    if case.policy is Policy.OPT_OUT:
        return GateResult(Gate.CONSENT, None, "consent is not asked for in this workspace")
    if given:
        latest = max(given, key=lambda each: each.expires_at or each.since)
        return _consented(latest, Barrier.CONSENT_EXPIRED, f"{latest.basis.words} consent has expired")
    return GateResult(Gate.CONSENT, Barrier.NO_CONSENT, "no consent on record")


def _consented(consent: Consent, barrier: Barrier | None, words: str) -> GateResult:
    ends = f", until {_day(consent.expires_at)}" if consent.expires_at and not barrier else ""
    since = consent.expires_at if barrier else consent.since
    source = _source(consent.party, consent.source)
    return GateResult(Gate.CONSENT, barrier, words + ends, since, source, consent.event)


def _topic(case: Case, recorded: Recorded) -> GateResult:
    if case.topic is None:
        return GateResult(Gate.TOPIC, None, "no topic asked about")
    state = recorded.topic_state(case.topic.id)
    if isinstance(state, Restriction):
        return _stopped(Gate.TOPIC, Barrier.TOPIC_LEFT, [state], f"left “{case.topic.name}”")
    if state:
        source = _source(state.party, state.source)
        return GateResult(Gate.TOPIC, None, f"joined “{case.topic.name}”", state.since, source)
    if case.topic.opt_in:
        return GateResult(Gate.TOPIC, Barrier.TOPIC_NOT_JOINED, f"never joined “{case.topic.name}”")
    return GateResult(Gate.TOPIC, None, f"did not leave “{case.topic.name}”")


def _not_excluded(case: Case) -> GateResult:
    exclusions = case.standing.exclusions
    if exclusions is None:
        return _unknown(Gate.NOT_EXCLUDED)
    if exclusions:
        words = "; ".join(each.words for each in exclusions)
        first = exclusions[0]
        return GateResult(Gate.NOT_EXCLUDED, Barrier.EXCLUDED, words, first.since, first.source)
    return GateResult(Gate.NOT_EXCLUDED, None, "not excluded")


def _frequency(case: Case) -> GateResult:
    if case.cap is None:
        return GateResult(Gate.FREQUENCY, None, "no limit set")
    if case.standing.mailings is None:
        return _unknown(Gate.FREQUENCY)
    start = case.at - timedelta(days=case.cap.days)
    recent = [sent for sent in case.standing.mailings if start < sent <= case.at]
    barrier = Barrier.TOO_OFTEN if len(recent) >= case.cap.messages else None
    words = f"{len(recent)} in the last {case.cap.days} days, at most {case.cap.messages} allowed"
    return GateResult(Gate.FREQUENCY, barrier, words, max(recent, default=None))


def _stopped(gate: Gate, barrier: Barrier, found: Sequence[Restriction], words: str) -> GateResult:
    """A gate that restrictions close; the earliest of them gives the date and the source."""
    first = min(found, key=lambda each: (each.since, each.event))
    return GateResult(gate, barrier, words, first.since, _source(first.party, first.source), first.event)


def _source(party: Party, source: str) -> str:
    return f"{party.words}, {source}" if source else party.words


def _day(instant: datetime) -> str:
    return f"{instant.day} {instant:%b %Y}"


def _known(gate: Gate, look: Callable[[Case, Recorded], GateResult]) -> Callable[[Case], GateResult]:
    """A gate about what the ledger says; when that could not be read, it is not passed."""

    def checked(case: Case) -> GateResult:
        recorded = case.standing.recorded
        return _unknown(gate) if recorded is None else look(case, recorded)

    return checked


_CHECKS: dict[Gate, Callable[[Case], GateResult]] = {
    Gate.MODULE_ON: _module_on,
    Gate.NOT_DECEASED: _not_deceased,
    Gate.ACTIVE: _active,
    Gate.NOT_DO_NOT_CONTACT: _known(Gate.NOT_DO_NOT_CONTACT, _do_not_contact),
    Gate.PRIMARY_EMAIL: _primary_email,
    Gate.NOT_SUPPRESSED: _known(Gate.NOT_SUPPRESSED, _not_suppressed),
    Gate.NOT_UNSUBSCRIBED: _known(Gate.NOT_UNSUBSCRIBED, _not_unsubscribed),
    Gate.CONSENT: _known(Gate.CONSENT, _consent),
    Gate.TOPIC: _known(Gate.TOPIC, _topic),
    Gate.NOT_EXCLUDED: _not_excluded,
    Gate.FREQUENCY: _frequency,
}
