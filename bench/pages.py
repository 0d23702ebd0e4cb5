"""Pages beside a bare view of the same framework, in process, on the sample workspace."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Membership
from app.accounts.services import open_session
from app.activity.models import Donation
from app.db import bind, db
from bench.timing import Figure, measure, table


def run(app: Flask, workspace_id: int, *, times: int) -> str:
    """A table of pages, each as often the bare view's time."""
    client = _signed_in(app, workspace_id)
    giver = _largest_giver(app, workspace_id)
    bare = _bare()
    floor = measure("bare Flask view", lambda: bare.get("/"), times=times)
    pages = {
        "constituents, first page": "/constituents",
        "search, prefix of a name": "/constituents?q=smi",
        "search, digits of a phone": "/constituents?q=555-01",
        "profile, overview": f"/constituents/{giver}",
        "profile, donations": f"/constituents/{giver}/donations",
        "profile, email preferences": f"/constituents/{giver}/email-preferences",
        "groups": "/groups",
        "imports": "/imports",
    }
    figures = [measure(label, lambda url=url: _ok(client, url), times=times) for label, url in pages.items()]
    return table("Pages (in process)", [floor, *figures], floor=floor)


def _ok(client: FlaskClient, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")


def _bare() -> FlaskClient:
    app = Flask("bare")
    app.add_url_rule("/", "root", lambda: "<!doctype html><title>bare</title>")
    return app.test_client()


def _signed_in(app: Flask, workspace_id: int) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        staff = db.session.scalars(
            select(Membership.staff_id).where(Membership.workspace_id == workspace_id)
        ).first()
        if staff is None:
            raise RuntimeError("the workspace has no staff")
        token = open_session(staff)
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def _largest_giver(app: Flask, workspace_id: int) -> int:
    with app.app_context():
        bind(workspace_id)
        query = (
            select(Donation.constituent_id)
            .where(Donation.workspace_id == workspace_id)
            .group_by(Donation.constituent_id)
            .order_by(func.count().desc())
        )
        return db.session.scalars(query.limit(1)).one()


__all__ = ["Figure", "run"]
