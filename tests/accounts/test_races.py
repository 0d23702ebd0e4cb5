"""Two at once: a link is worth one account, whoever is faster."""

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts import services
from app.accounts.models import Membership, Staff, Workspace
from app.db import db
from tests.accounts.pages import link_on
from tests.accounts.test_set_up import FORM
from tests.factories import World

pytestmark = pytest.mark.both


def at_once(app: Flask, path: str, forms: list[dict[str, str]]) -> list[int]:
    """Post each form to `path` from a thread of its own, all at the same moment; answers the statuses."""
    start = threading.Barrier(len(forms))
    statuses: list[int] = []

    def post(form: dict[str, str]) -> None:
        browser = app.test_client()
        start.wait()
        statuses.append(browser.post(path, data=form).status_code)

    threads = [threading.Thread(target=post, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def count(app: Flask, kind: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_two_set_ups_at_once_make_one_workspace(app: Flask) -> None:
    with app.app_context():
        link = services.set_up_link() or ""
        db.session.commit()

    statuses = at_once(app, link, [FORM | {"email": f"{name}@example.org"} for name in ("ann", "bea", "cem")])

    assert set(statuses) <= {303, 403}
    assert (count(app, Workspace), count(app, Staff)) == (1, 1)


def test_an_invitation_accepted_twice_at_once_makes_one_member(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    form = {"email": "nina@example.org", "role": "viewer"}
    link = link_on(as_alice.post("/settings/people/invitations/new", data=form).text)
    members = count(app, Membership)

    statuses = at_once(app, link, [{"name": "Nina", "password": "tuba ocean lantern"}] * 3)

    assert sorted(statuses) == [303, 404, 404]
    assert count(app, Membership) == members + 1
