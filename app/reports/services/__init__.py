"""Keeping the people behind a number: as a file, and as a static group."""

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record


def note_export(workspace: Workspace, *, report: str, told: str, count: int, actor: Actor) -> None:
    """Write into the journal whom somebody took out of a report as a file, and how many they were."""
    after = {"report": report, "filter": told, "people": count}
    record(workspace.id, actor, [Change(Subject.EXPORT, workspace.id, "people of a report", after=after)])
