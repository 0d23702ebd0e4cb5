"""What the ledger amounts to, and everything else that the decision about one person looks at."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.consent.domain.facts import Basis, EventKind, MarketingStatus, Occasion, Party, SuppressionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A restriction in force. `event` is the ledger line that made it; `until` is set for a pause only."""

    event: int
    kind: EventKind
    since: datetime
    party: Party
    source: str = ""
    subject: int | None = None
    address_key: str | None = None
    reason: SuppressionReason | None = None
    topic: int | None = None
    until: datetime | None = None

    def concerns(self, people: frozenset[int], address_key: str | None) -> bool:
        """Whether it stops mail to these records (one person's lineage) at this address.

        A restriction of a mailbox reaches everybody who shares the mailbox; one that is about the person
        follows her to any address; one whose address is not known holds for her whole record.
        """
        same_person = self.subject in people
        same_address = self.address_key is not None and self.address_key == address_key
        match self.kind:
            case (
                EventKind.DO_NOT_CONTACT_SET
                | EventKind.PAUSED
                | EventKind.TOPIC_LEFT
                | EventKind.CONSENT_WITHDRAWN
            ):
                return same_person
            case EventKind.UNSUBSCRIBED:
                return same_person or same_address
            case _:
                return same_address or (same_person and (self.address_key is None or self._follows_person))

    @property
    def _follows_person(self) -> bool:
        return self.reason is not None and self.reason.follows_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A recorded permission; `topic` None means all mail. It ends at `expires_at`, if ever."""

    event: int
    since: datetime
    basis: Basis
    party: Party
    source: str = ""
    subject: int | None = None
    topic: int | None = None
    expires_at: datetime | None = None
    occasion: Occasion | None = None

    def covers(self, topic: int | None) -> bool:
        """Whether it was given for this topic, or for everything."""
        return self.topic is None or self.topic == topic

    def valid_at(self, at: datetime) -> bool:
        """Whether it had been given and had not expired at that instant."""
        return self.since <= at and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """A topic that was joined."""

    event: int
    since: datetime
    topic: int | None
    party: Party
    source: str = ""
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a ledger amounts to: restrictions in force, consents not withdrawn and topics joined."""

    restrictions: tuple[Restriction, ...] = ()
    consents: tuple[Consent, ...] = ()
    joinings: tuple[Joining, ...] = ()

    def concerning(self, people: frozenset[int], address_key: str | None) -> "Recorded":
        """The part that concerns one person's records and her primary address: restrictions of all unite."""
        return replace(
            self,
            restrictions=tuple(each for each in self.restrictions if each.concerns(people, address_key)),
            consents=tuple(each for each in self.consents if each.subject in people),
            joinings=tuple(each for each in self.joinings if each.subject in people),
        )

    def of(self, *kinds: EventKind) -> tuple[Restriction, ...]:
        """The restrictions of these kinds, oldest first."""
        return tuple(each for each in self.restrictions if each.kind in kinds)

    def marketing_status(self, at: datetime) -> MarketingStatus:
        """Unsubscribed wins over any consent; subscribed means that a consent for all mail holds then."""
        if self.of(EventKind.UNSUBSCRIBED):
            return MarketingStatus.UNSUBSCRIBED
        if any(consent.topic is None and consent.valid_at(at) for consent in self.consents):
            return MarketingStatus.SUBSCRIBED
        return MarketingStatus.NO_CHOICE

    def topic_state(self, topic: int) -> Restriction | Joining | None:
        """How the person stands to a topic: left (which wins), joined, or never chose."""
        left = (each for each in self.of(EventKind.TOPIC_LEFT) if each.topic == topic)
        joined = (each for each in self.joinings if each.topic == topic)
        return next(left, None) or next(joined, None)


@dataclass(frozen=True, slots=True)
class Fact:
    """A yes or no about a record, with since when, by what source and a few words; None means not known."""

    holds: bool | None
    since: datetime | None = None
    source: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PrimaryEmail:
    """The active primary address of a record, as shown, and whether it is well formed (None: not known)."""

    address: str
    well_formed: bool | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason to leave somebody out of the mailing in question."""

    words: str
    since: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Dealing:
    """A day on which the person gave or registered, from which consent may be implied.

    One that a bulk import brought never `counts`: it is here to be said, and implies nothing.
    """

    occasion: Occasion
    on: date
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that the decision about one person looks at.

    `recorded` is already narrowed to this person and her address; `mailings` are the instants of earlier
    messages; `dealings` are settled gifts and registrations that are not cancelled, in any order. Whatever is
    None is not known, and what is not known never makes anybody eligible.
    """

    module: Fact
    deceased: Fact
    active: Fact
    email: PrimaryEmail | None
    recorded: Recorded | None
    exclusions: tuple[Exclusion, ...] | None = ()
    mailings: tuple[datetime, ...] | None = ()
    dealings: tuple[Dealing, ...] | None = ()
