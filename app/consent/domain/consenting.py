"""The gate of consent: which consent counts under the workspace's rules, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import Basis, EventKind, Occasion
from app.consent.domain.finding import Case, GateResult, day_of, source_of, stopped
from app.consent.domain.policy import Policy, Rules, lapses_on
from app.consent.domain.standing import Consent, Recorded, Restriction
from app.words import N_, _, dated

BY_RULE = N_("by a rule of the organization")


@dataclass(frozen=True, slots=True)
class Ground:
    """What consent rests on: one on record, or one that a gift or a registration implies."""

    words: str
    since: datetime
    ends: datetime | None
    source: str
    event: int | None = None

    def lasts_at(self, at: datetime) -> bool:
        """Whether it counts at that instant."""
        return self.since <= at and (self.ends is None or at < self.ends)


def consent_gate(case: Case, recorded: Recorded) -> GateResult:
    """Gate 8: somebody said yes, or the workspace does not ask for it.

    A no to just this topic stands above a yes to all mail: a later yes that covers it would have ended it.
    """
    topic = case.topic.id if case.topic else None
    taken_back = [each for each in recorded.of(EventKind.CONSENT_WITHDRAWN) if each.topic in (None, topic)]
    if about_it := [each for each in taken_back if each.topic]:
        return _taken_back(about_it)
    given = [each for each in recorded.consents if each.covers(topic) and each.since <= case.at]
    counting = [_recorded(each, case.rules) for each in given if counts(each, case.rules)]
    grounds = [*counting, *(() if taken_back else _implied(case))]
    lasting = [each for each in grounds if each.lasts_at(case.at)]
    if lasting:
        return _passed(_longest(lasting), case.rules)
    if taken_back:
        return _taken_back(taken_back)
    if case.rules.policy is Policy.OPT_OUT:
        return GateResult(Gate.CONSENT, None, _("consent is not asked for in this workspace"))
    if grounds:
        return _expired(max(grounds, key=lambda each: each.ends or each.since), case)
    return _none(given, case)


def _taken_back(found: Sequence[Restriction]) -> GateResult:
    return stopped(Gate.CONSENT, Barrier.CONSENT_WITHDRAWN, found, _("consent was withdrawn"))


def counts(consent: Consent, rules: Rules) -> bool:
    """Whether it counts at all: a soft opt-in only from the day and on the occasions that are named."""
    return consent.basis is not Basis.SOFT_OPT_IN or not why_not(consent, rules)


def why_not(consent: Consent, rules: Rules) -> str:
    """Why a soft opt-in does not count under these rules, in words; "" where it does."""
    since, occasions = rules.soft_opt_in_since, rules.soft_opt_in_by
    if since and rules.day(consent.since) < since:
        return _("the details were collected before {day}", day=dated(since))
    if not occasions or consent.occasion in occasions:
        return ""
    if consent.occasion is None:
        return _("it is not known on what occasion the details were collected")
    return _("the details were collected with {occasion}", occasion=consent.occasion.words)


def ends_at(consent: Consent, rules: Rules) -> datetime | None:
    """When a consent ends: on its own date or, an implied one, when it lapses, whichever comes first."""
    if consent.basis is not Basis.IMPLIED or rules.implied_months is None:
        return consent.expires_at
    lapse = rules.start(lapses_on(rules.day(consent.since), rules.implied_months))
    return min(lapse, consent.expires_at) if consent.expires_at else lapse


def _recorded(consent: Consent, rules: Rules) -> Ground:
    source = source_of(consent.party, consent.source)
    words = str(_CONSENTS[consent.basis])
    if consent.occasion:
        words = _(
            "{consent}, details collected with {occasion}", consent=words, occasion=consent.occasion.words
        )
    return Ground(words, consent.since, ends_at(consent, rules), source, consent.event)


def _implied(case: Case) -> Iterator[Ground]:
    """What the latest gift and the latest registration imply, where the rules say that they do."""
    for occasion, last, ends in _latest(case, counting=True):
        said = _IMPLIED[occasion].format(day=dated(last))
        yield Ground(said, case.rules.start(last), ends, BY_RULE)


def _latest(case: Case, *, counting: bool) -> Iterator[tuple[Occasion, date, datetime]]:
    """The last gift and the last registration up to that day, those that count or those of imports.

    Each with the instant at which what it implies ends, or would; none where the rules imply nothing.
    """
    rules, months = case.rules, case.rules.implied_months
    if not rules.implies or months is None:
        return
    today = rules.day(case.at)
    known = [each for each in case.standing.dealings or () if each.counts is counting and each.on <= today]
    for occasion in sorted(rules.implied_by):
        if last := max((each.on for each in known if each.occasion is occasion), default=None):
            yield occasion, last, rules.start(lapses_on(last, months))


def _with_uncounted(said: str, case: Case) -> str:
    """The same, and which gift or registration does not count as an import brought it, if one does not."""
    found = [each for each in _latest(case, counting=False) if case.at < each[2]]
    if not found:
        return said
    occasion, last, __ = max(found, key=lambda each: each[1:])
    return f"{said}; {_UNCOUNTED[occasion].format(day=dated(last))}"


def _passed(ground: Ground, rules: Rules) -> GateResult:
    words = ground.words
    if ground.ends:
        words = _("{consent}, until {day}", consent=words, day=day_of(ground.ends, rules))
    return GateResult(Gate.CONSENT, None, words, ground.since, ground.source, ground.event)


def _expired(ground: Ground, case: Case) -> GateResult:
    words = _with_uncounted(_("{consent} has expired", consent=ground.words), case)
    return GateResult(Gate.CONSENT, Barrier.CONSENT_EXPIRED, words, ground.ends, ground.source, ground.event)


def _none(given: Sequence[Consent], case: Case) -> GateResult:
    """No consent that counts; if there is one that does not count, why it does not."""
    if not given:
        words = _with_uncounted(_("no consent on record"), case)
        return GateResult(Gate.CONSENT, Barrier.NO_CONSENT, words)
    last = given[-1]
    words = _("soft opt-in does not count: {reason}", reason=why_not(last, case.rules))
    words = _with_uncounted(words, case)
    source = source_of(last.party, last.source)
    return GateResult(Gate.CONSENT, Barrier.NO_CONSENT, words, last.since, source, last.event)


def _longest(grounds: Sequence[Ground]) -> Ground:
    """The one that lasts longest; of those without an end the latest."""
    return max(grounds, key=lambda each: (each.ends is None, each.ends or each.since, each.since))


_CONSENTS = {
    Basis.EXPRESS: N_("express consent"),
    Basis.IMPLIED: N_("implied consent"),
    Basis.SOFT_OPT_IN: N_("soft opt in consent"),
}
_IMPLIED = {
    Occasion.GIFT: N_("consent implied by the last gift of {day}"),
    Occasion.REGISTRATION: N_("consent implied by the last registration of {day}"),
}
_UNCOUNTED = {
    Occasion.GIFT: N_("the gift of {day} came by import, and what an import brings implies none"),
    Occasion.REGISTRATION: N_(
        "the registration of {day} came by import, and what an import brings implies none"
    ),
}
