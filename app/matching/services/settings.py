"""Changing the settings of matching in one workspace."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Workspace
from app.audit.domain.meanwhile import Meanwhile
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, changed_meanwhile, differences, record
from app.db import db
from app.matching.domain.decide import MatchingSettings
from app.matching.queries.settings import SETTINGS, settings_of


def change(
    workspace: Workspace, after: MatchingSettings, *, shown: MatchingSettings, actor: Actor
) -> list[Change] | Meanwhile:
    """Write what differs and journal it; answers the changes, none when everything was so already.

    Nothing is written where somebody else changed the settings since they were `shown`.
    """
    held = db.session.get_one(
        Workspace, workspace.id, with_for_update={"key_share": True}, populate_existing=True
    )
    before = _named(settings_of(held))
    changes = differences(Subject.WORKSPACE, held.id, before, _named(after))
    if changes and (theirs := changed_meanwhile(held.id, _named(shown), before)):
        return theirs
    if changes:
        held.matching = after.to_json()
    record(held.id, actor, changes)
    return changes


def _named(settings: MatchingSettings) -> Mapping[str, Any]:
    values = (settings.on, settings.batch.automatic, settings.batch.possible, settings.hand.possible)
    return dict(zip(SETTINGS, values, strict=True))
