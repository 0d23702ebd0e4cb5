"""Asking pages of groups and permission as a browser and as htmx."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db
from tests import factories
from tests.groups.makers import GAVE_100, group, people, rule

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


def words(page: str) -> str:
    """The text of a page as people read it."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).replace(" ,", ",")


def some_groups(app: Flask, workspace_id: int) -> tuple[int, int, list[int]]:
    """Ids of a dynamic group of three givers, of a static group of nobody, and of the givers."""
    with factories.inside(app, workspace_id):
        workspace = db.session.get_one(Workspace, workspace_id)
        workspace.consent_policy = "opt_out"
        givers = people(workspace, 3, gave=10_000)
        people(workspace, 2)
        donors, board = group(workspace, "Donors", rule(GAVE_100)), group(workspace, "Board")
        ids = donors.id, board.id
        db.session.commit()
    return *ids, givers


def builder(*conditions: dict[str, str], name: str = "Donors 100", **more: str) -> dict[str, str]:
    """The form of the builder with these conditions, typed one below the other."""
    fields = {f"c{n}-{field}": value for n, one in enumerate(conditions, 1) for field, value in one.items()}
    return {"type": "dynamic", "match": "all", "name": name, "purpose": "", "version": "0"} | fields | more


def text_of(client: FlaskClient, url: str, **how: object) -> str:
    """The words of the page at a URL, which must be there."""
    answer = client.get(url, **how)  # type: ignore[arg-type]
    assert answer.status_code == 200, url
    return words(answer.text)
