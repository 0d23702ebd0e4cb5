"""One person's permission history: every line of the ledger that concerns her, and what held after each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.history import HistoryLine, history
from app.consent.domain.testimony import LABELS, testimony
from app.consent.queries import Evidence
from app.profiles.queries.person import Person


@dataclass(frozen=True, slots=True)
class Permissions:
    """The lines in the order in which they count, and what they were read from."""

    lines: Sequence[HistoryLine]
    evidence: Evidence

    def facts(self, line: HistoryLine, when: Callable[[datetime], str]) -> dict[str, str]:
        """What is known of one line."""
        return testimony(line, self.evidence.rows[line.event.id], self.evidence.addresses, when)


def permissions(workspace: Workspace, who: Person, day: Callable[[datetime], str]) -> Permissions:
    """Everything about this person, however old. `day` writes the date on which something ends."""
    found = consent.evidence_of(workspace, who.id)
    lines = history(
        found.events, people=found.people, keys=found.addresses.keys(), topics=found.topics, day=day
    )
    return Permissions(lines, found)


def table(found: Permissions, *, note: str) -> list[list[str]]:
    """The history as rows of a file, the head first; instants in UTC. The note is its last row."""
    rows = [list(found.facts(line, datetime.isoformat).values()) for line in found.lines]
    return [list(LABELS.values()), *rows, [note]]
