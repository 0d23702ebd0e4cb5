"""Facts on record, as rows of a file are compared with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain.facts import Fact, GiftFact, MailFact, RegistrationFact

Name = tuple[str, str]
"""The source and the key of a fact."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A gift or registration on record.

    `given_back` is what refunds took from a gift so far, and `credited` what others are thanked for, in minor
    units. It `is_bare` where its person was erased: nothing is written about her.
    """

    id: int
    person: int
    version: int
    values: Mapping[str, Any]
    kept: frozenset[str] = frozenset()
    given_back: int = 0
    credited: int = 0
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class InFile:
    """The row of a gift in the same file, and what is left of it.

    `person` is None where the row waits, and where it adds its person.
    """

    number: int
    person: int | None
    left: int
    currency: str
    waits: bool = False
    has_arrived: bool = True


@dataclass(slots=True)
class Records:
    """All that is on record of what some rows tell.

    `messages` has the person of each report on record; `abouts` the events or mailings by the key under which
    rows name them. `gifts` are those that refunds name, `in_file` their rows where they are not on record,
    `settled` the keys of those that ready rows of the file settle. `waiting` says where a fact waits already.
    """

    facts: dict[Name, OnRecord] = field(default_factory=dict)
    messages: dict[Name, int] = field(default_factory=dict)
    abouts: dict[str, int] = field(default_factory=dict)
    gifts: dict[Name, OnRecord] = field(default_factory=dict)
    in_file: dict[str, InFile] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    waiting: dict[Name, str] = field(default_factory=dict)

    def has_arrived(self, fact: GiftFact, gift: OnRecord) -> bool:
        """Whether the gift on record that a refund names is settled, or will be by its row in the file."""
        return gift.values["status"] is GiftStatus.SETTLED or fact.refund_of in self.settled

    def take(self, fact: GiftFact, amount: int) -> None:
        """Take this much from what is left of the gift that the fact names, for the rows that follow."""
        name = fact.source, fact.refund_of
        if gift := self.gifts.get(name):
            self.gifts[name] = replace(gift, given_back=gift.given_back + amount)
        elif row := self.in_file.get(fact.refund_of):
            self.in_file[fact.refund_of] = replace(row, left=row.left - amount)


@dataclass(frozen=True, slots=True)
class About:
    """The event or mailing that a fact belongs to, as it is shown and found again."""

    name: str = ""
    key: str = ""
    at: datetime | None = None

    @classmethod
    def of(cls, fact: Fact) -> Self:
        """What the fact belongs to; blank for a gift. Without a key of its own its name and day tell it.

        Where a file does not say when a mailing was sent, its name alone does.
        """
        match fact:
            case RegistrationFact(event=event):
                return cls(
                    event.name, event.key or f"{event.name} {event.starts_at.isoformat()}", event.starts_at
                )
            case MailFact(campaign=mailing):
                at = mailing.sent_at if mailing.is_dated or mailing.key else None
                day = f" {at.date().isoformat()}" if at else ""
                return cls(mailing.name, mailing.key or f"{mailing.name}{day}", at)
            case _:
                return cls()
