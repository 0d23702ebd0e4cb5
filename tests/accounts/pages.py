"""Reading and filling pages in tests of accounts."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Membership, Staff, StaffSession
from app.db import bind, db
from tests.factories import PASSWORD

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


def words(page: str) -> str:
    """The text of a page as people read it."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def sign_in(client: FlaskClient, email: str = "alice@example.org", password: str = PASSWORD) -> int:
    """Fill in the sign-in form; answers the status."""
    return client.post("/sign-in", data={"email": email, "password": password}).status_code


def link_on(page: str) -> str:
    """The path of the one-time link that a page shows."""
    found = re.search(r'value="http://localhost(/[^"]+)"', page)
    assert found
    return found[1]


def role_of(app: Flask, workspace_id: int, staff_id: int) -> str | None:
    with app.app_context():
        member = db.session.get(Membership, (workspace_id, staff_id))
        return member.role.value if member else None


def sessions_of(app: Flask, staff_id: int) -> int:
    with app.app_context():
        return len(db.session.scalars(select(StaffSession).where(StaffSession.staff_id == staff_id)).all())


def staff(app: Flask, email: str) -> int | None:
    with app.app_context():
        return db.session.scalar(select(Staff.id).where(Staff.email_key == email))


def journal(app: Flask, workspace_id: int) -> list[tuple[str, object, object]]:
    """Field, before and after of every entry, oldest first."""
    from app.audit.queries import recent

    with app.app_context():
        bind(workspace_id)
        entries = reversed(recent(workspace_id, limit=100).entries)
        return [(entry.field, entry.before, entry.after) for entry in entries]
