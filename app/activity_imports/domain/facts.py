"""What one row of a file says happened: a gift, a registration, or what became of a message.

A fact is known for ever by its `source` (the tool) and `key` (its number there). Amounts are minor units of
their currency; instants are aware. Nothing here says whether somebody may be written to.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftKind, GiftStatus, RegistrationStatus
from app.batches.domain.row_problems import CellProblem
from app.constituents.domain.record import Incoming


class FactKind(StrEnum):
    """What a file is about."""

    GIFTS = "gifts"
    REGISTRATIONS = "registrations"
    MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The person or organization a row names, as the matching and the adding of constituents take them.

    `incoming` has the name, one email at most, phones, addresses and the IDs in other systems, as far as
    they can be read; `left_out` are the cells of it that could not be, which keep nobody's gift waiting.
    `email` is what the file says, "" where it has none.
    """

    incoming: Incoming
    email: str = ""
    left_out: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftFact:
    """A gift as its tool tells it now, before fees.

    A row that takes money back from an earlier gift has a negative `amount` and names that gift by its key
    in `refund_of`. A tool that tells it on the row of the gift itself gives `refunded`: how much of
    `amount` was given back so far, and `refunded_on` when, if it says so.
    """

    source: str
    key: str
    who: Who
    amount: int
    currency: str
    received_on: date
    status: GiftStatus
    kind: GiftKind = GiftKind.ONE_OFF
    fund: str = ""
    campaign: str = ""
    appeal: str = ""
    method: str = ""
    note: str = ""
    anonymous: bool = False
    fee: int = 0
    refunded: int = 0
    refunded_on: date | None = None
    refund_of: str = ""

    @property
    def is_refund(self) -> bool:
        """Whether the row takes an earlier gift back, all of it or some."""
        return bool(self.refund_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFact:
    """The event that a registration is for; its key is "" where the file only names it."""

    source: str
    key: str
    name: str
    starts_at: datetime
    ends_at: datetime | None = None
    category: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFact:
    """A place at an event. `fee` is in minor units of `currency`; `guests` come beside the person.

    `says_fee` and `says_guests` tell a nought that the row states from a row that says nothing of it.
    """

    source: str
    key: str
    who: Who
    event: EventFact
    registered_at: datetime
    status: RegistrationStatus
    ticket: str = ""
    fee: int = 0
    currency: str = ""
    guests: int = 0
    note: str = ""
    checked_in_at: datetime | None = None
    says_fee: bool = False
    says_guests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFact:
    """The mailing that a message belongs to; its key is "" where the file only names it.

    It `is_dated` where somebody said when it was sent; else `sent_at` is what became of it first.
    """

    source: str
    key: str
    name: str
    sent_at: datetime
    subject: str = ""
    is_dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that became of a message. `key` tells it from every other of its source."""

    key: str
    kind: EmailEventKind
    at: datetime
    bounce: BounceKind | None = None
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFact:
    """What a row says became of one message to one person: at least one happening.

    `exact` is false where the file does not say when, and the time of the mailing stands for it.
    """

    source: str
    key: str
    who: Who
    campaign: CampaignFact
    happenings: tuple[Happening, ...]
    exact: bool = True

    @property
    def tightens(self) -> frozenset[EmailEventKind]:
        """What of it says no: an unsubscribe, a complaint, a bounce for good."""
        return frozenset(
            each.kind
            for each in self.happenings
            if each.kind in (EmailEventKind.UNSUBSCRIBED, EmailEventKind.COMPLAINED)
            or (each.kind is EmailEventKind.BOUNCED and each.bounce is BounceKind.PERMANENT)
        )


Fact = GiftFact | RegistrationFact | MailFact


@dataclass(frozen=True, slots=True)
class NotAFact:
    """A row of nothing to store, such as a payout: `cause` is a machine word, `detail` a sentence.

    It names somebody all the same, by whom the row is found when they are erased.
    """

    cause: str
    detail: str
    name: str = ""
    email: str = ""
    email_key: str = ""
