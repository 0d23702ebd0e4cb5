"""The update rules of one workspace, and when they changed last."""

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.queries import latest
from app.updates.domain.rules import UpdateRules

SETTINGS = {rule: f"update_rules.{rule}" for rule in UpdateRules().to_json()}
"""What the journal calls each rule."""


def rules_of(workspace: Workspace) -> UpdateRules:
    """The rules in force: those that were saved, or the usual ones."""
    return UpdateRules.from_json(workspace.update_rules)


def last_change(workspace_id: int) -> JournalEntry | None:
    """The latest line of the journal about them; None while everything is as it was at first."""
    return latest(workspace_id, Subject.WORKSPACE, workspace_id, SETTINGS.values())
