"""Rows with problems as a file, to mend in a spreadsheet and upload again."""

from collections.abc import Iterator, Sequence

from flask import Response

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batches import queries
from app.batches.models import Batch
from app.batches.queries import UNDECIDED, RowFilter
from app.batches.routes import batch_or_404, bp
from app.batches.services import cells_of
from app.db import db
from app.web.downloads import csv_file


@bp.post("/imports/<int:number>/problems")
@requires(Permission.EXPORT)
def problems(number: int) -> Response:
    """Rows that need a decision: their own columns, then outcome and reason."""
    batch = batch_or_404(number)
    file = csv_file(f"{batch.name}-problems", _lines(batch))
    record(
        batch.workspace_id, actor(), [Change(Subject.EXPORT, batch.id, "problems of import", after=number)]
    )
    db.session.commit()
    return file


def _lines(batch: Batch) -> Iterator[Sequence[str]]:
    columns = batch.shape["columns"]
    yield [*columns, "Row", "Outcome", "Reason"]
    after = 0
    while rows := queries.rows(batch, RowFilter(UNDECIDED), after=after):
        for row in rows:
            cells = cells_of(row)[: len(columns)]
            yield [*cells, str(row.number), row.outcome.value, row.detail]
        after = rows[-1].number
