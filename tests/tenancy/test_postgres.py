"""Row-level security: what holds even for raw SQL."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.db import db
from tests.factories import World, inside
from tests.tenancy.test_schema import owned

pytestmark = pytest.mark.postgres


def test_requests_run_as_a_role_that_the_fence_binds(app: Flask) -> None:
    with app.app_context():
        role, bypasses = db.session.execute(
            text("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()

    assert (role, bypasses) == ("kith_app", False)


def test_every_owned_table_is_fenced(app: Flask) -> None:
    with app.app_context():
        fenced = set(
            db.session.execute(
                text(
                    "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
                    "WHERE c.relrowsecurity"
                )
            ).scalars()
        )

    assert fenced == {table.name for table in owned()}


def test_raw_sql_sees_only_the_session_s_workspace_and_nothing_without_one(app: Flask, world: World) -> None:
    for workspace in (world.ours, world.theirs):
        with inside(app, workspace):
            db.session.execute(
                text("INSERT INTO counters (workspace_id, name, last) VALUES (:id, 'x', 1)"),
                {"id": workspace},
            )
            db.session.commit()

    question = text("SELECT workspace_id FROM counters")
    with inside(app, world.ours):
        assert db.session.execute(question).scalars().all() == [world.ours]
        db.session.commit()
        assert db.session.execute(question).scalars().all() == [world.ours]
    with app.app_context():
        assert db.session.execute(question).scalars().all() == []
        with pytest.raises(Exception, match="row-level security"):
            db.session.execute(text("INSERT INTO counters (workspace_id, name, last) VALUES (11, 'y', 1)"))


def test_no_statement_is_compiled_before_it_is_carried_out(app: Flask) -> None:
    with app.app_context():
        assert db.session.execute(text("SHOW jit")).scalar_one() == "off"
