"""Since when somebody belongs to a topic or has left it, and how that came: read from the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.consent.domain.facts import EventKind, LedgerEvent
from app.consent.domain.finding import source_of
from app.consent.domain.projection import unfold
from app.consent.domain.standing import Joining, Restriction


@dataclass(frozen=True, slots=True)
class Stand:
    """How somebody stands to a topic: since when, by whom and by what, and how that is known."""

    has_left: bool
    since: datetime
    how: str
    evidence: str = ""


def stand(events: Iterable[LedgerEvent], topic: int) -> Stand | None:
    """How the person whom these lines are about stands to a topic; None for who never chose.

    Who joined, left and joined again belongs to it since the last joining. A leaving that was lifted, as it
    was a mistake, was none.
    """
    joined: LedgerEvent | None = None
    state: Restriction | Joining | None = None
    lines: dict[int, LedgerEvent] = {}
    for event, recorded in unfold(events):
        lines[event.id] = event
        before, state = state, recorded.topic_state(topic)
        begins = event.kind is EventKind.TOPIC_JOINED and not isinstance(before, Joining)
        if isinstance(state, Joining) and (begins or joined is None):
            joined = lines[state.event] if joined is None else event
    if isinstance(state, Restriction):
        return _stand(lines[state.event], has_left=True)
    return _stand(joined, has_left=False) if joined and state else None


def _stand(line: LedgerEvent, *, has_left: bool) -> Stand:
    return Stand(has_left, line.at, source_of(line.party, line.source), line.evidence)


# --- periods over which joins and leaves are counted


def months_back(today: date, count: int) -> list[date]:
    """The first days of the last `count` months, that of today among them, in order."""
    last = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last - count + 1, last + 1)]


def weeks_back(today: date, count: int) -> list[date]:
    """The first days of the last `count` spans of seven days, the last of which ends today, in order."""
    return [today - timedelta(days=7 * back - 1) for back in range(count, 0, -1)]
