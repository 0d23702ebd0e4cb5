"""What people are found and compared by, written anew in every workspace: after upgrades, and when wrong."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents import search_keeping
from app.db import bind, db
from app.matching import services as matching

REWORDED = ("0003", "0006")
"""The revisions with which the words of a record changed, or what it is compared by, oldest first."""


def catch_up(app: Flask, before: str) -> None:
    """After an upgrade from this revision: write all of it anew, if it was another then."""
    if before < REWORDED[-1]:
        rebuild(app)


def rebuild(app: Flask) -> Sequence[tuple[str, int]]:
    """Write all of it anew, one transaction a workspace; answers the workspaces' slugs with their people."""
    with app.app_context():
        workspaces = [(row.id, row.slug) for row in db.session.execute(select(Workspace.id, Workspace.slug))]
    return [(slug, _rebuild(app, workspace_id)) for workspace_id, slug in workspaces]


def _rebuild(app: Flask, workspace_id: int) -> int:
    with app.app_context():
        bind(workspace_id)
        number = search_keeping.rebuild(workspace_id)
        matching.rebuild(workspace_id)
        db.session.commit()
        return number
