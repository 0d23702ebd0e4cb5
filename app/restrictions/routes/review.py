"""What the check found, and after the commit what was done: each number with its rows."""

from collections.abc import Iterator, Sequence

from flask import Response, request

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.restrictions import queries
from app.restrictions.domain.counts import DATE, View
from app.restrictions.routes import batch_or_404, bp, place_of, view
from app.web import htmx
from app.web.downloads import csv_file

_SHOWN = (BatchStatus.IN_REVIEW, BatchStatus.PAUSED, BatchStatus.COMMITTED)
_PROBLEMS = (View(Outcome.ERROR), View(cause=DATE))


@bp.get("/imports/restrictions/<int:restriction>/review")
@requires(Permission.VIEW)
def review(restriction: int) -> Response:
    """Where each row stands."""
    batch = batch_or_404(restriction)
    if batch.status not in _SHOWN:
        return htmx.redirect(place_of(batch))
    told = view.summary(batch)
    show = view.chosen(request.args.get("show", ""), told["counts"])
    return htmx.render(
        "restrictions/review.html",
        fragment="restrictions/_rows.html",
        title=batch.name,
        **told,
        show=show,
        segments=view.segments(batch, told["counts"], show),
        **view.page_of(batch, show),
    )


@bp.post("/imports/restrictions/<int:restriction>/problems")
@requires(Permission.EXPORT)
def problems(restriction: int) -> Response:
    """Rows that could not be read, and those whose day could not: their own columns, then the reason."""
    batch = batch_or_404(restriction)
    file = csv_file(f"{batch.name}-problems", _lines(batch))
    change = Change(Subject.EXPORT, batch.id, "problems of import", after=restriction)
    record(batch.workspace_id, actor(), [change])
    db.session.commit()
    return file


def _lines(batch: Batch) -> Iterator[Sequence[str]]:
    columns = batch.shape["columns"]
    yield [*columns, "Row", "Reason"]
    for which in _PROBLEMS:
        after = 0
        while rows := queries.rows(batch, which, after=after):
            for row in rows:
                yield [*row.cells[: len(columns)], str(row.number), row.detail]
            after = rows[-1].number
