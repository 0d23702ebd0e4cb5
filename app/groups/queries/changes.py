"""The latest changes of a static group's list, to look at and to take back."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit import queries as journal
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.db import db
from app.groups.models import Group
from app.groups.queries.stays import left_to_undo

ADDED, REMOVED = "members added", "members removed"
"""What the journal calls the two acts."""

LATEST = 10


@dataclass(frozen=True, slots=True)
class ListChange:
    """So many people joined or left by one act; `undo` is its change set, None for what is an undo itself.

    `open` is for how many of them it could still be taken back.
    """

    at: datetime
    actor: str
    joined: bool
    count: int
    undo: int | None
    open: int = 0


def recent_changes(workspace: Workspace, group: Group) -> list[ListChange]:
    """The latest acts by which people were added or taken out, newest first."""
    query = (
        select(JournalEntry)
        .where(
            JournalEntry.workspace_id == workspace.id,
            JournalEntry.subject == Subject.GROUP,
            JournalEntry.subject_id == group.id,
            JournalEntry.field.in_((ADDED, REMOVED)),
        )
        .order_by(JournalEntry.id.desc())
        .limit(LATEST)
    )
    changes = [_change(entry) for entry in db.session.scalars(query)]
    left = left_to_undo(group, {change.undo for change in changes if change.undo})
    return [replace(change, open=left.get(change.undo or 0, 0)) for change in changes]


def act_of(workspace: Workspace, group: Group, change_set: int) -> str | None:
    """Whether this act added people to the group's list or took them out; None where it did neither."""
    for entry in journal.of_change_set(workspace.id, change_set):
        is_ours = (entry.subject, entry.subject_id) == (Subject.GROUP, group.id)
        if is_ours and entry.field in (ADDED, REMOVED):
            return entry.field
    return None


def _change(entry: JournalEntry) -> ListChange:
    joined = entry.field == ADDED
    told = entry.after if joined else entry.before
    count = told if isinstance(told, int) else len(told or ())
    return ListChange(
        entry.at, entry.actor, joined, count, None if entry.via is Via.UNDO else entry.change_set
    )
