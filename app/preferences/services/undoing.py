"""Taking back what a supporter has just done: she stands as before, never better than that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.consent import queries as consent
from app.consent.domain.facts import EventKind, LedgerEvent, Party
from app.consent.models import ConsentEvent
from app.consent.services import Line, lift, restrict
from app.db import db
from app.preferences.queries import Supporter
from app.preferences.services.stopping import PAGE, SUPPORTER
from app.words import _


def undo(who: Supporter, lines: Sequence[int], *, at: datetime) -> bool:
    """Take these lines back, as long as they are the last that was recorded of her; whether they were.

    What stopped her mail is lifted, and the consents that went with it hold as they did; what let mail
    through is stopped. Where anything was recorded since, nothing is done: it is no longer what she
    just did.
    """
    found = _these(who, lines)
    if not found or _came_later(who, found[-1]):
        return False
    for event in reversed(found):
        match event.kind:
            case EventKind.UNSUBSCRIBED | EventKind.PAUSED | EventKind.TOPIC_LEFT:
                _lifted(who, event)
            case EventKind.TOPIC_JOINED:
                _stopped(who, EventKind.TOPIC_LEFT, at, topic=event.topic)
            case EventKind.RESUBSCRIBED:
                _stopped(who, EventKind.UNSUBSCRIBED, at, key=who.link.address_key)
            case EventKind.RESTRICTION_LIFTED:
                _paused_again(who, event, at)
            case _:
                pass  # a consent to a topic goes with the topic
    return True


def _these(who: Supporter, lines: Sequence[int]) -> list[LedgerEvent]:
    """The supporter's own lines of these, in order."""
    query = select(*ConsentEvent.__table__.columns).where(
        ConsentEvent.workspace_id == who.workspace.id,
        ConsentEvent.party == Party.SUPPORTER,
        ConsentEvent.id.in_(lines),
    )
    rows = db.session.execute(query.order_by(ConsentEvent.sequence))
    return [consent.ledger_event(row) for row in rows]


def _came_later(who: Supporter, last: LedgerEvent) -> bool:
    """Whether anything was recorded of her, by whomever, after this line."""
    query = select(ConsentEvent.id).where(
        ConsentEvent.workspace_id == who.workspace.id,
        ConsentEvent.subject_id == who.person,
        ConsentEvent.sequence > last.sequence,
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _lifted(who: Supporter, event: LedgerEvent) -> None:
    lift(
        who.workspace,
        event.id,
        party=Party.SUPPORTER,
        actor=SUPPORTER,
        reason=_("That was a mistake, on {page}.", page=PAGE),
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
