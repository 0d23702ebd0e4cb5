"""Changing the settings of matching in one workspace."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.matching.domain.decide import MatchingSettings
from app.matching.queries.settings import SETTINGS, settings_of


def change(workspace: Workspace, after: MatchingSettings, *, actor: Actor) -> list[Change]:
    """Write what differs and journal it; answers the changes, none when everything was so already."""
    before = _named(settings_of(workspace))
    changes = differences(Subject.WORKSPACE, workspace.id, before, _named(after))
    if changes:
        workspace.matching = after.to_json()
    record(workspace.id, actor, changes)
    return changes


def _named(settings: MatchingSettings) -> Mapping[str, Any]:
    values = (settings.on, settings.batch.automatic, settings.batch.possible, settings.hand.possible)
    return dict(zip(SETTINGS, values, strict=True))
