"""The eleven gates, one function each. What is not known is never passed."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.consenting import consent_gate
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.finding import Case, day_of, source_of, stopped, unknown
from app.consent.domain.finding import GateResult as GateResult
from app.consent.domain.finding import Topic as Topic
from app.consent.domain.policy import FrequencyCap as FrequencyCap
from app.consent.domain.sending import frequency, not_excluded
from app.consent.domain.standing import Fact, Recorded, Restriction
from app.words import _


def check(gate: Gate, case: Case) -> GateResult:
    """What this gate finds in this case."""
    return _CHECKS[gate](case)


def _module_on(case: Case) -> GateResult:
    return _fact(Gate.MODULE_ON, case.standing.module, True, Barrier.MODULE_OFF, (_("on"), _("off")))


def _not_deceased(case: Case) -> GateResult:
    words = (_("deceased"), _("not recorded as deceased"))
    return _fact(Gate.NOT_DECEASED, case.standing.deceased, False, Barrier.DECEASED, words)


def _active(case: Case) -> GateResult:
    return _fact(Gate.ACTIVE, case.standing.active, True, Barrier.INACTIVE, (_("active"), _("inactive")))


def _fact(gate: Gate, fact: Fact, wanted: bool, barrier: Barrier, words: tuple[str, str]) -> GateResult:
    """A gate that is one fact of the record; `words` say that it holds and that it does not."""
    if fact.holds is None:
        return unknown(gate, fact.words)
    said = words[0] if fact.holds else words[1]
    detail = f"{said}: {fact.words}" if fact.words else said
    return GateResult(gate, None if fact.holds is wanted else barrier, detail, fact.since, fact.source)


def _do_not_contact(case: Case, recorded: Recorded) -> GateResult:
    found = recorded.of(EventKind.DO_NOT_CONTACT_SET)
    if found:
        return stopped(Gate.NOT_DO_NOT_CONTACT, Barrier.DO_NOT_CONTACT, found, _("do not contact"))
    return GateResult(Gate.NOT_DO_NOT_CONTACT, None, _("no such restriction"))


def _primary_email(case: Case) -> GateResult:
    email = case.standing.email
    if email is None:
        return GateResult(Gate.PRIMARY_EMAIL, Barrier.NO_EMAIL, _("no active primary email address"))
    if email.well_formed is None:
        return unknown(Gate.PRIMARY_EMAIL)
    return GateResult(
        Gate.PRIMARY_EMAIL, None if email.well_formed else Barrier.MALFORMED_EMAIL, email.address
    )


def _not_suppressed(case: Case, recorded: Recorded) -> GateResult:
    found = recorded.of(EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED)
    if not found:
        return GateResult(Gate.NOT_SUPPRESSED, None, _("no such restriction"))
    gravest = min(map(_reason, found), key=list(SuppressionReason).index)
    first = [each for each in found if _reason(each) is gravest]
    said = dict.fromkeys(str(_reason(each).told_by(each.party)) for each in (*first, *found))
    found_there = stopped(Gate.NOT_SUPPRESSED, _suppression_barrier(gravest), first, "; ".join(said))
    return replace(found_there, reason=gravest)


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
        return stopped(gate, Barrier.UNSUBSCRIBED, found, _("unsubscribed from all mail"))
    ends = [each.until for each in recorded.of(EventKind.PAUSED) if each.until and case.at < each.until]
    if ends:
        pauses = [each for each in recorded.of(EventKind.PAUSED) if each.until == max(ends)]
        return stopped(
            gate, Barrier.PAUSED, pauses, _("paused until {day}", day=day_of(max(ends), case.rules))
        )
    return GateResult(gate, None, _("not unsubscribed"))


def _topic(case: Case, recorded: Recorded) -> GateResult:
    if case.topic is None:
        return GateResult(Gate.TOPIC, None, _("no topic asked about"))
    state, named = recorded.topic_state(case.topic.id), _named(case.topic)
    if isinstance(state, Restriction):
        return stopped(Gate.TOPIC, Barrier.TOPIC_LEFT, [state], _("left {topic}", topic=named))
    if state:
        source = source_of(state.party, state.source)
        return GateResult(Gate.TOPIC, None, _("joined {topic}", topic=named), state.since, source)
    if case.topic.opt_in:
        return GateResult(Gate.TOPIC, Barrier.TOPIC_NOT_JOINED, _("never joined {topic}", topic=named))
    return GateResult(Gate.TOPIC, None, _("did not leave {topic}", topic=named))


def _named(topic: Topic) -> str:
    return (
        _("“{name}”, which is archived and offered to nobody", name=topic.name)
        if topic.archived
        else f"“{topic.name}”"
    )


def _known(gate: Gate, look: Callable[[Case, Recorded], GateResult]) -> Callable[[Case], GateResult]:
    """A gate about what the ledger says; when that could not be read, it is not passed."""

    def checked(case: Case) -> GateResult:
        recorded = case.standing.recorded
        return unknown(gate) if recorded is None else look(case, recorded)

    return checked


_CHECKS: dict[Gate, Callable[[Case], GateResult]] = {
    Gate.MODULE_ON: _module_on,
    Gate.NOT_DECEASED: _not_deceased,
    Gate.ACTIVE: _active,
    Gate.NOT_DO_NOT_CONTACT: _known(Gate.NOT_DO_NOT_CONTACT, _do_not_contact),
    Gate.PRIMARY_EMAIL: _primary_email,
    Gate.NOT_SUPPRESSED: _known(Gate.NOT_SUPPRESSED, _not_suppressed),
    Gate.NOT_UNSUBSCRIBED: _known(Gate.NOT_UNSUBSCRIBED, _not_unsubscribed),
    Gate.CONSENT: _known(Gate.CONSENT, consent_gate),
    Gate.TOPIC: _known(Gate.TOPIC, _topic),
    Gate.NOT_EXCLUDED: not_excluded,
    Gate.FREQUENCY: frequency,
}
