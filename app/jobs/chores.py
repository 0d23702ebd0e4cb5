"""What is done in every workspace now and then, when it is due and nobody waits for it."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.db import bind, db

CHORES: list[Callable[[int], object]] = []
"""Each is called with a workspace's id, and answers at once where nothing is due; the factory fills it."""


def do_all(app: Flask) -> None:
    """Do every chore in every workspace, each in a transaction of its own."""
    with app.app_context():
        workspaces = db.session.scalars(select(Workspace.id)).all()
    for workspace_id in workspaces:
        for chore in CHORES:
            with app.app_context():
                bind(workspace_id)
                chore(workspace_id)
                db.session.commit()
