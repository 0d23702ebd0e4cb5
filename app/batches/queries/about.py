"""Which rows of imports are about one person."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.headers import fold
from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchRow
from app.constituents.models import Constituent, Departure, Removal
from app.db import db

_SIGNS = "C#- 0\u2011\u2013"
"""What may stand before the number of a lookup ID."""


def rows_about(workspace_id: int, person: int, email_keys: Collection[str]) -> ColumnElement[bool]:
    """Whether a row is about this person: it wrote or will write her record, names it, or brings her address.

    A row that names somebody else's record is not hers, even where the two share an inbox. Asks two
    statements: by which lookup IDs she is known, and in which columns the imports have such IDs.
    """
    will = and_(
        BatchRow.target_id == person, or_(BatchRow.outcome == Outcome.READY, BatchRow.email_key == "")
    )
    brings = BatchRow.email_key.in_(sorted(email_keys))
    names = _names(workspace_id, person)
    unnamed = and_(or_(brings, names), or_(BatchRow.target_id.is_(None), BatchRow.target_id == person))
    unlinked = or_(will, unnamed, _wrote(workspace_id, person))
    return or_(BatchRow.constituent_id == person, and_(BatchRow.constituent_id.is_(None), unlinked))


def _wrote(workspace_id: int, person: int) -> ColumnElement[bool]:
    """Whether the row wrote her record, by the journal: no row leads to a record that was taken back."""
    lines = select(JournalEntry.batch_id, JournalEntry.row_number).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == person,
        JournalEntry.batch_id.is_not(None),
    )
    return tuple_(BatchRow.batch_id, BatchRow.number).in_(lines)


def _names(workspace_id: int, person: int) -> ColumnElement[bool]:
    """Whether the cell of the lookup ID says hers, or that of a record which was merged into hers."""
    numbers = [str(number) for number in _numbers(workspace_id, person)]
    return or_(
        BatchRow.number < 0,  # where no import has such a column
        *(
            and_(BatchRow.batch_id.in_(batches), _number(column).in_(numbers))
            for column, batches in _columns(workspace_id).items()
        ),
    )


def _numbers(workspace_id: int, person: int) -> Sequence[int]:
    hers = select(Constituent.lookup_number).where(
        Constituent.workspace_id == workspace_id, Constituent.id == person
    )
    merged = select(Departure.lookup_number).where(
        Departure.workspace_id == workspace_id, Departure.into_id == person
    )
    taken_back = select(Removal.lookup_number).where(
        Removal.workspace_id == workspace_id, Removal.constituent_id == person
    )
    return db.session.scalars(hers.union_all(merged, taken_back)).all()


def _columns(workspace_id: int) -> Mapping[int, list[int]]:
    """The imports by the place of their column of lookup IDs."""
    query = select(Batch.id, Batch.mapping, Batch.shape["columns"]).where(Batch.workspace_id == workspace_id)
    found: dict[int, list[int]] = {}
    for batch, mapping, headers in db.session.execute(query):
        stored = (mapping or {}).get("columns", [])
        named = {fold(column["header"]) for column in stored if column.get("field") == "lookup_id"}
        for at, header in enumerate(headers or []):
            if fold(header) in named:
                found.setdefault(at, []).append(batch)
    return found


def _number(column: int) -> ColumnElement[str]:
    """The number of the lookup ID that stands there, however it was typed."""
    said = func.coalesce(BatchRow.edited[str(column)].as_string(), BatchRow.cells[column].as_string())
    return func.ltrim(func.upper(func.trim(said)), _SIGNS)
