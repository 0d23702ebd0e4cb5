"""Reading one line of somebody's journal."""

from collections.abc import Collection

from sqlalchemy import select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.db import db


def latest(entry: JournalEntry, fields: Collection[str]) -> JournalEntry:
    """The last line about the same thing as this one, in one of these fields of it; maybe itself."""
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == entry.workspace_id,
        JournalEntry.subject == entry.subject,
        JournalEntry.subject_id == entry.subject_id,
        JournalEntry.item_id == entry.item_id,
        JournalEntry.field.in_(sorted({*fields, entry.field})),
    )
    return db.session.scalars(query.order_by(JournalEntry.id.desc()).limit(1)).one()


def change(
    workspace_id: int, constituent_id: int, entry_id: int, fields: Collection[str]
) -> JournalEntry | None:
    """The line with this id, if it is about one of these fields of this person."""
    return db.session.scalar(
        select(JournalEntry).where(
            JournalEntry.workspace_id == workspace_id,
            JournalEntry.id == entry_id,
            JournalEntry.subject == Subject.CONSTITUENT,
            JournalEntry.subject_id == constituent_id,
            JournalEntry.field.in_(sorted(fields)),
        )
    )
