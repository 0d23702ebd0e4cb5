"""The closed sets that describe permission to write to a person, and one event of its ledger."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.words import N_, _


class MarketingStatus(StrEnum):
    """Where a person stands with the workspace as a whole, apart from any topic."""

    UNSUBSCRIBED = "unsubscribed"
    SUBSCRIBED = "subscribed"
    NO_CHOICE = "no_choice"


class SuppressionReason(StrEnum):
    """Why an address may not be written to."""

    COMPLAINT = "complaint"
    OBJECTION = "objection"
    UNSUBSCRIBE = "unsubscribe"
    ERASED = "erased"
    HARD_BOUNCE = "hard_bounce"
    SOFT_BOUNCES = "soft_bounces"
    MANUAL = "manual"
    IMPORTED = "imported"
    HELD = "held"

    @property
    def follows_person(self) -> bool:
        """True when a new address does not end it, because it is about the person and not the mailbox."""
        return self not in _MAILBOX_ONLY

    @property
    def words(self) -> str:
        """The reason as something that happened, whoever told it."""
        return _REASON_WORDS[self]

    def told_by(self, party: "Party") -> str:
        """The reason as this party knows it: that a button was pressed is known to a sending service only."""
        marked = self is SuppressionReason.COMPLAINT and party is Party.PROVIDER
        return _("marked a message as spam") if marked else self.words


_MAILBOX_ONLY = frozenset(
    {
        SuppressionReason.HARD_BOUNCE,
        SuppressionReason.SOFT_BOUNCES,
        SuppressionReason.HELD,
        SuppressionReason.ERASED,
    }
)
_REASON_WORDS = {
    SuppressionReason.COMPLAINT: N_("complained about our mail"),
    SuppressionReason.OBJECTION: N_("objected to marketing"),
    SuppressionReason.UNSUBSCRIBE: N_("unsubscribed from all mail"),
    SuppressionReason.ERASED: N_("asked to be erased"),
    SuppressionReason.HARD_BOUNCE: N_("the address bounced for good"),
    SuppressionReason.SOFT_BOUNCES: N_("the address bounced several times in a row"),
    SuppressionReason.MANUAL: N_("suppressed by hand"),
    SuppressionReason.IMPORTED: N_("suppressed by an imported restriction"),
    SuppressionReason.HELD: N_("on hold because it replaced a suppressed address"),
}


class Party(StrEnum):
    """Who acted. What a party may do is decided by the kind of party, never by the door it came through."""

    SUPPORTER = "supporter"
    STAFF = "staff"
    IMPORT = "import"
    PROVIDER = "provider"
    SYSTEM = "system"

    @property
    def words(self) -> str:
        return _PARTY_WORDS[self]


_PARTY_WORDS = {
    Party.SUPPORTER: N_("by the supporter"),
    Party.STAFF: N_("by staff"),
    Party.IMPORT: N_("by an import"),
    Party.PROVIDER: N_("reported by the sending service"),
    Party.SYSTEM: N_("by Kith"),
}


class Basis(StrEnum):
    """On what ground a consent rests."""

    EXPRESS = "express"
    IMPLIED = "implied"
    SOFT_OPT_IN = "soft_opt_in"

    @property
    def words(self) -> str:
        return _BASIS_WORDS[self]


_BASIS_WORDS = {
    Basis.EXPRESS: N_("express"),
    Basis.IMPLIED: N_("implied"),
    Basis.SOFT_OPT_IN: N_("soft opt in"),
}


class Occasion(StrEnum):
    """On what occasion somebody's details were collected."""

    GIFT = "gift"
    REGISTRATION = "registration"
    MEMBERSHIP = "membership"
    PURCHASE = "purchase"
    ENQUIRY = "enquiry"
    FORM = "form"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The occasion, to follow "collected with"."""
        return _OCCASION_WORDS[self]


_OCCASION_WORDS = {
    Occasion.GIFT: N_("a gift"),
    Occasion.REGISTRATION: N_("a registration for an event"),
    Occasion.MEMBERSHIP: N_("a membership"),
    Occasion.PURCHASE: N_("a purchase"),
    Occasion.ENQUIRY: N_("an enquiry"),
    Occasion.FORM: N_("a sign-up form"),
    Occasion.OTHER: N_("something else"),
}


class EventKind(StrEnum):
    """What one line of the ledger records. No line is ever changed; lifting a restriction is a new line."""

    CONSENT_GIVEN = "consent_given"
    UNSUBSCRIBED = "unsubscribed"
    RESUBSCRIBED = "resubscribed"
    PAUSED = "paused"
    TOPIC_JOINED = "topic_joined"
    TOPIC_LEFT = "topic_left"
    DO_NOT_CONTACT_SET = "do_not_contact_set"
    SUPPRESSED = "suppressed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    RESTRICTION_LIFTED = "restriction_lifted"

    @property
    def restricts(self) -> bool:
        """True for the kinds that can only make fewer people mailable."""
        return self in RESTRICTING


RESTRICTING = frozenset(
    {
        EventKind.UNSUBSCRIBED,
        EventKind.PAUSED,
        EventKind.TOPIC_LEFT,
        EventKind.DO_NOT_CONTACT_SET,
        EventKind.SUPPRESSED,
        EventKind.BOUNCED,
        EventKind.COMPLAINED,
        EventKind.CONSENT_WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """One line of the append-only ledger.

    `subject` is the constituent it was recorded for (None when only the address is known), `address_key` the
    keyed hash of the address it concerns. `closes` names the restriction lines that a lift, a resubscription
    or a joining ends. `source` says by what it came (a form, "one-click link", "import 3, row 12"),
    `evidence` why, `occasion` how the details were collected.
    Raises ValueError when a field that its kind needs is missing or an instant has no time zone.
    """

    id: int
    sequence: int
    kind: EventKind
    at: datetime
    party: Party
    source: str = ""
    subject: int | None = None
    address_key: str | None = None
    topic: int | None = None
    reason: SuppressionReason | None = None
    basis: Basis | None = None
    occasion: Occasion | None = None
    statement: str = ""
    evidence: str = ""
    expires_at: datetime | None = None
    until: datetime | None = None
    closes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(instant and instant.tzinfo is None for instant in (self.at, self.expires_at, self.until)):
            raise ValueError("an instant needs a time zone")
        if self.subject is None and self.address_key is None:
            raise ValueError("an event concerns a person, an address or both")
        if lacking := _lacking(self):
            raise ValueError(f"{self.kind} needs {lacking}")


def _lacking(event: LedgerEvent) -> str:
    """The first field that this kind of event cannot do without and does not have, or an empty string."""
    needed = _NEEDED.get(event.kind, ())
    return next((field for field in needed if getattr(event, field) is None), "")


_NEEDED: dict[EventKind, tuple[str, ...]] = {
    EventKind.CONSENT_GIVEN: ("subject", "basis"),
    EventKind.RESUBSCRIBED: ("subject",),
    EventKind.PAUSED: ("subject", "until"),
    EventKind.TOPIC_JOINED: ("subject", "topic"),
    EventKind.TOPIC_LEFT: ("subject", "topic"),
    EventKind.DO_NOT_CONTACT_SET: ("subject",),
    EventKind.SUPPRESSED: ("reason",),
    EventKind.BOUNCED: ("address_key",),
    EventKind.CONSENT_WITHDRAWN: ("subject",),
}
