"""What is left of a record that was taken back: its number, and what the journal tells of it."""

from sqlalchemy import exists, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.constituents.departures import departure, removal
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import PARTS, Name
from app.constituents.domain.record import Existing, Kind
from app.constituents.models import Removal
from app.db import db


def remains(workspace: Workspace, constituent_id: int) -> Existing | None:
    """Somebody whose addition was undone, by the name she had last and without anything else; her values
    are for the journal to tell. None for who is here, was erased since, or never was."""
    gone = removal(workspace, constituent_id)
    if gone is None or departure(workspace, constituent_id) is not None:
        return None
    return Existing(
        Kind.INDIVIDUAL,
        _last_name(workspace.id, constituent_id),
        lookup_id=format_lookup(gone.lookup_number),
        id=constituent_id,
        active=False,
    )


def came_with_the_sample(workspace: Workspace, gone: Removal) -> bool:
    """Whether somebody who was removed had been one of the sample people."""
    by_the_sample = exists().where(
        JournalEntry.workspace_id == workspace.id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == gone.constituent_id,
        JournalEntry.via == Via.SEED,
    )
    return bool(db.session.scalar(select(by_the_sample)))


def _last_name(workspace_id: int, constituent_id: int) -> Name:
    query = select(JournalEntry.field, JournalEntry.after).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == constituent_id,
        JournalEntry.field.in_([f"name.{part}" for part in PARTS]),
    )
    lines = db.session.execute(query.order_by(JournalEntry.id))
    return Name(**{field.removeprefix("name."): after or "" for field, after in lines})
