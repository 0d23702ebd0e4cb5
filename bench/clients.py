"""Browsers without a network: one that is signed in to Kith, and one that asks a bare view."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Membership
from app.accounts.services import open_session
from app.db import db
from app.server import settle

AS_TYPED = {"HX-Request": "true", "HX-Request-Type": "partial"}
Ask = Callable[[str], object]


def signed_in(app: Flask, workspace_id: int, headers: Mapping[str, str] | None = None) -> Ask:
    """Gets a page as the workspace's owner, and raises where it is not answered with 200."""
    client = browser(app, workspace_id)
    settle()
    return lambda url: _ok(client.get(url, headers=headers), url)


def browser(app: Flask, workspace_id: int) -> FlaskClient:
    """The workspace's owner, signed in."""
    client = app.test_client()
    with app.app_context():
        query = select(Membership.staff_id).where(Membership.workspace_id == workspace_id)
        token = open_session(db.session.scalars(query).first() or 0)
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def bare() -> Ask:
    """Gets a page of an application that does nothing else."""
    app = Flask("bare")
    app.add_url_rule("/", "root", lambda: "<!doctype html><title>bare</title>")
    client = app.test_client()
    return lambda url: _ok(client.get(url), url)


def of_peer(client: Any) -> Ask:
    """Gets a page of the peer."""
    return lambda url: _ok(client.get(url), url)


def _ok(response: Any, url: str) -> object:
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    return response
