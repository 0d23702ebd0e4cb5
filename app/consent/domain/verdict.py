"""May we email this person about this topic, at this instant? And if not, why?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.consent.domain.barrier import RESTRICTIONS, STANDING_GATES, Barrier, Gate
from app.consent.domain.finding import Case, GateResult, Topic
from app.consent.domain.gates import check
from app.consent.domain.policy import FrequencyCap, Rules
from app.consent.domain.standing import Standing
from app.words import _


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision: every gate in order, passed or not. The headline is the first barrier, if any."""

    gates: tuple[GateResult, ...]

    @property
    def eligible(self) -> bool:
        return all(result.passed for result in self.gates)

    @property
    def headline(self) -> Barrier | None:
        return next((result.barrier for result in self.gates if result.barrier), None)

    @property
    def barriers(self) -> tuple[GateResult, ...]:
        """The gates that failed, in order."""
        return tuple(result for result in self.gates if not result.passed)

    @property
    def restraint(self) -> GateResult | None:
        """The first gate that a restriction of the person or her address closed; None where none did."""
        return next((result for result in self.barriers if result.barrier in RESTRICTIONS), None)

    @property
    def marketing_eligible(self) -> bool:
        """Whether the gates about the person alone are passed, whatever topic was asked about."""
        return self.passes(STANDING_GATES)

    @property
    def words(self) -> str:
        """The badge: "Can be emailed", or "Cannot be emailed: " and the headline."""
        return (
            _("Cannot be emailed: {label}", label=self.headline.label)
            if self.headline
            else _("Can be emailed")
        )

    def passes(self, gates: Iterable[Gate]) -> bool:
        """Whether all of these gates are passed."""
        wanted = frozenset(gates)
        return all(result.passed for result in self.gates if result.gate in wanted)


def decide(
    standing: Standing,
    *,
    rules: Rules,
    topic: Topic | None,
    at: datetime,
    caps: tuple[FrequencyCap, ...] | None = None,
) -> Verdict:
    """The verdict on (person, topic, instant), with all eleven gates listed.

    Whatever is not known fails its gate. `topic` None asks about the workspace's mail as a whole; `caps` are
    the limits of a sending, and without them its gates are not checked. Raises ValueError when `at` has no
    time zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    case = Case(standing, rules, topic, at, caps)
    return Verdict(tuple(check(gate, case) for gate in Gate))
