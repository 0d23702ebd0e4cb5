"""Rows as files: those with problems, to mend and upload again, and all with what became of them."""

from collections.abc import Callable, Iterator, Sequence

from flask import Response

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.domain.words import became
from app.activity_imports.routes import batch_or_404, bp
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batches import queries as batches
from app.batches.models import Batch
from app.batches.queries import UNDECIDED, RowFilter, lookup_of
from app.batches.queries.reverting import outcomes
from app.batches.routes.downloads import sent
from app.batches.services import cells_of
from app.db import db
from app.words import _

_AT_ONCE = 1_000


@bp.post("/activity/imports/<int:number>/problems")
@requires(Permission.EXPORT)
def problems(number: int) -> Response:
    """Rows that wait or cannot be read: all their columns as they came, then row, state and reason."""
    return _file(batch_or_404(number), "problems", _problems)


@bp.post("/activity/imports/<int:number>/result/file")
@requires(Permission.EXPORT)
def result_file(number: int) -> Response:
    """Every row as it came, and what became of it."""
    return _file(batch_or_404(number), "result", _results)


def _file(batch: Batch, what: str, lines: Callable[[Batch], Iterator[Sequence[str]]]) -> Response:
    change = Change(Subject.EXPORT, batch.id, f"{what} of import", after=batch.number)
    record(batch.workspace_id, actor(), [change])
    db.session.commit()
    return sent(batch, what, lines)


def _headers(batch: Batch) -> list[str]:
    return list(batch.shape.get("headers") or batch.shape["columns"])


def _problems(batch: Batch) -> Iterator[Sequence[str]]:
    headers, after = _headers(batch), 0
    yield [*headers, _("Row"), _("Outcome"), _("Reason")]
    while rows := batches.rows(batch, RowFilter(UNDECIDED), after=after, limit=_AT_ONCE):
        for row in rows:
            told = [str(row.number), became(row.outcome, row.action, row.state), row.detail]
            yield [*cells_of(row)[: len(headers)], *told]
        after = rows[-1].number


def _results(batch: Batch) -> Iterator[Sequence[str]]:
    headers, after = _headers(batch), 0
    yield [*headers, _("Row"), _("Outcome"), _("Constituent"), _("Reason")]
    while rows := outcomes(batch, after=after, limit=_AT_ONCE):
        for row in rows:
            state = became(row.outcome, row.action, row.state)
            told = [str(row.number), state, lookup_of(row.lookup_number) or "", row.detail]
            yield [*cells_of(row)[: len(headers)], *told]
        after = rows[-1].number
