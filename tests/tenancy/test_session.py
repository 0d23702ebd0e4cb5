"""A session serves one workspace: what the net under the queries catches, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import delete, exists, func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import aliased

from app.constituents.domain.points import PointType
from app.constituents.domain.record import Kind
from app.constituents.models import Constituent, EmailAddress
from app.db import OtherWorkspace, bind, db
from tests.factories import World, inside

pytestmark = pytest.mark.both

CANARY = "Canary"


@pytest.fixture
def both_have_one(app: Flask, world: World) -> World:
    """A constituent with the same id, name and email in each of the two workspaces."""
    for workspace in (world.ours, world.theirs):
        with inside(app, workspace):
            last = "Ours" if workspace == world.ours else CANARY
            db.session.add(
                Constituent(
                    workspace_id=workspace,
                    id=7,
                    kind=Kind.INDIVIDUAL,
                    lookup_number=1001,
                    last=last,
                    sort_name="x",
                )
            )
            db.session.flush()
            db.session.add(
                EmailAddress(
                    workspace_id=workspace,
                    id=7,
                    constituent_id=7,
                    address="a@example.org",
                    key="a@example.org",
                    type=PointType.HOME,
                )
            )
            db.session.commit()
    return world


SHAPES = {
    "entity": select(Constituent),
    "columns": select(Constituent.last, Constituent.workspace_id),
    "count": select(func.count()).select_from(Constituent),
    "alias": select(aliased(Constituent)),
    "subquery": select(select(Constituent.last).subquery()),
    "cte": select(select(Constituent.last).cte()),
    "exists": select(Constituent.last).where(exists().where(EmailAddress.constituent_id == Constituent.id)),
    "join": select(Constituent.last).join(EmailAddress, EmailAddress.constituent_id == Constituent.id),
    "union": select(Constituent.last).union_all(select(Constituent.last)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_query_that_forgets_the_workspace_finds_nothing_of_the_other(
    app: Flask, both_have_one: World, shape: str
) -> None:
    with inside(app, both_have_one.ours):
        rows = db.session.execute(SHAPES[shape]).all()

        if shape == "count":
            assert rows == [(1,)]
        else:
            assert rows
            assert all(CANARY not in str(getattr(row[0], "last", row)) for row in rows)


@pytest.mark.parametrize("shape", [name for name in SHAPES if name != "count"])
def test_without_a_workspace_a_session_sees_no_rows(app: Flask, both_have_one: World, shape: str) -> None:
    with app.app_context():
        assert db.session.execute(SHAPES[shape]).all() == []


def test_a_bulk_update_or_delete_that_forgets_the_workspace_stays_inside(
    app: Flask, both_have_one: World
) -> None:
    with inside(app, both_have_one.ours):
        db.session.execute(update(Constituent).values(first="Changed"))
        db.session.execute(delete(EmailAddress))
        db.session.commit()

    with inside(app, both_have_one.theirs):
        assert db.session.scalar(select(Constituent.first)) == ""
        assert db.session.scalar(select(func.count()).select_from(EmailAddress)) == 1


def test_a_session_cannot_change_its_workspace(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        bind(world.ours)
        with pytest.raises(OtherWorkspace):
            bind(world.theirs)


def test_a_session_cannot_write_a_row_of_another_workspace(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        db.session.add(
            Constituent(workspace_id=world.theirs, kind=Kind.INDIVIDUAL, lookup_number=1, sort_name="x")
        )
        with pytest.raises(OtherWorkspace):
            db.session.flush()


def test_a_row_cannot_refer_to_a_row_of_another_workspace(app: Flask, world: World) -> None:
    with inside(app, world.theirs):
        db.session.add(
            Constituent(
                workspace_id=world.theirs, id=99, kind=Kind.INDIVIDUAL, lookup_number=1, sort_name="x"
            )
        )
        db.session.commit()

    with inside(app, world.ours):
        db.session.add(
            EmailAddress(
                workspace_id=world.ours,
                constituent_id=99,
                address="a@b.org",
                key="a@b.org",
                type=PointType.HOME,
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()


@pytest.mark.parametrize("table", ["journal", "consent_events"])
def test_the_database_itself_refuses_to_rewrite_a_ledger(app: Flask, world: World, table: str) -> None:
    columns = {
        "journal": "id, change_set, subject, subject_id, field, item_id, via, rule, actor, request_id, at",
        "consent_events": "id, subject_id, sequence, kind, party, source, statement, evidence, actor, at, "
        "recorded_at, closes",
    }[table]
    values = {
        "journal": "1, 1, 'constituent', 1, 'x', 0, 'form', '', '', '', '2026-01-01'",
        "consent_events": "1, 1, 1, 'unsubscribed', 'supporter', '', '', '', '', '2026-01-01', "
        "'2026-01-01', '[]'",
    }[table]
    with inside(app, world.ours):
        db.session.execute(
            text(f"INSERT INTO {table} (workspace_id, {columns}) VALUES ({world.ours}, {values})")
        )
        db.session.commit()

        for act in (f"UPDATE {table} SET id = 2", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError):
                db.session.execute(text(act))
            db.session.rollback()
            assert db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1


def test_one_statement_built_once_serves_each_workspace_its_own_rows(
    app: Flask, both_have_one: World
) -> None:
    built = select(Constituent.last).order_by(Constituent.id)
    found = {}

    for workspace in (both_have_one.ours, both_have_one.theirs, both_have_one.ours):
        with inside(app, workspace):
            found[workspace] = db.session.scalars(built).all()

    assert found == {both_have_one.ours: ["Ours"], both_have_one.theirs: [CANARY]}


def test_two_sessions_at_once_keep_their_rows_apart_whoever_asks_in_between(
    app: Flask, both_have_one: World
) -> None:
    built = select(Constituent).order_by(Constituent.id)
    with inside(app, both_have_one.ours):
        with inside(app, both_have_one.theirs):
            theirs = [one.last for one in db.session.scalars(built)]

        ours = [one.last for one in db.session.scalars(built)]

    assert (ours, theirs) == (["Ours"], [CANARY])
