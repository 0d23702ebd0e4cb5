"""The ledger folded to what holds now. Rebuilding a projection is calling `project` again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from app.consent.domain.facts import Basis, EventKind, LedgerEvent, Party, SuppressionReason
from app.consent.domain.permissions import Allowed, Refused, may_add, may_lift
from app.consent.domain.standing import Consent, Joining, Recorded, Restriction


def project(events: Iterable[LedgerEvent], *, as_of: datetime | None = None) -> Recorded:
    """What these lines amount to, in the order of (at, sequence), up to and including the instant `as_of`.

    The order in which they are handed over and repetitions make no difference. A line that permits or lifts
    more than its party may is kept in the ledger and has no effect here; a restricting line always has one.
    """
    fold = _Fold()
    for event in in_order(event for event in events if as_of is None or event.at <= as_of):
        fold.take(event)
    return fold.recorded


def unfold(events: Iterable[LedgerEvent]) -> Iterator[tuple[LedgerEvent, Recorded]]:
    """Each line in the order in which it counts, with what all of them up to it amount to."""
    fold = _Fold()
    for event in in_order(events):
        fold.take(event)
        yield event, fold.recorded


def in_order(events: Iterable[LedgerEvent]) -> list[LedgerEvent]:
    """The lines in the order in which they count, each once."""
    distinct = {event.id: event for event in events}
    return sorted(distinct.values(), key=lambda each: (each.at, each.sequence, each.id))


@dataclass(slots=True)
class _Fold:
    restrictions: dict[int, Restriction] = field(default_factory=dict)
    consents: dict[int, Consent] = field(default_factory=dict)
    joinings: dict[int, Joining] = field(default_factory=dict)
    withdrawn: dict[int, dict[int, Consent]] = field(default_factory=dict)
    """The consents that each unsubscribe ended, by the line of the unsubscribe."""

    @property
    def recorded(self) -> Recorded:
        return Recorded(
            restrictions=tuple(self.restrictions.values()),
            consents=tuple(self.consents.values()),
            joinings=tuple(self.joinings.values()),
        )

    def take(self, event: LedgerEvent) -> None:
        match event.kind:
            case EventKind.CONSENT_GIVEN | EventKind.RESUBSCRIBED | EventKind.TOPIC_JOINED:
                self.permit(event)
            case EventKind.RESTRICTION_LIFTED:
                self.close(event, event.closes)
            case EventKind.CONSENT_WITHDRAWN:
                self.withdraw(event)
            case _:
                self.restrict(event)

    def restrict(self, event: LedgerEvent) -> None:
        self.restrictions[event.id] = Restriction(
            event=event.id,
            kind=_kind(event),
            since=event.at,
            party=event.party,
            source=event.source,
            subject=event.subject,
            address_key=event.address_key,
            reason=_reason(event),
            topic=event.topic,
            until=event.until,
        )
        # What staff recorded may prove a mistake and be lifted; a supporter's own also withdraws consent.
        if _kind(event) is EventKind.UNSUBSCRIBED and event.party is not Party.STAFF:
            hers = {key: each for key, each in self.consents.items() if each.subject == event.subject}
            self.consents = {key: each for key, each in self.consents.items() if key not in hers}
            self.withdrawn[event.id] = hers

    def withdraw(self, event: LedgerEvent) -> None:
        """End the consents given so far, for that topic or for all, and imply none before a new one."""
        self.restrict(event)
        self.consents = {
            key: each
            for key, each in self.consents.items()
            if each.subject != event.subject or event.topic not in (None, each.topic)
        }

    def permit(self, event: LedgerEvent) -> None:
        if isinstance(may_add(event.kind, event.party, evidence=event.evidence or event.statement), Refused):
            return
        if event.kind is EventKind.TOPIC_JOINED:
            self.join(event)
        else:
            self.consent(event)
        self.close(event, self.reopened(event))

    def consent(self, event: LedgerEvent) -> None:
        withdrawn = [key for key, each in self.restrictions.items() if _answers_withdrawal(event, each)]
        for key in withdrawn:
            del self.restrictions[key]
        self.consents[event.id] = Consent(
            event=event.id,
            since=event.at,
            basis=event.basis or Basis.EXPRESS,
            party=event.party,
            source=event.source,
            subject=event.subject,
            topic=event.topic,
            expires_at=event.expires_at,
            occasion=event.occasion,
        )

    def join(self, event: LedgerEvent) -> None:
        self.joinings[event.id] = Joining(
            event=event.id,
            since=event.at,
            topic=event.topic,
            party=event.party,
            source=event.source,
            subject=event.subject,
        )

    def reopened(self, event: LedgerEvent) -> list[int]:
        """The refusals that this yes answers: the person's own and those it names, of the kinds it can."""
        kinds = _ANSWERED.get(event.kind, frozenset())
        return [
            each.event
            for each in self.restrictions.values()
            if each.kind in kinds
            and each.topic == event.topic
            and (each.subject == event.subject or each.event in event.closes)
        ]

    def close(self, event: LedgerEvent, targets: Iterable[int]) -> None:
        for target in targets:
            found = self.restrictions.get(target)
            if found and isinstance(may_lift(found, event.party, reason=event.evidence), Allowed):
                del self.restrictions[target]
                if event.kind is EventKind.RESTRICTION_LIFTED and event.party is found.party:
                    self.give_back(target)

    def give_back(self, stop: int) -> None:
        """Who takes a stop of her own back stands as before it, but for what was taken back meanwhile."""
        withdrawals = [
            each for each in self.restrictions.values() if each.kind is EventKind.CONSENT_WITHDRAWN
        ]
        for key, consent in self.withdrawn.pop(stop, {}).items():
            if not any(_takes_back(each, consent) for each in withdrawals):
                self.consents[key] = consent


def _answers_withdrawal(event: LedgerEvent, found: Restriction) -> bool:
    """Whether a new consent covers what an earlier one of the same person was taken back for."""
    is_hers = found.kind is EventKind.CONSENT_WITHDRAWN and found.subject == event.subject
    return is_hers and event.topic in (None, found.topic)


def _takes_back(withdrawal: Restriction, consent: Consent) -> bool:
    """Whether a withdrawal ends this consent: it is about all mail, or about the same topic."""
    return withdrawal.subject == consent.subject and withdrawal.topic in (None, consent.topic)


_ANSWERED = {
    EventKind.RESUBSCRIBED: frozenset({EventKind.UNSUBSCRIBED, EventKind.PAUSED}),
    EventKind.TOPIC_JOINED: frozenset({EventKind.TOPIC_LEFT}),
}


def _kind(event: LedgerEvent) -> EventKind:
    """An address suppressed because it unsubscribed is unsubscribed, whichever way the line was written."""
    unsubscribed = event.kind is EventKind.SUPPRESSED and event.reason is SuppressionReason.UNSUBSCRIBE
    return EventKind.UNSUBSCRIBED if unsubscribed else event.kind


def _reason(event: LedgerEvent) -> SuppressionReason | None:
    match event.kind:
        case EventKind.BOUNCED:
            return SuppressionReason.HARD_BOUNCE
        case EventKind.COMPLAINED:
            return SuppressionReason.COMPLAINT
        case EventKind.UNSUBSCRIBED:
            return SuppressionReason.UNSUBSCRIBE
        case _:
            return event.reason
