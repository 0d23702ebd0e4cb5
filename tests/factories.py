"""Makers of what tests need, written out by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

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
    passwords.use(passwords.CHEAP)
    with app.app_context():
        schema.make_ready(app, say=print)
    reset = databases.PostgresReset(app) if url else databases.SqliteReset(app)
    return app, reset


def world() -> World:
    """Two workspaces and their staff; commits."""
    secret = passwords.hash_password(PASSWORD)
    ours = Workspace(id=11, slug="green-valley", name="Green Valley Trust", country="US")
    theirs = Workspace(id=12, slug="blue-hills", name="Blue Hills Aid", country="GB")
    people = {
        name: Staff(
            id=number, email=f"{name}@example.org", email_key=f"{name}@example.org", name=name.title()
        )
        for number, name in enumerate(("alice", "adam", "bob", "vera", "mallory"), 101)
    }
    for person in people.values():
        person.password_hash = secret
    roles = {"alice": Role.OWNER, "adam": Role.ADMIN, "bob": Role.EDITOR, "vera": Role.VIEWER}
    db.session.add_all([ours, theirs, *people.values()])
    db.session.flush()
    for name, role in roles.items():
        db.session.add(Membership(workspace_id=11, staff_id=people[name].id, role=role))
    db.session.add(Membership(workspace_id=12, staff_id=people["mallory"].id, role=Role.OWNER))
    db.session.commit()
    return World(ours=11, theirs=12, **{name: person.id for name, person in people.items()})


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
