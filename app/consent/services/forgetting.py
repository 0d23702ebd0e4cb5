"""What permission keeps of a person who is erased: that her addresses may not be written to."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import case, select, update

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import ConsentEvent, TopicJoined
from app.consent.services.ledger import Line, restrict
from app.consent.services.projections import reproject
from app.db import db, now

BLANKED = "erased"


def forget_person(workspace: Workspace, person: int, addresses: Collection[str], *, actor: Actor) -> None:
    """Suppress every address that was ever hers, end her topics, and blank what was written about her.

    The suppression is a keyed hash that names no person. Whoever brings such an address again, in whatever
    spelling, brings somebody who cannot be emailed, and staff cannot lift it. Lines of the ledger stay with
    kind and date, without their words. She must be among the departed already, else the database refuses.
    """
    at = now()
    lines = [
        Line(
            kind=EventKind.SUPPRESSED,
            at=at,
            address=address,
            reason=SuppressionReason.ERASED,
            source="erasure",
        )
        for address in sorted(addresses)
    ]
    lines += [
        Line(kind=EventKind.TOPIC_LEFT, at=at, subject=person, topic=topic)
        for topic in _joined(workspace.id, person)
    ]
    restrict(workspace, lines, party=Party.STAFF, actor=actor)
    _blank(workspace.id, person)
    reproject(workspace.id, people={person}, address_keys=set())


def _joined(workspace_id: int, person: int) -> list[int]:
    query = select(TopicJoined.topic_id).where(
        TopicJoined.workspace_id == workspace_id, TopicJoined.subject_id == person
    )
    return sorted(set(db.session.scalars(query)))


def _blank(workspace_id: int, person: int) -> None:
    """A word stands where there was one: a line that needs evidence has an effect only while it has some."""
    words: tuple[Any, ...] = (ConsentEvent.source, ConsentEvent.statement, ConsentEvent.evidence)
    db.session.execute(
        update(ConsentEvent)
        .where(ConsentEvent.workspace_id == workspace_id, ConsentEvent.subject_id == person)
        .values({column: case((column == "", ""), else_=BLANKED) for column in words}),
        execution_options={"synchronize_session": False},
    )
