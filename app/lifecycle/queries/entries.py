"""One line of somebody's journal, and what happened to the same field since."""

from collections.abc import Sequence

from app.accounts.models import Workspace
from app.audit import queries as journal
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.db import db


def entry(workspace: Workspace, person: int, entry_id: int) -> JournalEntry | None:
    """The line with this id, if it is about this person."""
    return db.session.scalar(
        journal.in_workspace(workspace.id).where(
            JournalEntry.id == entry_id,
            JournalEntry.subject == Subject.CONSTITUENT,
            JournalEntry.subject_id == person,
        )
    )


def first_of(workspace: Workspace, person: int, change_set: int) -> JournalEntry | None:
    """The first line of a change set about this person: it says who made it, when, and through which door."""
    return db.session.scalar(
        journal.in_workspace(workspace.id)
        .where(
            JournalEntry.change_set == change_set,
            JournalEntry.subject == Subject.CONSTITUENT,
            JournalEntry.subject_id == person,
        )
        .order_by(JournalEntry.id)
        .limit(1)
    )


def since(workspace: Workspace, line: JournalEntry) -> Sequence[JournalEntry]:
    """Later lines about the same field and value, oldest first; an ID in another system is its own value."""
    later = journal.in_workspace(workspace.id).where(
        JournalEntry.subject == line.subject,
        JournalEntry.subject_id == line.subject_id,
        JournalEntry.field == line.field,
        JournalEntry.id > line.id,
    )
    if line.field == "external_ids":
        found = db.session.scalars(later.order_by(JournalEntry.id)).all()
        return [each for each in found if (each.before or each.after) == (line.before or line.after)]
    of_value = later.where(JournalEntry.item_id == line.item_id)
    return db.session.scalars(of_value.order_by(JournalEntry.id)).all()
