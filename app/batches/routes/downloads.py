"""Rows with problems as a file, to mend in a spreadsheet and upload again."""

from collections.abc import Callable, Iterator, Sequence

from flask import Response

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batches import queries
from app.batches.domain.again import added_headers
from app.batches.models import Batch
from app.batches.queries import UNDECIDED, RowFilter
from app.batches.routes import batch_or_404, bp
from app.batches.services import cells_of
from app.db import bind, db, reading
from app.web.downloads import FileKind, table_file

_AT_ONCE = 500


@bp.post("/<door:door>/<int:number>/problems")
@requires(Permission.EXPORT)
def problems(number: int) -> Response:
    """Rows that need a decision: all their columns as they came, then row, outcome and reason."""
    batch = batch_or_404(number)
    what = f"problems of {batch.kind.noun}"
    record(batch.workspace_id, actor(), [Change(Subject.EXPORT, batch.id, what, after=number)])
    db.session.commit()
    return sent(batch, "problems", _lines)


def sent(batch: Batch, what: str, lines: Callable[[Batch], Iterator[Sequence[str]]]) -> Response:
    """A file of the rows of a batch, read while it is sent, in a session nobody has to wait for."""
    db.session.refresh(batch)
    db.session.expunge(batch)  # it shall outlive this session

    def read() -> Iterator[Sequence[str]]:
        with reading():
            bind(batch.workspace_id)
            db.session.connection()
        yield from lines(batch)

    name = f"{batch.name}-{what}"
    db.session.rollback()
    return table_file(name, read(), FileKind.CSV)


def _lines(batch: Batch) -> Iterator[Sequence[str]]:
    """A row with more cells than columns keeps them: they stand in its last column, where staff see them."""
    columns = batch.shape["columns"]
    yield [*(batch.shape.get("headers") or columns), *added_headers(batch.number)]
    after: int | None = None
    while rows := queries.rows(batch, RowFilter(UNDECIDED), after=after, limit=_AT_ONCE):
        for row in rows:
            cells = _as_wide(cells_of(row), len(columns))
            yield [*cells, str(row.number), row.outcome.value.replace("_", " "), row.detail]
        after = rows[-1].number


def _as_wide(cells: Sequence[str], columns: int) -> Sequence[str]:
    rest = " | ".join(cell for cell in cells[columns - 1 :] if cell)
    return cells if len(cells) <= columns else [*cells[: columns - 1], rest]
