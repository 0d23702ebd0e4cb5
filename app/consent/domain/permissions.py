"""Who may add what to the ledger, and who may lift a restriction."""

from dataclasses import dataclass
from typing import Protocol, assert_never

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.words import _


@dataclass(frozen=True, slots=True)
class Allowed:
    """The act is allowed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The act is not allowed; `why` is a sentence for staff."""

    why: str


class Liftable(Protocol):
    """What the rule of lifting looks at in a restriction."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def party(self) -> Party: ...
    @property
    def reason(self) -> SuppressionReason | None: ...


_FINAL = frozenset({SuppressionReason.COMPLAINT, SuppressionReason.OBJECTION, SuppressionReason.ERASED})


def may_add(kind: EventKind, by: Party, *, evidence: str = "") -> Allowed | Refused:
    """Whether this party may record this kind of event.

    Anybody may restrict. Consent and joining a topic need evidence unless the supporter acts in person; an
    import may state a documented basis for consent, and nothing else; services and background work permit
    nothing.
    Lifting has a rule of its own, `may_lift`.
    """
    if kind.restricts or by is Party.SUPPORTER:
        return Allowed()
    if kind is EventKind.RESUBSCRIBED:
        return Refused(_("Only the supporter can subscribe again."))
    if by is Party.STAFF or (by is Party.IMPORT and kind is EventKind.CONSENT_GIVEN):
        return (
            Allowed() if evidence.strip() else Refused(_("Say how you know: a form, a letter, a phone call."))
        )
    return Refused(_("Imports and services can restrict, never permit."))


def may_lift(restriction: Liftable, by: Party, *, reason: str) -> Allowed | Refused:
    """Whether this party may lift this restriction.

    The supporter may lift anything but what the organization decided by hand; staff only what staff added,
    with a reason, and never a complaint, an objection or an erasure; nobody else lifts anything.
    """
    match by:
        case Party.SUPPORTER:
            return _supporter_may_lift(restriction)
        case Party.STAFF:
            return _staff_may_lift(restriction, reason)
        case Party.IMPORT | Party.PROVIDER | Party.SYSTEM:
            return Refused(_("Imports and services can restrict, never lift a restriction."))
        case _:
            assert_never(by)


def _supporter_may_lift(restriction: Liftable) -> Allowed | Refused:
    by_hand = restriction.reason is SuppressionReason.MANUAL
    if (
        by_hand or restriction.kind is EventKind.DO_NOT_CONTACT_SET
    ) and restriction.party is not Party.SUPPORTER:
        return Refused(_("The organization set this restriction; ask its staff to lift it."))
    return Allowed()


def _staff_may_lift(restriction: Liftable, reason: str) -> Allowed | Refused:
    if restriction.reason in _FINAL:
        return Refused(_("A complaint, an objection or an erasure is never lifted by staff."))
    if restriction.party is Party.SUPPORTER:
        return Refused(_("Only the supporter can lift this, on the preference page."))
    if restriction.party is not Party.STAFF and restriction.reason is not SuppressionReason.HELD:
        return Refused(_("Staff can lift only what staff added."))
    return Allowed() if reason.strip() else Refused(_("Give the reason for lifting it."))
