"""Imports that are undone in tests, and what may happen to people before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import Flask
from sqlalchemy import select

from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.batches.models import Batch, BatchRow
from app.batches.services.reverting import Undoing, undo
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party
from app.constituents.models import Constituent
from app.cultivation.domain.interactions import InteractionKind
from app.cultivation.models import Note
from app.db import db, now
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from app.updates.rewriting import Rewritten, rewrite
from app.work.models import Work
from tests.batches.makers import ALICE, drain, fresh, record_of, start_check, start_commit, upload, workspace


def committed(app: Flask, workspace_id: int, text: str, *, system: str = "") -> Batch:
    """A file checked and committed; its IDs are those of the system."""
    batch = upload(workspace_id, text)
    batch.settings = {**batch.settings, "external_system": system}
    start_check(batch)
    drain(app)
    start_commit(fresh(batch))
    drain(app)
    return fresh(batch)


def start_undo(batch: Batch) -> Work:
    """Press Undo; commits."""
    answer = undo(batch, actor=ALICE)
    assert isinstance(answer, Undoing), answer
    db.session.commit()
    return answer.work


def undone(app: Flask, batch: Batch) -> Batch:
    """Undo the import, and see it through."""
    start_undo(batch)
    drain(app)
    return fresh(batch)


def states(batch: Batch) -> dict[int, str]:
    """Where each row stands."""
    rows = select(BatchRow.number, BatchRow.state).where(BatchRow.batch_id == batch.id)
    return {number: state.value for number, state in db.session.execute(rows.order_by(BatchRow.number))}


def detail(batch: Batch, number: int) -> str:
    row = db.session.scalars(
        select(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.number == number),
        execution_options={"populate_existing": True},
    ).one()
    return row.detail


def called(workspace_id: int, first: str) -> int:
    """The id of the only one with this first name."""
    query = select(Constituent.id).where(Constituent.workspace_id == workspace_id, Constituent.first == first)
    return db.session.scalars(query).one()


def edit(workspace_id: int, person: int, **values: object) -> None:
    """Somebody writes these values by hand; commits."""
    version = record_of(workspace_id, person).version
    outcome = rewrite(workspace_id, person, lambda who: replace(who, **values), version=version, actor=ALICE)
    assert isinstance(outcome, Rewritten)
    db.session.commit()


# --- what may happen to somebody since


def renamed(workspace_id: int, person: int) -> None:
    who = record_of(workspace_id, person)
    edit(workspace_id, person, name=replace(who.name, nickname="Bo"))


def gave(workspace_id: int, person: int) -> None:
    db.session.add(
        Donation(
            workspace_id=workspace_id,
            constituent_id=person,
            amount=2500,
            currency="USD",
            received_on=date(2026, 1, 5),
        )
    )


def registered(workspace_id: int, person: int) -> None:
    event = Event(workspace_id=workspace_id, name="Gala", starts_at=now())
    db.session.add(event)
    db.session.flush()
    db.session.add(
        Registration(workspace_id=workspace_id, constituent_id=person, event_id=event.id, registered_at=now())
    )


def mailed(workspace_id: int, person: int) -> None:
    campaign = Campaign(workspace_id=workspace_id, name="News", sent_at=now())
    db.session.add(campaign)
    db.session.flush()
    db.session.add(
        Delivery(workspace_id=workspace_id, constituent_id=person, campaign_id=campaign.id, sent_at=now())
    )


def unsubscribed(workspace_id: int, person: int) -> None:
    line = permission.Line(kind=EventKind.UNSUBSCRIBED, at=now(), subject=person)
    permission.restrict(workspace(workspace_id), [line], party=Party.SUPPORTER, actor=ALICE)


def noted(workspace_id: int, person: int) -> None:
    db.session.add(
        Note(
            workspace_id=workspace_id,
            constituent_id=person,
            kind=next(iter(InteractionKind)),
            happened_on=date(2026, 1, 5),
            text="called",
        )
    )


def grouped(workspace_id: int, person: int) -> None:
    group = Group(workspace_id=workspace_id, name=f"Group {person}", kind=GroupKind.STATIC)
    db.session.add(group)
    db.session.flush()
    db.session.add(
        GroupMember(workspace_id=workspace_id, group_id=group.id, constituent_id=person, by=JoinedBy.HAND)
    )


HAPPENED: dict[str, Callable[[int, int], None]] = {
    "was changed by Alice": renamed,
    "has a gift": gave,
    "is registered for an event": registered,
    "got email": mailed,
    "has a line in the record of permission": unsubscribed,
    "has a note": noted,
    "was put into a group": grouped,
}
"""By the words that tell of it."""
