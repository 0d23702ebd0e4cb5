"""Storing what was decided about rows: in the row, beside it, and in the count of the import."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, inspect

from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.records import beside
from app.batches import services as batches
from app.batches.models import Batch, BatchRow
from app.batches.services.tally import moved
from app.constituents.queries import in_parts
from app.db import db, insert_all, update_all
from app.imports.domain.reader import RawRow


@dataclass(frozen=True, slots=True)
class Values:
    """The columns of a row and of what stands beside it; `raw` is the row as it was read, where it is new."""

    row: dict[str, Any]
    beside: dict[str, Any] | None
    raw: RawRow | None = None

    @property
    def people(self) -> Iterator[int]:
        """Everybody of whom the row tells."""
        if self.row["target_id"]:
            yield self.row["target_id"]
        yield from (each["constituent_id"] for each in (self.row["match"] or {}).get("candidates", ()))


def store(batch: Batch, rows: Sequence[Values], *, is_first: bool) -> None:
    """Store rows for the first time."""
    batches.came(batch, [each.row for each in rows], is_first=is_first)
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    insert_all(BatchRow, [key | each.row for each in rows])
    _store_beside(batch, rows)


def store_again(batch: Batch, before: Mapping[int, BatchRow], rows: Sequence[Values]) -> None:
    """Store what is decided about rows anew; `before` are these rows as they stand."""
    moved(batch, [before[each.row["number"]] for each in rows], [each.row for each in rows])
    write(batch, [each.row for each in rows])
    numbers = [each.row["number"] for each in rows]
    for some in in_parts(numbers):
        db.session.execute(
            delete(ActivityRow).where(*beside(batch), ActivityRow.number.in_(some)),
            execution_options={"synchronize_session": False},
        )
    _store_beside(batch, rows)


def _store_beside(batch: Batch, rows: Sequence[Values]) -> None:
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    told = [key | {"number": each.row["number"]} | each.beside for each in rows if each.beside]
    insert_all(ActivityRow, told)


def write(batch: Batch, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write values of several rows, each with its `number` and the same columns; objects are read anew."""
    if not rows:
        return
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    db.session.flush()
    update_all(BatchRow, [key | dict(row) for row in rows])
    written = {(batch.workspace_id, batch.id, row["number"]) for row in rows}
    for item in db.session:
        if isinstance(item, BatchRow) and inspect(item).identity in written:  # asking it itself would read it
            db.session.expire(item)


def clear(batch: Batch) -> None:
    """Forget every row of an import that has changed nothing yet."""
    batches.clear(batch)
    db.session.execute(delete(ActivityRow).where(*beside(batch)))
