"""Short ways to write a ledger and a standing down."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.consent.domain.facts import Basis, EventKind, LedgerEvent, Party, SuppressionReason
from app.consent.domain.projection import project
from app.consent.domain.standing import Fact, PrimaryEmail, Recorded, Standing

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
NOW = START + timedelta(days=100)
ANN, BOB = 1, 2
ANNS, BOBS = "a" * 64, "b" * 64
NEWS = 7


def day(number: int) -> datetime:
    """The start of the story, and so many days."""
    return START + timedelta(days=number)


def line(number: int, kind: EventKind, party: Party = Party.SUPPORTER, **more: object) -> LedgerEvent:
    """The ledger's line `number`, on that day, about Ann, with what its kind needs."""
    event = LedgerEvent(
        id=number,
        sequence=number,
        kind=kind,
        at=day(number),
        party=party,
        subject=ANN,
        address_key=ANNS,
        topic=NEWS if kind in {EventKind.TOPIC_JOINED, EventKind.TOPIC_LEFT} else None,
        reason=SuppressionReason.MANUAL if kind is EventKind.SUPPRESSED else None,
        basis=Basis.EXPRESS if kind is EventKind.CONSENT_GIVEN else None,
        until=day(number + 1000) if kind is EventKind.PAUSED else None,
    )
    return replace(event, **more)


def lift(
    number: int, *closes: int, party: Party = Party.STAFF, evidence: str = "entered by mistake"
) -> LedgerEvent:
    """A line that lifts earlier ones."""
    return line(number, EventKind.RESTRICTION_LIFTED, party, closes=closes, evidence=evidence)


def of_ann(events: Iterable[LedgerEvent], address_key: str | None = ANNS) -> Recorded:
    """What these lines amount to for Ann, at her address or another."""
    return project(events).concerning(frozenset({ANN}), address_key)


def standing(*events: LedgerEvent, **more: object) -> Standing:
    """A standing that every gate lets pass, but for what these lines and changes say."""
    easy = Standing(
        module=Fact(True),
        deceased=Fact(False),
        active=Fact(True),
        email=PrimaryEmail("ann@example.org", True),
        recorded=of_ann(events),
    )
    return replace(easy, **more)
