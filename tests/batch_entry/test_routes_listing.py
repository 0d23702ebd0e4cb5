"""The list says where each batch stands, whose it is and what it comes to; a batch starts by a template."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batch_entry.services import open_batch, open_exceptions
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.db import db
from tests import factories
from tests.batch_entry.makers import ALICE, BOB, opened, template
from tests.factories import World
from tests.profiles.pages import PART
from tests.statements import count_statements

pytestmark = pytest.mark.both


def row(batch: Batch, number: int, amount: int, currency: str, outcome: Outcome = Outcome.READY) -> BatchRow:
    return BatchRow(
        workspace_id=batch.workspace_id,
        batch_id=batch.id,
        number=number,
        line=number,
        cells=[],
        typed=True,
        outcome=outcome,
        action=Action.CREATE if outcome is Outcome.READY else Action.NONE,
        amount=amount,
        currency=currency,
    )


def test_the_list_says_whose_where_and_how_much(app: Flask, world: World, as_vera: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        batch = opened(world.ours, actor=BOB, name="Gifts by mail")
        db.session.add_all(
            [
                row(batch, 1, 5_000, "USD"),
                row(batch, 2, 2_550, "USD", Outcome.POSSIBLE_DUPLICATE),
                row(batch, 3, 9_900, "USD", Outcome.SKIPPED),
                row(batch, 4, 12_000, "JPY"),
                row(batch, 5, 1_250, "KWD"),
            ]
        )
        db.session.commit()

    text = as_vera.get("/batches").text
    line = text[text.index('id="batch-1"') :]

    assert "GIFT-0001 Gifts by mail" in line
    assert "Bob" in line
    assert [figure for figure in ("$75.50", "¥12,000", "KWD", "1.250") if figure not in line] == []
    assert 'data-label="To decide:">1<' in line


def test_batches_are_narrowed_to_where_they_stand(app: Flask, world: World, as_vera: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        workspace, gifts = db.session.get_one(Workspace, world.ours), template(world.ours)
        for status in (BatchStatus.OPEN, BatchStatus.IN_REVIEW, BatchStatus.COMMITTED, BatchStatus.UNDONE):
            open_batch(workspace, gifts, actor=ALICE).status = status
        db.session.commit()
    codes = {f"GIFT-000{number}" for number in range(1, 5)}

    shown = {
        show: {code for code in codes if code in as_vera.get(f"/batches?show={show}").text}
        for show in ("", "open", "waiting", "committed", "undone", "nowhere")
    }
    part = as_vera.get("/batches?show=open", headers=PART).text

    assert shown == {
        "": codes,
        "open": {"GIFT-0001"},
        "waiting": {"GIFT-0002"},
        "committed": {"GIFT-0003"},
        "undone": {"GIFT-0004"},
        "nowhere": codes,
    }
    assert part.startswith("<title>Batches")


def test_exceptions_and_where_they_come_from_name_each_other(
    app: Flask, world: World, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        batch = opened(world.ours)
        batch.status = BatchStatus.COMMITTED
        open_exceptions(batch, actor=ALICE)
        db.session.commit()

    text = as_vera.get("/batches?show=committed").text
    left = as_vera.get("/batches?show=open").text

    assert 'exceptions in <a href="/batches/2">GIFT-0002</a>' in text
    assert 'what was left of <a href="/batches/1">GIFT-0001</a>' in left


def test_a_long_list_has_pages_and_takes_as_many_statements_as_a_short_one(
    app: Flask, world: World, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        workspace, gifts = db.session.get_one(Workspace, world.ours), template(world.ours)
        open_batch(workspace, gifts, actor=ALICE)
        db.session.commit()
    as_vera.get("/batches")
    with count_statements() as few:
        as_vera.get("/batches")
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        held = db.session.scalars(select(BatchTemplate)).one()
        for _ in range(29):
            open_batch(workspace, held, actor=ALICE)
        db.session.commit()

    with count_statements() as many:
        first = as_vera.get("/batches").text

    assert len(many) == len(few)
    assert "GIFT-0006" in first
    assert "GIFT-0005" not in first
    assert "GIFT-0005" in as_vera.get("/batches?before=6").text


@pytest.mark.parametrize(
    ("status", "place"),
    [
        (BatchStatus.OPEN, "/batches/1/grid"),
        (BatchStatus.IN_REVIEW, "/batches/1/commit"),
        (BatchStatus.COMMITTED, "/batches/1/report"),
        (BatchStatus.UNDONE, "/batches/1/report"),
    ],
)
def test_a_batch_is_shown_where_it_stands(
    app: Flask, world: World, as_vera: FlaskClient, status: BatchStatus, place: str
) -> None:
    with factories.inside(app, world.ours):
        opened(world.ours).status = status
        db.session.commit()

    assert as_vera.get("/batches/1").location == place


def test_a_ready_made_template_is_kept_when_a_batch_first_starts_with_it(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    before = as_bob.get("/batches/new").text

    answers = [as_bob.post("/batches/new", data={"template": "revenue"}).location for _ in range(2)]

    with factories.inside(app, world.ours):
        held = db.session.scalars(select(BatchTemplate)).one()
        codes = sorted(db.session.scalars(select(EntryBatch.code)))
    assert "UPDATE-0001" in before
    assert answers == ["/batches/1/grid", "/batches/2/grid"]
    assert (held.name, held.kind, codes) == ("Gifts", BatchKind.REVENUE, ["GIFT-0001", "GIFT-0002"])
    assert "GIFT-0003" in as_bob.get("/batches/new").text


def test_a_page_that_is_looked_at_writes_no_template(app: Flask, world: World, as_alice: FlaskClient) -> None:
    for path in ("/batches", "/batches/new", "/batches/templates", "/batches/templates/new?kind=revenue"):
        assert as_alice.get(path).status_code == 200

    with factories.inside(app, world.ours):
        assert db.session.scalars(select(BatchTemplate)).all() == []


@pytest.mark.parametrize("asked", ["", "import", "0", "77", "9" * 30])
def test_a_batch_of_no_template_is_not_found(
    app: Flask, world: World, as_bob: FlaskClient, asked: str
) -> None:
    answer = as_bob.post("/batches/new", data={"template": asked})

    assert answer.status_code == 404


def test_gifts_are_not_offered_where_donations_are_off(app: Flask, world: World, as_bob: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        workspace.modules = [module for module in workspace.modules if module != "donations"]
        db.session.commit()

    text = as_bob.get("/batches/new").text
    asked = factories.signed_in(app, world.alice).get("/batches/templates/new?kind=revenue").text

    assert "What do its batches hold?" in asked
    assert "Constituent updates" in text
    assert "GIFT-0001" not in text
    assert as_bob.post("/batches/new", data={"template": "revenue"}).status_code == 404
