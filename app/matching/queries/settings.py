"""The settings of matching in one workspace, and when they changed last."""

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.queries import latest
from app.matching.domain.decide import MatchingSettings

SETTINGS = ("matching", "matching_automatic", "matching_possible", "matching_possible_by_hand")
"""What the journal calls the switch and the thresholds."""
NAME_PAIR = "name_pair"
"""What it calls a line about given names."""


def settings_of(workspace: Workspace) -> MatchingSettings:
    """The settings in force: those that were saved, or the usual ones."""
    return MatchingSettings.from_json(workspace.matching) if workspace.matching else MatchingSettings()


def last_change(workspace_id: int) -> JournalEntry | None:
    """The latest line of the journal about matching; None while everything is as it was at first."""
    return latest(workspace_id, Subject.WORKSPACE, workspace_id, (*SETTINGS, NAME_PAIR))
