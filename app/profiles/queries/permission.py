"""May we email this person, and what did they choose?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.facts import LedgerEvent
from app.consent.domain.standing import Joining, Recorded, Restriction
from app.consent.domain.verdict import Verdict, decide
from app.consent.models import InterestGroup
from app.consent.queries import InForce


@dataclass(frozen=True, slots=True)
class Choice:
    """One topic and how the person stands to it; `state` is None when they never chose."""

    topic: InterestGroup
    state: Restriction | Joining | None
    history: Sequence[LedgerEvent]

    @property
    def word(self) -> str:
        """Joined, Left or Never chose."""
        match self.state:
            case Joining():
                return "Joined"
            case Restriction():
                return "Left"
            case None:
                return "Never chose"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The verdict with all its gates, every topic in use, and the restrictions that staff may look at."""

    verdict: Verdict
    choices: Sequence[Choice]
    restrictions: Sequence[InForce]
    evidence: Mapping[int, str]
    """How staff knew, by line of the ledger."""


def preferences(workspace: Workspace, constituent_id: int, *, at: datetime) -> Preferences:
    """The verdict and the choices of one person, from one reading of their standing."""
    standing = consent.standings(workspace, [constituent_id])[constituent_id]
    recorded = standing.recorded or Recorded()
    events = consent.events_about(workspace.id, people=[constituent_id], address_keys=[])
    return Preferences(
        decide(standing, policy=consent.policy_of(workspace), topic=None, at=at),
        [
            Choice(topic, recorded.topic_state(topic.id), [each for each in events if each.topic == topic.id])
            for topic in consent.topics(workspace)
        ],
        consent.restrictions_of(workspace, constituent_id),
        {event.id: event.evidence for event in events if event.evidence},
    )
