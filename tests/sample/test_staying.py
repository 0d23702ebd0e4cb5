"""What staff did by hand on the sample is never lost with it without a word."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent
from app.activity.domain.kinds import EmailEventKind
from app.activity.models import EmailEvent
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.batch_entry.services.rows import Typed, add_row, change_row
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.constituents.models import Constituent
from app.db import db
from app.sample import services as sample
from app.sample.queries.removable import named, removable
from tests.factories import World, inside
from tests.profiles.pages import check, words
from tests.statements import count_statements

TODAY = date(2026, 3, 1)
REMOVAL = "/settings/sample/removal"
BOB = Actor("Bob", Via.FORM, id=77)

pytestmark = pytest.mark.both


@pytest.fixture
def filled(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Our workspace with a small sample."""
    monkeypatch.setattr(sample, "SIZE", 60)
    with inside(app, world.ours):
        sample.fill_workspace(db.session.get_one(Workspace, world.ours), today=TODAY)
        db.session.commit()
    return world


def goers(app: Flask, workspace_id: int) -> list[int]:
    """Whoever would go."""
    with inside(app, workspace_id):
        return sorted(removable(db.session.get_one(Workspace, workspace_id)).people)


def left(app: Flask, workspace_id: int) -> set[int]:
    with inside(app, workspace_id):
        return set(db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == workspace_id)))


def edited(app: Flask, workspace_id: int, who: list[int], *, via: Via = Via.FORM) -> None:
    """As the journal tells of an edit."""
    with inside(app, workspace_id):
        lines = [Change(Subject.CONSTITUENT, each, "first", before="A", after="B") for each in who]
        record(workspace_id, Actor("Bob", via, id=77), lines)
        db.session.commit()


def the_open(app: Flask, workspace_id: int) -> int:
    with inside(app, workspace_id):
        batch = db.session.scalars(select(Batch).where(Batch.status == BatchStatus.OPEN)).one()
        return batch.id


def test_nobody_and_no_batch_stays_where_nobody_did_anything(app: Flask, filled: World) -> None:
    with inside(app, filled.ours):
        found = removable(db.session.get_one(Workspace, filled.ours))

    assert (len(found.people), dict(found.staying), found.batches, found.imports) == (60, {}, (), ())


@pytest.mark.parametrize("via", [Via.FORM, Via.API])
def test_whom_staff_edited_stays_and_is_named_with_why(
    app: Flask, as_alice: FlaskClient, filled: World, via: Via
) -> None:
    who = goers(app, filled.ours)[0]
    edited(app, filled.ours, [who], via=via)

    asked = as_alice.get("/settings/sample")
    as_alice.post(REMOVAL)

    check(asked)
    assert "1 sample person stays" in words(asked)
    assert "changed by hand, or something was written down about them" in words(asked)
    assert f"/constituents/{who}" in asked.get_data(as_text=True)
    assert left(app, filled.ours) == {who}


def test_an_import_that_changed_somebody_is_named_and_holds_her_until_it_is_undone(
    app: Flask, as_alice: FlaskClient, filled: World
) -> None:
    who = goers(app, filled.ours)[0]
    with inside(app, filled.ours):
        kind, status = BatchKind.IMPORT, BatchStatus.COMMITTED
        made = Batch(workspace_id=filled.ours, number=90, kind=kind, status=status, name="spring.csv")
        db.session.add(made)
        db.session.flush()
        line = Change(Subject.CONSTITUENT, who, "first", before="A", after="B", batch_id=made.id)
        record(filled.ours, Actor("Bob", Via.BATCH, id=77), [line])
        db.session.commit()

    asked = as_alice.get("/settings/sample")
    with inside(app, filled.ours):
        db.session.scalars(select(Batch).where(Batch.number == 90)).one().status = BatchStatus.UNDONE
        db.session.commit()
    as_alice.post(REMOVAL)

    check(asked)
    assert "if they were only a try: spring.csv" in words(asked)
    assert "a row of an import or batch" in words(asked)
    assert left(app, filled.ours) == set()


def test_a_change_by_a_rule_holds_nobody(app: Flask, as_alice: FlaskClient, filled: World) -> None:
    who = goers(app, filled.ours)[0]
    edited(app, filled.ours, [who], via=Via.RULE)

    as_alice.post(REMOVAL)

    assert left(app, filled.ours) == set()


def test_a_note_typed_about_somebody_of_the_sample_is_kept(
    app: Flask, as_alice: FlaskClient, filled: World
) -> None:
    who = goers(app, filled.ours)[0]
    posted = as_alice.post(
        f"/constituents/{who}/notes/new",
        data={"kind": "meeting", "on": "2021-03-05", "text": "Likes letters.", "next_step": "", "due": ""},
    )

    as_alice.post(REMOVAL)

    assert posted.status_code == 303
    assert left(app, filled.ours) == {who}


def test_whom_a_restriction_was_set_for_since_stays(app: Flask, as_alice: FlaskClient, filled: World) -> None:
    who = goers(app, filled.ours)[0]
    with inside(app, filled.ours):
        workspace = db.session.get_one(Workspace, filled.ours)
        at = datetime.now(UTC)
        line = consent.Line(kind=EventKind.DO_NOT_CONTACT_SET, at=at, subject=who, source="on the phone")
        consent.restrict(workspace, [line], party=Party.STAFF, actor=BOB)
        db.session.commit()

    asked = as_alice.get("/settings/sample")
    as_alice.post(REMOVAL)

    assert "said yes or no to email, or a restriction was added" in words(asked)
    assert left(app, filled.ours) == {who}


def test_a_report_about_a_mailing_of_ones_own_is_kept_with_whom_it_is_about(
    app: Flask, as_alice: FlaskClient, filled: World
) -> None:
    who, at = goers(app, filled.ours)[0], datetime(2026, 3, 1, 12, tzinfo=UTC)
    with inside(app, filled.ours):
        ours = activity.record_campaigns(filled.ours, [NewCampaign(name="Our mailing", sent_at=at)]).ids[0]
        opened = NewEmailEvent(constituent_id=who, campaign_id=ours, kind=EmailEventKind.OPENED, at=at)
        activity.record_email_events(filled.ours, [opened])
        db.session.commit()

    as_alice.post(REMOVAL)

    assert left(app, filled.ours) == {who}
    with inside(app, filled.ours):
        kept = select(func.count()).where(
            EmailEvent.workspace_id == filled.ours, EmailEvent.campaign_id == ours
        )
        assert db.session.scalar(kept) == 1


@pytest.mark.parametrize("how", ["added", "changed"])
def test_an_open_batch_that_staff_wrote_in_stays_and_is_named(
    app: Flask, as_alice: FlaskClient, filled: World, how: str
) -> None:
    batch_id = the_open(app, filled.ours)
    with inside(app, filled.ours):
        batch = db.session.get_one(Batch, (filled.ours, batch_id))
        at = [column["field"] for column in batch.settings["columns"]].index("last_name")
        if how == "added":
            add_row(batch, {at: "Donor"}, actor=BOB)
        else:
            change_row(batch, 3, {at: Typed("Donor")}, actor=BOB)
        db.session.commit()
        name = batch.name

    asked = as_alice.get("/settings/sample")
    as_alice.post(REMOVAL)

    check(asked)
    assert f"1 batch of the sample stays, because you typed or did something in it: {name}" in words(asked)
    assert left(app, filled.ours) == set()
    with inside(app, filled.ours):
        cells = db.session.scalars(select(BatchRow.cells).where(BatchRow.batch_id == batch_id)).all()
        assert any("Donor" in row for row in cells)


def test_an_open_batch_that_nobody_wrote_in_goes(app: Flask, as_alice: FlaskClient, filled: World) -> None:
    batch_id = the_open(app, filled.ours)

    asked = as_alice.get("/settings/sample")
    as_alice.post(REMOVAL)

    assert "of the sample stays" not in words(asked)
    with inside(app, filled.ours):
        assert db.session.get(Batch, (filled.ours, batch_id)) is None


def test_looking_costs_the_same_however_many_stay(app: Flask, filled: World) -> None:
    taken, everybody = SimpleNamespace(few=0, many=0), goers(app, filled.ours)
    for name, some in (("few", everybody[:1]), ("many", everybody[1:])):
        edited(app, filled.ours, some)
        with inside(app, filled.ours), count_statements() as seen:
            workspace = db.session.get_one(Workspace, filled.ours)
            named(workspace, removable(workspace))
        setattr(taken, name, len(seen))

    assert taken.many <= taken.few
