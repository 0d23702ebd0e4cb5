"""The gates about one sending: who is left out of it, and how often people were emailed lately."""

from datetime import datetime, timedelta

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.finding import Case, GateResult, unknown
from app.consent.domain.policy import FrequencyCap
from app.words import N_, _, plural

NOT_CHECKED = N_("asked of one mailing, in an audience check")
"""What these gates say where no sending is asked about."""


def not_excluded(case: Case) -> GateResult:
    """Gate 10: the sending leaves her in."""
    exclusions = case.standing.exclusions
    if case.caps is None:
        return GateResult(Gate.NOT_EXCLUDED, None, NOT_CHECKED)
    if exclusions is None:
        return unknown(Gate.NOT_EXCLUDED)
    if exclusions:
        words = "; ".join(each.words for each in exclusions)
        first = exclusions[0]
        return GateResult(Gate.NOT_EXCLUDED, Barrier.EXCLUDED, words, first.since, first.source)
    return GateResult(Gate.NOT_EXCLUDED, None, _("not excluded"))


def frequency(case: Case) -> GateResult:
    """Gate 11: she got fewer messages lately than each of the limits allows."""
    if case.caps is None:
        return GateResult(Gate.FREQUENCY, None, NOT_CHECKED)
    if not case.caps:
        return GateResult(Gate.FREQUENCY, None, _("no limit set"))
    if case.standing.mailings is None:
        return unknown(Gate.FREQUENCY)
    found = [_under(cap, case.at, case.standing.mailings) for cap in case.caps]
    return next((each for each in found if not each.passed), found[0])


def _under(cap: FrequencyCap, at: datetime, mailings: tuple[datetime, ...]) -> GateResult:
    start = at - timedelta(days=cap.days)
    recent = [sent for sent in mailings if start < sent <= at]
    barrier = Barrier.TOO_OFTEN if len(recent) >= cap.messages else None
    words = plural(
        cap.days,
        "{sent} in the last day, at most {most} allowed",
        "{sent} in the last {n} days, at most {most} allowed",
        sent=len(recent),
        most=cap.messages,
    )
    return GateResult(Gate.FREQUENCY, barrier, words, max(recent, default=None))
