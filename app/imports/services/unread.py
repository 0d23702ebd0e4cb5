"""The rows of a stored file that no check has stored yet."""

from collections.abc import Iterable, Iterator

from app.batches import queries as batches
from app.batches.models import Batch
from app.imports import queries
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape
from app.work.domain.lease import Refused as CannotGoOn


def unread(batch: Batch, limits: Limits) -> Iterator[RawRow]:
    """These rows, in the order of the file; one that cannot be read on ends the check with words."""
    after, shape = batches.last_number(batch), FileShape.from_json(batch.shape)
    return _after(read_rows(queries.pieces(batch), shape, limits), after)


def _after(rows: Iterable[RawRow | Refused], after: int) -> Iterator[RawRow]:
    for row in rows:
        if isinstance(row, Refused):
            raise CannotGoOn(str(row))
        if row.number > after:
            yield row
