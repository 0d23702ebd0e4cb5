"""The journal tells what is: the last line about each value equals the value."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Select, func, select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.constituents.domain.record import Existing
from app.constituents.queries import existing
from app.db import db
from app.updates.domain.changes import value_to_json

CHANNELS = ("emails", "phones", "addresses")
AT_ONCE = 500


def journal(workspace_id: int) -> Iterable[str]:
    """Every value of a constituent that differs from the last line about it."""
    ids = _journaled(workspace_id)
    while some := list(islice(ids, AT_ONCE)):
        records = existing(workspace_id, some)
        for line in db.session.execute(_last_lines(workspace_id, some)):
            record = records.get(line.subject_id)
            if record is not None and not _agrees(record, line.field, line.item_id, line.after):
                yield f"constituent {record.id}: {line.field} is not what its last line in the journal says"


def _journaled(workspace_id: int) -> Iterator[int]:
    subjects = select(JournalEntry.subject_id).where(
        JournalEntry.workspace_id == workspace_id, JournalEntry.subject == Subject.CONSTITUENT
    )
    return iter(db.session.scalars(subjects.distinct().order_by(JournalEntry.subject_id)).all())


def _last_lines(workspace_id: int, ids: list[int]) -> Select[Any]:
    newest_first = func.row_number().over(
        partition_by=(JournalEntry.subject_id, JournalEntry.field, JournalEntry.item_id),
        order_by=(JournalEntry.at.desc(), JournalEntry.id.desc()),
    )
    lines = (
        select(
            JournalEntry.subject_id,
            JournalEntry.field,
            JournalEntry.item_id,
            JournalEntry.after,
            newest_first.label("place"),
        )
        .where(JournalEntry.workspace_id == workspace_id, JournalEntry.subject == Subject.CONSTITUENT)
        .where(JournalEntry.subject_id.in_(ids))
        .subquery()
    )
    return select(lines).where(lines.c.place == 1)


def _agrees(record: Existing, field: str, item_id: int, after: Any) -> bool:
    """Whether the record holds this; a field that this check does not know is believed."""
    if field.startswith("name."):
        return bool(getattr(record.name, field.removeprefix("name.")) == (after or ""))
    if field == "birth":
        return bool(value_to_json(record.birth) == after)
    if field in CHANNELS:
        return bool(_itself(_item(record, field, item_id)) == _itself(after))
    return True


def _item(record: Existing, field: str, item_id: int) -> Any:
    found = next((item for item in getattr(record, field) if item.id == item_id), None)
    return value_to_json(found) if found else None


def _itself(value: Any) -> Any:
    # Which one is primary changes with another value's line; where it was learned is said of some only.
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if name not in ("primary", "source")}
    return value
