"""What is done in every workspace now and then, when it is due and nobody waits for it."""

import logging
from collections.abc import Callable, Sequence

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.accounts.queries import locale_of
from app.db import bind, db
from app.words import speaking

_log = logging.getLogger(__name__)

CHORES: list[Callable[[int], object]] = []
"""Each is called with a workspace's id, and answers at once where nothing is due; the factory fills it."""


PROMPT: list[tuple[Callable[[], bool], Callable[[int], object]]] = []
"""Chores that wait for nobody: whether one is due, which asks no database, and the chore."""


def do_all(app: Flask) -> None:
    """Do every chore in every workspace, each in a transaction of its own."""
    _do(app, CHORES)


def do_prompt(app: Flask) -> None:
    """Do those chores that cannot wait, where they are due."""
    if due := [chore for is_due, chore in PROMPT if is_due()]:
        _do(app, due)


def _do(app: Flask, chores: Sequence[Callable[[int], object]]) -> None:
    with app.app_context():
        workspaces = db.session.scalars(select(Workspace.id)).all()
    for workspace_id in workspaces:
        for chore in chores:
            with app.app_context():
                _do_one(chore, workspace_id)


def _do_one(chore: Callable[[int], object], workspace_id: int) -> None:
    """One that fails keeps no other from being done; it is tried again the next time."""
    bind(workspace_id)
    try:
        with speaking(locale_of(workspace_id)):
            chore(workspace_id)
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        told = {"chore": getattr(chore, "__qualname__", ""), "workspace": workspace_id}
        _log.warning("something that is due could not be done", exc_info=error, extra={"fields": told})
