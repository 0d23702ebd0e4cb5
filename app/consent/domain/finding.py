"""What a gate finds, and the question that it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import Party, SuppressionReason
from app.consent.domain.policy import FrequencyCap, Rules
from app.consent.domain.standing import Restriction, Standing
from app.words import _, dated


@dataclass(frozen=True, slots=True)
class Topic:
    """The interest group a message is about; an opt-in one must have been joined.

    An archived one is offered to nobody; who joined and who left it counts as before.
    """

    id: int
    name: str
    opt_in: bool
    archived: bool = False


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
    """The question: this person, under these rules, about this topic, at this instant.

    `caps` are the limits of a sending; None asks about no sending.
    """

    standing: Standing
    rules: Rules
    topic: Topic | None
    at: datetime
    caps: tuple[FrequencyCap, ...] | None


def unknown(gate: Gate, why: str = "") -> GateResult:
    """What is not known is not passed; `why` says more about it, if there is more to say."""
    return GateResult(gate, Barrier.UNKNOWN, why or _("not known, so not passed"))


def stopped(gate: Gate, barrier: Barrier, found: Sequence[Restriction], words: str) -> GateResult:
    """A gate that restrictions close; the earliest of them gives the date and the source."""
    first = min(found, key=lambda each: (each.since, each.event))
    return GateResult(gate, barrier, words, first.since, source_of(first.party, first.source), first.event)


def source_of(party: Party, source: str) -> str:
    """Who did it and by what, in words."""
    return f"{party.words}, {source}" if source else party.words


def day_of(instant: datetime, rules: Rules) -> str:
    """The day of an instant in the organization's time zone, as people write it."""
    return dated(rules.day(instant))
