"""Who got, opened and clicked the mailings of a year; an open that a machine made is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.activity.domain.outcomes import Outcome
from app.reports.domain.spans import Span


class Readers(StrEnum):
    """The people behind the numbers of email."""

    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    CLICKED = "clicked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    NEVER_OPENED = "never_opened"
    UNSUBSCRIBED = "unsubscribed"
    ADDED = "added"


OF_OUTCOME = {
    Readers.DELIVERED: Outcome.DELIVERED,
    Readers.OPENED: Outcome.OPENED,
    Readers.CLICKED: Outcome.CLICKED,
    Readers.BOUNCED: Outcome.BOUNCED,
    Readers.COMPLAINED: Outcome.COMPLAINED,
}
"""Numbers that ask for one part of what became of a message."""

OF_MAIL = (Readers.SENT, *OF_OUTCOME, Readers.NEVER_OPENED)


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `on` is the day in the workspace on which its campaign began."""

    person: int
    on: date
    outcome: Outcome


def readers(messages: Iterable[Message], span: Span) -> dict[Readers, set[int]]:
    """The people of each number about the campaigns of these days."""
    now = [message for message in messages if message.on in span]
    found = {who: {each.person for each in now if part in each.outcome} for who, part in OF_OUTCOME.items()}
    active = found[Readers.OPENED] | found[Readers.CLICKED]
    return {
        Readers.SENT: {each.person for each in now},
        **found,
        Readers.NEVER_OPENED: found[Readers.DELIVERED] - active,
    }
