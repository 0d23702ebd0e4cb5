"""Home: how to begin, what waits, what changed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.accounts.models import Workspace
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.constituents.domain.record import Kind
from app.constituents.models import Constituent
from app.db import db
from app.groups.models import Group
from app.profiles.queries.home import waiting
from tests import factories
from tests.factories import World
from tests.profiles.makers import maria
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements


def batch(app: Flask, workspace_id: int, status: BatchStatus, *outcomes: Outcome, number: int = 3) -> None:
    with factories.inside(app, workspace_id):
        made = Batch(
            workspace_id=workspace_id, number=number, kind=BatchKind.IMPORT, status=status, name="spring.csv"
        )
        db.session.add(made)
        db.session.flush()
        for place, outcome in enumerate(outcomes, 2):
            db.session.add(
                BatchRow(
                    workspace_id=workspace_id,
                    batch_id=made.id,
                    number=place,
                    line=place,
                    cells=[],
                    outcome=outcome,
                    action=Action.NONE,
                )
            )
        db.session.commit()


def test_an_empty_workspace_begins_with_an_import(as_alice: FlaskClient, as_vera: FlaskClient) -> None:
    editor, viewer = as_alice.get("/"), as_vera.get("/")

    check(editor)
    assert ", Alice Green Valley Trust" in words(editor)
    for begin in ("/imports/new", "/constituents/new/individual", "Load sample people", "/imports/samples/"):
        assert begin in editor.text
        assert begin not in viewer.text


def test_an_import_in_review_waits_with_its_rows(app: Flask, as_alice: FlaskClient, world: World) -> None:
    maria(app, world.ours)
    batch(
        app,
        world.ours,
        BatchStatus.IN_REVIEW,
        *(Outcome.ERROR, Outcome.POSSIBLE_DUPLICATE, Outcome.READY, Outcome.CONFLICT),
    )
    batch(app, world.ours, BatchStatus.COMMITTED, Outcome.SKIPPED, number=4)
    batch(app, world.ours, BatchStatus.COMMITTED, Outcome.SKIPPED, Outcome.ERROR, number=5)

    response = as_alice.get("/")

    check(response)
    assert "spring.csv import 3" in words(response)
    assert (
        "nothing has been changed yet. 3 rows need a decision: 1 possible duplicate, 1 conflict, 1 error."
        in words(response)
    )
    assert "import 4" not in words(response)
    assert "import 5 This import is committed. 1 row needs a decision: 1 error." in words(response)


def test_an_import_whose_undoing_stopped_waits_and_none_of_its_rows(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    batch(app, world.ours, BatchStatus.UNDO_STOPPED, Outcome.ERROR)

    shown = words(as_alice.get("/"))

    assert "import 3 The undoing of this import has stopped; undo again to go on." in shown
    assert "row needs a decision" not in shown


@pytest.mark.parametrize("state", [RowState.APPLIED, RowState.REVERTED, RowState.KEPT])
def test_rows_that_were_carried_out_wait_for_nobody(app: Flask, world: World, state: RowState) -> None:
    batch(app, world.ours, BatchStatus.COMMITTED, Outcome.ERROR, Outcome.READY)
    with factories.inside(app, world.ours):
        ready = BatchRow.outcome == Outcome.READY
        db.session.execute(update(BatchRow).where(ready).values(state=state))

        (found,) = waiting(db.session.get_one(Workspace, world.ours))

    assert found.rows == {Outcome.ERROR: 1}


def test_recent_changes_name_who_and_what(app: Flask, as_alice: FlaskClient, world: World) -> None:
    maria(app, world.ours)

    shown = words(as_alice.get("/"))

    assert "Nothing is waiting for you." in shown
    assert "Alice recorded María López : first name, last name, email, phone and 1 more" in shown


def test_a_recent_change_of_a_group_names_and_links_it(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria(app, world.ours)
    as_alice.post("/groups/new", data={"name": "Lapsed donors", "type": "static", "version": "0"})
    with factories.inside(app, world.ours):
        group = db.session.scalars(select(Group)).one()

    response = as_alice.get("/")

    assert "Alice made the group Lapsed donors" in words(response)
    assert f'href="/groups/{group.id}"' in response.text


def test_after_set_up_with_the_sample_home_says_what_to_do_next(
    app: Flask, as_alice: FlaskClient, as_vera: FlaskClient, world: World
) -> None:
    with app.app_context():
        ours = db.session.get_one(Workspace, world.ours)
        ours.has_sample = True
        db.session.commit()
    with factories.inside(app, world.ours):
        someone = Constituent(
            workspace_id=world.ours, lookup_number=1, kind=Kind.INDIVIDUAL, last="Sample", sort_name="sample"
        )
        db.session.add(someone)
        db.session.commit()

    editor, viewer = words(as_alice.get("/")), words(as_vera.get("/"))

    assert "Try it out The sample people are invented" in editor
    assert "import a file , look around the sample people , or build a group ." in editor
    assert "look around the sample people . Sample people worth a look" in viewer
    maria(app, world.ours)
    assert "The sample people are invented" not in words(as_alice.get("/"))


def test_home_is_a_part_for_htmx_and_closed_to_other_workspaces(
    app: Flask, as_alice: FlaskClient, as_mallory: FlaskClient, world: World
) -> None:
    maria(app, world.ours)
    batch(app, world.ours, BatchStatus.IN_REVIEW, Outcome.ERROR)

    part = as_alice.get("/", headers=PART)
    theirs = as_mallory.get("/")

    check(part)
    assert root_id(part) == "home"
    assert "spring.csv" not in theirs.text
    assert "María" not in theirs.text


def test_home_says_that_the_email_module_is_off(app: Flask, as_alice: FlaskClient, world: World) -> None:
    with app.app_context():
        ours = db.session.get(Workspace, world.ours)
        assert ours is not None
        ours.modules = []
        db.session.commit()

    response = as_alice.get("/")

    assert response.status_code == 200
    assert "The email module is off" in words(response)


def test_the_price_of_home_does_not_depend_on_what_happened(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    def price() -> int:
        with count_statements() as statements:
            as_alice.get("/")
        return len(statements)

    maria(app, world.ours)
    batch(app, world.ours, BatchStatus.IN_REVIEW, Outcome.ERROR, number=3)
    few = price()
    for number in range(4, 20):
        batch(app, world.ours, BatchStatus.IN_REVIEW, *[Outcome.ERROR] * 5, number=number)
        maria(app, world.ours, gifts=number)

    assert price() == few <= 12
