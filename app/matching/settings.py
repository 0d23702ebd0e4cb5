"""The settings of matching in one workspace: read, changed, and when they changed last."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.services import Actor, Change, differences, record
from app.db import db
from app.matching.domain.decide import MatchingSettings

FIELDS = ("matching", "matching_automatic", "matching_possible", "matching_possible_by_hand", "name_pair")
"""What the journal says of matching, a name for each setting."""


def settings_of(workspace: Workspace) -> MatchingSettings:
    """The settings in force: those that were saved, or the usual ones."""
    return MatchingSettings.from_json(workspace.matching) if workspace.matching else MatchingSettings()


def change(workspace: Workspace, after: MatchingSettings, *, actor: Actor) -> list[Change]:
    """Write what differs and journal it; answers the changes, none when everything was so already."""
    before = _named(settings_of(workspace))
    changes = differences(Subject.WORKSPACE, workspace.id, before, _named(after))
    if changes:
        workspace.matching = after.to_json()
    record(workspace.id, actor, changes)
    return changes


def last_change(workspace_id: int) -> JournalEntry | None:
    """The latest line of the journal about matching; None while everything is as it was at first."""
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.WORKSPACE,
        JournalEntry.subject_id == workspace_id,
        JournalEntry.field.in_(FIELDS),
    )
    return db.session.scalars(query.order_by(JournalEntry.id.desc()).limit(1)).first()


def _named(settings: MatchingSettings) -> Mapping[str, Any]:
    values = (settings.on, settings.batch.automatic, settings.batch.possible, settings.hand.possible)
    return dict(zip(FIELDS, values, strict=False))
