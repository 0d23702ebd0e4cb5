"""The one vocabulary that what five services report is put into."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.consent.domain.facts import EventKind, SuppressionReason
from app.words import N_


class Stop(StrEnum):
    """Why a report stops mail. There is no word for the opposite: nothing that comes in ever lifts."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    TOPIC = "topic"
    BLOCKED = "blocked"

    @property
    def kind(self) -> EventKind:
        """The line it makes in the ledger."""
        return _LINES[self][0]

    @property
    def reason(self) -> SuppressionReason | None:
        """The reason of that line, where its kind needs one."""
        return _LINES[self][1]

    @property
    def follows_person(self) -> bool:
        """Whether it is about who reads the mailbox, and not about the mailbox alone."""
        return self in (Stop.COMPLAINT, Stop.UNSUBSCRIBE, Stop.TOPIC)

    @property
    def words(self) -> str:
        """What was reported, after the name of the service."""
        return _WORDS[self]


_LINES: dict[Stop, tuple[EventKind, SuppressionReason | None]] = {
    Stop.BOUNCE: (EventKind.BOUNCED, None),
    Stop.COMPLAINT: (EventKind.COMPLAINED, None),
    Stop.UNSUBSCRIBE: (EventKind.UNSUBSCRIBED, None),
    Stop.TOPIC: (EventKind.TOPIC_LEFT, None),
    Stop.BLOCKED: (EventKind.SUPPRESSED, SuppressionReason.MANUAL),
}
_WORDS = {
    Stop.BOUNCE: N_("the address does not work"),
    Stop.COMPLAINT: N_("a message was marked as spam"),
    Stop.UNSUBSCRIBE: "unsubscribed",
    Stop.TOPIC: N_("left one kind of mail"),
    Stop.BLOCKED: N_("somebody told the service to send nothing there"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a service says of one address.

    `key` is its own id of the report, the same however often it is sent. `kind` is None when it is about no
    message. `topic` is the service's name of the part of all mail that was left; "" means all of it.
    `resumes` says that mail was allowed again there, which staff are told and nothing else. `lookup` is the
    lookup ID that was sent along, `campaign` what the mailing is called there, `reason` its own words.
    """

    key: str
    address: str
    at: datetime
    kind: EmailEventKind | None = None
    stop: Stop | None = None
    bounce: BounceKind | None = None
    machine: bool = False
    resumes: bool = False
    topic: str = ""
    message: str = ""
    campaign: str = ""
    lookup: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part that says nothing Kith keeps, and why not."""

    why: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part that is not what this service sends, and what is wrong with it."""

    why: str


Item: TypeAlias = Report | Ignored | Unreadable


@dataclass(frozen=True, slots=True)
class Reading:
    """What one call holds, item by item."""

    items: tuple[Item, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """What can be used."""
        return tuple(item for item in self.items if isinstance(item, Report))

    @property
    def problem(self) -> str:
        """What could not be read, in a sentence; "" when all could."""
        whys = [item.why for item in self.items if isinstance(item, Unreadable)]
        return whys[0] if whys else ""

    @property
    def ignored(self) -> tuple[str, ...]:
        """Why the rest was left out, each reason once."""
        return tuple(dict.fromkeys(item.why for item in self.items if isinstance(item, Ignored)))


def nothing(why: str) -> Reading:
    """A call that cannot be read at all."""
    return Reading((Unreadable(why),))
