"""Changing the update rules of one workspace."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.updates.domain.rules import UpdateRules
from app.updates.queries.settings import SETTINGS, rules_of


def change(workspace: Workspace, after: UpdateRules, *, actor: Actor) -> list[Change]:
    """Write what differs and journal it; answers the changes, none when everything was so already."""
    changes = differences(Subject.WORKSPACE, workspace.id, _named(rules_of(workspace)), _named(after))
    if changes:
        workspace.update_rules = after.to_json()
    record(workspace.id, actor, changes)
    return changes


def _named(rules: UpdateRules) -> Mapping[str, Any]:
    return {SETTINGS[rule]: option for rule, option in rules.to_json().items()}
