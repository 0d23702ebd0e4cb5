"""Writing a row only when nobody else wrote it since, and reading a deleted one back out of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.cultivation.models import Constituency, Note, Prospect
from app.db import db


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was written: somebody else changed the row since it was shown. It is refreshed to theirs."""


def write(row: Note | Constituency | Prospect, version: int, values: Mapping[str, Any]) -> bool:
    """Write the values when the row is still at `version`; refreshes it either way."""
    kind: Any = type(row)
    key = [column == getattr(row, column.key) for column in kind.__table__.primary_key.columns]
    statement = (
        update(kind)
        .where(*key, kind.version == version)
        .values(**values, version=version + 1)
        .returning(kind.version)
        .execution_options(synchronize_session=False)
    )
    written = db.session.execute(statement).one_or_none() is not None
    db.session.refresh(row)
    return written


def deleted(
    workspace_id: int, constituent_id: int, item_id: int, *fields: str
) -> list[dict[str, Any] | None]:
    """What the journal kept of a deleted row, for each field; empty when it was never there or is there."""
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == constituent_id,
        JournalEntry.item_id == item_id,
        JournalEntry.field.in_(fields),
    )
    entries = db.session.scalars(query.order_by(JournalEntry.id.desc())).all()
    if not entries or entries[0].after is not None:
        return []
    last = {each.field: each.before for each in entries if each.change_set == entries[0].change_set}
    return [last.get(field) for field in fields] if last.get(fields[0]) else []
