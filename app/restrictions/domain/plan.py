"""What a no about an address adds to what is known: only lines that restrict, and none twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.standing import Restriction
from app.restrictions.domain.reasons import Reason

_BY_KIND = {
    EventKind.UNSUBSCRIBED: Reason.UNSUBSCRIBED,
    EventKind.BOUNCED: Reason.BOUNCED,
    EventKind.COMPLAINED: Reason.COMPLAINED,
    EventKind.DO_NOT_CONTACT_SET: Reason.DO_NOT_CONTACT,
}
_BY_SUPPRESSION = {
    SuppressionReason.COMPLAINT: Reason.COMPLAINED,
    SuppressionReason.HARD_BOUNCE: Reason.BOUNCED,
    SuppressionReason.MANUAL: Reason.DO_NOT_CONTACT,
    SuppressionReason.IMPORTED: Reason.DO_NOT_CONTACT,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about addresses and the people who have them; addresses go by their keyed hash.

    `people` have the address today or had it; `returned` are those who subscribed again themselves, and when.
    """

    people: Mapping[str, tuple[int, ...]]
    of_people: set[tuple[Reason, int]] = field(default_factory=set)
    at_addresses: set[tuple[Reason, str]] = field(default_factory=set)
    returned: Mapping[int, datetime] = field(default_factory=dict)

    def learn(self, key: str, lines: Iterable["Wanted"]) -> None:
        """Take these lines about an address for written."""
        for each in lines:
            if each.person:
                self.of_people.add((each.reason, each.person))
            if each.names_address:
                self.at_addresses.add((each.reason, key))

    def came_back(self, person: int, at: datetime) -> bool:
        """Whether this person has subscribed again after that instant, which nobody else may overrule."""
        since = self.returned.get(person)
        return since is not None and since > at


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line for the ledger: about a person, or about the address alone where `person` is None."""

    reason: Reason
    person: int | None

    @property
    def kind(self) -> EventKind:
        """What the ledger calls it."""
        if self.reason is Reason.DO_NOT_CONTACT and self.person is None:
            return EventKind.SUPPRESSED
        return {reason: kind for kind, reason in _BY_KIND.items()}[self.reason]

    @property
    def suppression(self) -> SuppressionReason | None:
        """Why the address is suppressed, where the kind does not say so itself."""
        return SuppressionReason.IMPORTED if self.kind is EventKind.SUPPRESSED else None

    @property
    def names_address(self) -> bool:
        """Whether the line is about the address too: "do not contact" is about the person alone,
        and a second line keeps the address, as the file named it: somebody else may bring it later."""
        return self.kind is not EventKind.DO_NOT_CONTACT_SET

    @property
    def party(self) -> Party:
        """Who said so: "do not contact" is the organization's own decision, the rest came in the file."""
        return Party.STAFF if self.reason is Reason.DO_NOT_CONTACT else Party.IMPORT


def said_by(restrictions: Iterable[Restriction]) -> tuple[set[tuple[Reason, int]], set[tuple[Reason, str]]]:
    """What restrictions in force say already, of people and of addresses; an erased address has them all."""
    people: set[tuple[Reason, int]] = set()
    addresses: set[tuple[Reason, str]] = set()
    for each in restrictions:
        if each.reason is SuppressionReason.ERASED and each.address_key:
            addresses |= {(reason, each.address_key) for reason in Reason}
        reason = _reason_of(each)
        if reason is None:
            continue
        if each.subject and (each.kind is not EventKind.SUPPRESSED or reason is not Reason.DO_NOT_CONTACT):
            people.add((reason, each.subject))
        if each.address_key:
            addresses.add((reason, each.address_key))
    return people, addresses


def _reason_of(found: Restriction) -> Reason | None:
    known = _BY_KIND.get(found.kind)
    return known or (_BY_SUPPRESSION.get(found.reason) if found.reason else None)


def wanted(reasons: Iterable[Reason], key: str, known: Known, *, at: datetime) -> tuple[Wanted, ...]:
    """The lines that a no at that instant about this address still lacks; none where all is known."""
    return tuple(line for reason in sorted(reasons) for line in _wanted(reason, key, known, at))


def _wanted(reason: Reason, key: str, known: Known, at: datetime) -> list[Wanted]:
    people = known.people.get(key, ())
    about_address = [] if (reason, key) in known.at_addresses else [Wanted(reason, None)]
    if reason is Reason.BOUNCED or not people:
        return about_address
    lacking = [person for person in people if (reason, person) not in known.of_people]
    if reason is Reason.UNSUBSCRIBED and (back := {each for each in lacking if known.came_back(each, at)}):
        return [Wanted(reason, person) for person in lacking if person not in back]
    lines = [Wanted(reason, person) for person in lacking]
    return lines if any(line.names_address for line in lines) else [*lines, *about_address]
