"""Taking back what a supporter has just done: she stands as before, never better than that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.consent import queries as consent
from app.consent.domain.facts import Basis, EventKind, LedgerEvent, Party
from app.consent.domain.projection import project
from app.consent.domain.standing import Consent
from app.consent.models import ConsentEvent
from app.consent.services import Line, lift, permit, restrict
from app.db import db
from app.preferences.queries import Supporter
from app.preferences.services.stopping import PAGE, SUPPORTER

REASON = f"That was a mistake, on {PAGE}."


def undo(who: Supporter, lines: Sequence[int], *, at: datetime) -> bool:
    """Take these lines of hers back; whether there was any.

    What stopped her mail is lifted, and the consents that went with it are given again; what let mail
    through is stopped.
    """
    found = _hers(who, lines)
    for event in reversed(found):
        match event.kind:
            case EventKind.UNSUBSCRIBED:
                _lifted(who, event)
                _given_again(who, event, at)
            case EventKind.PAUSED | EventKind.TOPIC_LEFT:
                _lifted(who, event)
            case EventKind.TOPIC_JOINED:
                _stopped(who, EventKind.TOPIC_LEFT, at, topic=event.topic)
            case EventKind.RESUBSCRIBED:
                _stopped(who, EventKind.UNSUBSCRIBED, at, key=who.link.address_key)
            case EventKind.RESTRICTION_LIFTED:
                _paused_again(who, event, at)
            case _:
                pass  # a consent to a topic goes with the topic
    return bool(found)


def _hers(who: Supporter, lines: Sequence[int]) -> list[LedgerEvent]:
    """Her own lines of these, in order."""
    query = select(*ConsentEvent.__table__.columns).where(
        ConsentEvent.workspace_id == who.workspace.id,
        ConsentEvent.subject_id == who.person,
        ConsentEvent.party == Party.SUPPORTER,
        ConsentEvent.id.in_(lines),
    )
    rows = db.session.execute(query.order_by(ConsentEvent.sequence))
    return [consent.ledger_event(row) for row in rows]


def _lifted(who: Supporter, event: LedgerEvent) -> None:
    lift(who.workspace, event.id, party=Party.SUPPORTER, actor=SUPPORTER, reason=REASON)


def _given_again(who: Supporter, stop: LedgerEvent, at: datetime) -> None:
    """The consents that held before she stopped, which stopping withdrew."""
    lines = [_again(who, each, at) for each in _withdrawn(who, stop, at)]
    permit(who.workspace, lines, party=Party.SUPPORTER, actor=SUPPORTER)


def _withdrawn(who: Supporter, stop: LedgerEvent, at: datetime) -> list[Consent]:
    ledger = consent.events_about(who.workspace.id, people={who.person}, address_keys=set())
    before = project(each for each in ledger if each.sequence < stop.sequence)
    held = [each for each in before.consents if each.subject == who.person and each.valid_at(at)]
    return list({each.topic: each for each in held}.values())


def _again(who: Supporter, before: Consent, at: datetime) -> Line:
    return Line(
        kind=EventKind.CONSENT_GIVEN,
        at=at,
        subject=who.person,
        topic=before.topic,
        basis=Basis.EXPRESS,
        statement=REASON,
        expires_at=before.expires_at,
        source=PAGE,
    )


def _stopped(
    who: Supporter, kind: EventKind, at: datetime, *, topic: int | None = None, key: str = ""
) -> None:
    line = Line(kind=kind, at=at, subject=who.person, topic=topic, address_key=key, source=PAGE)
    restrict(who.workspace, [line], party=Party.SUPPORTER, actor=SUPPORTER)


def _paused_again(who: Supporter, lifted: LedgerEvent, at: datetime) -> None:
    """A pause that was ended runs on; what a yes lifted along with it is stopped by taking the yes back."""
    query = select(ConsentEvent.until).where(
        ConsentEvent.workspace_id == who.workspace.id,
        ConsentEvent.id.in_(lifted.closes),
        ConsentEvent.kind == EventKind.PAUSED,
    )
    for until in db.session.scalars(query).all():
        line = Line(kind=EventKind.PAUSED, at=at, subject=who.person, until=until, source=PAGE)
        restrict(who.workspace, [line], party=Party.SUPPORTER, actor=SUPPORTER)
