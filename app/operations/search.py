"""What people are found and compared by, written anew in every workspace: after upgrades, and when wrong."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents import search_keeping
from app.db import bind, db
from app.matching import services as matching
from app.matching.queries.facts import is_of_today

REWORDED = ("0003", "0006")
"""The revisions with which the words of a record changed, or what it is compared by, oldest first."""


def catch_up(app: Flask, before: str) -> None:
    """After an upgrade from this revision: write anew what was another then, or is kept by other rules."""
    if before < REWORDED[-1]:
        rebuild(app)
    else:
        for workspace_id in behind(app):
            _rebuild(app, workspace_id)


def behind(app: Flask) -> Sequence[int]:
    """The workspaces in which people are compared by what another program made of them: nobody is found."""
    return [workspace_id for workspace_id, _ in _workspaces(app) if not _is_of_today(app, workspace_id)]


def rebuild(app: Flask) -> Sequence[tuple[str, int]]:
    """Write all of it anew, one workspace after the other; answers their slugs with their people."""
    return [(slug, _rebuild(app, workspace_id)) for workspace_id, slug in _workspaces(app)]


def _workspaces(app: Flask) -> Sequence[tuple[int, str]]:
    with app.app_context():
        return [(row.id, row.slug) for row in db.session.execute(select(Workspace.id, Workspace.slug))]


def _is_of_today(app: Flask, workspace_id: int) -> bool:
    with app.app_context():
        bind(workspace_id)
        return is_of_today(workspace_id)


def _rebuild(app: Flask, workspace_id: int) -> int:
    """The words, then what is compared, committed apart: who writes a record locks both, in this order."""
    with app.app_context():
        bind(workspace_id)
        number = search_keeping.rebuild(workspace_id)
        db.session.commit()
        matching.rebuild(workspace_id)
        db.session.commit()
        return number
