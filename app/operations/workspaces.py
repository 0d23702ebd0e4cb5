"""Which workspace a command is for."""

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Workspace
from app.accounts.services.workspaces import create_workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import bind, db

OPERATOR = Actor(label="Command line", via=Via.COMMAND)
"""Who the journal names for what a command does."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The session is bound to this workspace."""

    workspace: Workspace
    is_new: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """No workspace was chosen; `why` says what to do."""

    why: str


def choose(slug: str | None) -> Chosen | Unclear:
    """The workspace of that slug, or the only one; a first one named `default` is made and committed."""
    found = {each.slug: each for each in db.session.scalars(select(Workspace).order_by(Workspace.slug))}
    if not found:
        return _bound(_first(slug or "default"), is_new=True)
    if slug is None and len(found) == 1:
        return _bound(next(iter(found.values())), is_new=False)
    names = ", ".join(found)
    if slug is None:
        return Unclear(f"There are several workspaces. Say which one with --workspace: {names}")
    if slug not in found:
        return Unclear(f"There is no workspace “{slug}”. There is: {names}")
    return _bound(found[slug], is_new=False)


def _first(slug: str) -> Workspace:
    workspace = create_workspace(name=slug, slug=slug, actor=OPERATOR)
    db.session.commit()
    return workspace


def _bound(workspace: Workspace, *, is_new: bool) -> Chosen:
    bind(workspace.id)
    db.session.commit()  # lets go of SQLite's write lock
    return Chosen(workspace, is_new)
