"""The one rewriting of the journal: the lines about a person who is erased lose what they tell."""

from sqlalchemy import update

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.db import db

_ABOUT_PEOPLE = (Subject.CONSTITUENT, Subject.EXPORT)


def forget_person(workspace_id: int, person: int) -> None:
    """Blank what her fields were and became; who changed which field, when and by what, stays.

    The database refuses it for anybody who is not among the erased.
    """
    db.session.execute(
        update(JournalEntry)
        .where(
            JournalEntry.workspace_id == workspace_id,
            JournalEntry.subject.in_(_ABOUT_PEOPLE),
            JournalEntry.subject_id == person,
        )
        .values(before=None, after=None),
        execution_options={"synchronize_session": False},
    )
