"""Reading notes of one constituent, newest first."""

from datetime import date

from sqlalchemy import select

from app.cultivation.models import Note
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page


def notes(
    workspace_id: int, constituent_id: int, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Note]:
    """A page of the notes about one person, the latest day first."""
    query = select(Note).where(Note.workspace_id == workspace_id, Note.constituent_id == constituent_id)
    place = dated(cursor, date)
    found = db.session.scalars(
        read_from(query, (Note.happened_on, Note.id), place, size=size, falling=True)
    ).all()
    return page(found, size=size, cursor=place, key=lambda note: (note.happened_on.isoformat(), note.id))


def note(workspace_id: int, constituent_id: int, note_id: int) -> Note | None:
    """One note about this person, or None."""
    return db.session.scalar(
        select(Note).where(
            Note.workspace_id == workspace_id, Note.constituent_id == constituent_id, Note.id == note_id
        )
    )
