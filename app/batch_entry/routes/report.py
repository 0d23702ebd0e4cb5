"""The control report of a batch: a page, which prints, and a file."""

from flask import Response

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batch_entry.domain.report import lines
from app.batch_entry.queries.report import report as put_together
from app.batch_entry.routes import batch_or_404, bp
from app.batches.domain.status import BatchStatus
from app.db import db
from app.web import htmx
from app.web.downloads import csv_file, in_files
from app.words import _

_DONE = (BatchStatus.COMMITTED, BatchStatus.PAUSED, BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE)


@bp.get("/batches/<int:number>/report")
@requires(Permission.VIEW)
def report(number: int) -> Response:
    """Who did what, when, and what it came to."""
    batch, entry = batch_or_404(number)
    return htmx.render(
        "batch_entry/report.html",
        fragment="batch_entry/_report.html",
        title=_("Control report of {name}", name=batch.name),
        batch=batch,
        entry=entry,
        report=put_together(batch, entry),
        has_result=batch.status in _DONE,
    )


@bp.post("/batches/<int:number>/report/file")
@requires(Permission.EXPORT)
def report_file(number: int) -> Response:
    """The report as a table to keep."""
    batch, entry = batch_or_404(number)
    with in_files():
        told = list(lines(put_together(batch, entry)))
    code = entry.code
    record(
        batch.workspace_id,
        actor(),
        [Change(Subject.EXPORT, batch.id, "control report of batch", after=number)],
    )
    db.session.commit()
    return csv_file(f"{code}-control-report", told)
