"""Noting who took the list of constituents out of Kith."""

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record


def note_export(workspace: Workspace, *, told: str, count: int, kind: str, actor: Actor) -> None:
    """Write into the journal which list was taken, as what, and how long it was."""
    after = {"list": told, "people": count, "format": kind}
    record(workspace.id, actor, [Change(Subject.EXPORT, workspace.id, "constituents", after=after)])


def note_history(workspace: Workspace, constituent_id: int, *, count: int, actor: Actor) -> None:
    """Write into the journal whose permission history was taken, and how many lines it had."""
    change = Change(Subject.EXPORT, constituent_id, "permission history", after={"lines": count})
    record(workspace.id, actor, [change])
