"""The things that rules refer to: by what name, and whether they are in use."""

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Event
from app.consent.domain.gates import Topic
from app.consent.models import InterestGroup
from app.db import db
from app.groups.queries import imports

Ended = dict[tuple[str, int], str]
"""Names of what is there and no longer in use, by its kind and id or number."""


def interests(workspace: Workspace) -> tuple[dict[int, Topic], Ended]:
    """The interest groups in use, by name, and the names of those that are archived."""
    columns = (InterestGroup.id, InterestGroup.name, InterestGroup.is_opt_in, InterestGroup.archived_at)
    query = select(*columns).where(InterestGroup.workspace_id == workspace.id).order_by(InterestGroup.name)
    rows = db.session.execute(query).all()
    used = {row.id: Topic(row.id, row.name, row.is_opt_in) for row in rows if row.archived_at is None}
    return used, {("interest", row.id): row.name for row in rows if row.id not in used}


def imports_named(workspace: Workspace, numbers: frozenset[int]) -> tuple[dict[int, str], Ended]:
    """What these imports are called, by number, and what those of them are called that were undone."""
    found = imports.named(workspace, numbers)
    standing = {number: name for number, (name, undone) in found.items() if not undone}
    return standing, {("import", key): name for key, (name, _) in found.items() if key not in standing}


def names_of(workspace: Workspace, table: type[Event | Campaign], ids: frozenset[int]) -> dict[int, str]:
    """The names of these events or campaigns, by id."""
    if not ids:
        return {}
    query = select(table.id, table.name).where(table.workspace_id == workspace.id, table.id.in_(sorted(ids)))
    return {row.id: row.name for row in db.session.execute(query)}


def latest(workspace: Workspace, at: datetime, number: int) -> tuple[int, ...]:
    """The campaigns that were sent last by then, the newest first."""
    if not number:
        return ()
    sent = select(Campaign.id).where(Campaign.workspace_id == workspace.id, Campaign.sent_at <= at)
    newest = sent.order_by(Campaign.sent_at.desc(), Campaign.id.desc()).limit(number)
    return tuple(db.session.scalars(newest))
