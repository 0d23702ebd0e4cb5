"""Noting who took gifts out of Kith."""

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record


def note_export(workspace: Workspace, *, told: str, count: int, actor: Actor) -> None:
    """Write into the journal which gifts were taken, and how many."""
    after = {"list": told, "gifts": count}
    record(workspace.id, actor, [Change(Subject.EXPORT, workspace.id, "donations", after=after)])
