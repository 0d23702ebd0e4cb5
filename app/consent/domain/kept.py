"""What is kept of a standing beside the person, so that a million people are asked at once: as numbers.

It is what `decide` says where no topic and no sending is asked about, and between which instants that holds.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.consent.domain.barrier import STANDING_GATES, Barrier, Gate
from app.consent.domain.consenting import ends_at
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.policy import Rules, lapses_on
from app.consent.domain.rules_json import rules_to_json
from app.consent.domain.standing import Recorded, Standing
from app.consent.domain.verdict import decide

_MEANING = 1
"""Rises whenever a number means something else or `decide` finds something else: then all is kept anew."""

FREE = 0
"""The headline of who can be emailed."""
HEADLINES = {barrier: number for number, barrier in enumerate(Barrier, 1)}
"""The first barrier as a number."""
_GATES = tuple(gate for gate in Gate if gate in STANDING_GATES)
GATE_MARKS = {gate: 1 << place for place, gate in enumerate(_GATES)}
"""A mark for each gate about the person that is not passed."""
BEFORE_CONSENT = sum(mark for gate, mark in GATE_MARKS.items() if gate is not Gate.CONSENT)
UNSUBSCRIBED = 1 << len(_GATES)
"""The marketing status is unsubscribed; the gate may also be closed by a pause."""
REASON_MARKS = {reason: 1 << len(_GATES) + 1 + place for place, reason in enumerate(SuppressionReason)}
"""A mark for each reason why she, or her primary address, is suppressed."""
_SUPPRESSING = (EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED)


@dataclass(frozen=True, slots=True)
class Kept:
    """The first barrier and all marks, from one instant until another; None is no limit."""

    headline: int
    marks: int
    holds_from: datetime | None = None
    holds_until: datetime | None = None


def kept(standing: Standing, *, rules: Rules, at: datetime) -> Kept:
    """What is kept of a standing that was read now, as it is at this instant."""
    verdict = decide(standing, rules=rules, topic=None, at=at)
    marks = sum(GATE_MARKS[result.gate] for result in verdict.barriers)
    if standing.recorded:
        marks += _marks(standing.recorded)
    turns = sorted(set(_turns(standing, rules)))
    return Kept(
        HEADLINES[verdict.headline] if verdict.headline else FREE,
        marks,
        max((each for each in turns if each <= at), default=None),
        min((each for each in turns if each > at), default=None),
    )


def _marks(recorded: Recorded) -> int:
    reasons = {each.reason for each in recorded.of(*_SUPPRESSING)}
    unsubscribed = UNSUBSCRIBED if recorded.of(EventKind.UNSUBSCRIBED) else 0
    return unsubscribed + sum(REASON_MARKS[reason] for reason in reasons if reason)


def _turns(standing: Standing, rules: Rules) -> Iterator[datetime]:
    """The instants at which time alone may change the verdict."""
    recorded = standing.recorded or Recorded()
    yield from (each.until for each in recorded.of(EventKind.PAUSED) if each.until)
    for consent in recorded.consents:
        if consent.topic is None:
            yield consent.since
            yield from (end for end in (consent.expires_at, ends_at(consent, rules)) if end)
    if rules.implied_months is None or not rules.implies:
        return
    for dealing in standing.dealings or ():
        if dealing.counts and dealing.occasion in rules.implied_by:
            yield rules.start(dealing.on)
            yield rules.start(lapses_on(dealing.on, rules.implied_months))


def edition(rules: Rules, *, has_module: bool) -> int:
    """A number that stands for everything a verdict depends on beside the person."""
    told = [
        *(_MEANING, rules.policy.value, str(rules.zone), has_module),
        {name: value for name, value in rules_to_json(rules).items() if name != "cap"},
    ]
    return int.from_bytes(sha256(json.dumps(told, sort_keys=True).encode()).digest()[:7])
