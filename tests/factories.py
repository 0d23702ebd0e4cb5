"""Makers of what tests need, written out by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from app.accounts import passwords, services
from app.accounts.domain.roles import Role
from app.accounts.models import Membership, Staff, Workspace
from app.config import Settings
from app.db import bind, db
from app.factory import create_app
from app.operations import schema
from tests import databases

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class World:
    """Who is who. Ids only, as objects do not outlive the context they were made in."""

    ours: int
    theirs: int
    alice: int
    adam: int
    bob: int
    vera: int
    mallory: int


class Browser(FlaskClient):
    """A client that says, as browsers do, that its requests come from our own pages."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"


def application(folder: Path, url: str = "") -> tuple[Flask, databases.Reset]:
    """An application on its own folder and migrated database, and what puts the database back."""
    app = create_app(Settings(data=folder, database_url=url, development=True, worker=False))
    app.testing = True
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RING"] = False
    app.config["KEEP_REFUSALS"] = False
    passwords.use(passwords.CHEAP)
    with app.app_context():
        schema.make_ready(app, say=print)
    reset = databases.PostgresReset(app) if url else databases.SqliteReset(app)
    return app, reset


def world() -> World:
    """Two workspaces and their staff; commits."""
    secret = passwords.hash_password(PASSWORD)
    ids = {name: number for number, name in enumerate(("alice", "adam", "bob", "vera", "mallory"), 101)}
    roles = {"alice": Role.OWNER, "adam": Role.ADMIN, "bob": Role.EDITOR, "vera": Role.VIEWER}
    _insert(
        Workspace,
        {"id": 11, "slug": "green-valley", "name": "Green Valley Trust", "country": "US"},
        {"id": 12, "slug": "blue-hills", "name": "Blue Hills Aid", "country": "GB"},
    )
    emails = {name: f"{name}@example.org" for name in ids}
    same = {"password_hash": secret}
    _insert(
        Staff,
        *(
            {"id": ids[name], "name": name.title(), "email": email, "email_key": email, **same}
            for name, email in emails.items()
        ),
    )
    _insert(
        Membership,
        *({"workspace_id": 11, "staff_id": ids[name], "role": role} for name, role in roles.items()),
        {"workspace_id": 12, "staff_id": ids["mallory"], "role": Role.OWNER},
    )
    db.session.commit()
    return World(ours=11, theirs=12, **ids)


def _insert(model: type[Any], *rows: dict[str, Any]) -> None:
    """Write rows in one statement: nearly every test begins with these."""
    db.session.execute(insert(model), list(rows))


@contextmanager
def inside(app: Flask, workspace_id: int) -> Iterator[None]:
    """An application context whose session is bound to this workspace."""
    with app.app_context():
        bind(workspace_id)
        yield
        db.session.remove()


def signed_in(app: Flask, staff_id: int) -> FlaskClient:
    """A browser in which this member of staff has signed in."""
    client = app.test_client()
    with app.app_context():
        token = services.open_session(staff_id)
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client
