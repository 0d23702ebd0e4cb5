"""The rules of permission that a workspace has chosen."""

from zoneinfo import ZoneInfo

from app.accounts.models import Workspace
from app.consent.domain.policy import Rules
from app.consent.domain.rules_json import rules_from_json


def rules_of(workspace: Workspace) -> Rules:
    """What this workspace asks for before somebody may be emailed. No statement."""
    return rules_from_json(
        workspace.consent_policy, workspace.consent_rules or {}, ZoneInfo(workspace.timezone)
    )
