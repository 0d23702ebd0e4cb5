"""Filling a batch from a file, third step: how far it is, and what came of it."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.filling_file import File, file_of, filled_of
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.services import filling
from app.batches.models import Batch
from app.db import db
from app.imports import queries as files
from app.imports.domain.refusal import Refused
from app.imports.routes.upload import limits
from app.web import htmx
from app.words import _, plural
from app.work import queries as work_queries
from app.work import services as work
from app.work.domain.state import WorkState


@bp.get("/batches/<int:number>/fill/progress")
@requires(Permission.VIEW)
def filling_progress(number: int) -> Response:
    """How far the file is filled in; when it is over, the way leads back to what came of it."""
    batch, __ = batch_or_404(number)
    file = file_of(batch.settings)
    if not filling.blocks(batch) or file is None:
        return _over(batch)
    return htmx.render(
        "batch_entry/fill_progress.html",
        fragment="batch_entry/_fill_progress.html",
        title=_("Fill {source} from a file", source=batch.source),
        batch=batch,
        file=file,
        done=file.done,
        expected=_expected(batch, file),
    )


def _over(batch: Batch) -> Response:
    current = work_queries.latest(current_workspace.id, filling.KIND, batch.id)
    filled = filled_of(batch.settings)
    if current and current.error:
        htmx.toast(current.error, tone="failed")
    elif current and current.state is WorkState.DONE and filled:
        rows, name = filled[-1].rows, filled[-1].name
        htmx.toast(
            plural(
                rows, "{n} row was filled in from {file}.", "{n} rows were filled in from {file}.", file=name
            )
        )
        if not filled[-1].left_out and rows:
            return htmx.redirect(url_for(".grid", number=batch.number))
    return htmx.redirect(url_for(".fill", number=batch.number))


@bp.post("/batches/<int:number>/fill/stop")
@requires(Permission.EDIT)
def stop_filling(number: int) -> Response:
    """Ask it to stop; it can go on later."""
    batch, __ = batch_or_404(number)
    current = work_queries.alive(current_workspace.id, filling.KIND, batch.id)
    if current:
        work.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    db.session.commit()
    htmx.toast(_("Filling stops after the rows it is working on. You can go on later."))
    return htmx.redirect(url_for(".filling_progress", number=number))


@bp.post("/batches/<int:number>/fill/continuation")
@requires(Permission.EDIT)
def go_on_filling(number: int) -> Response:
    """Go on where it was stopped."""
    batch, __ = batch_or_404(number)
    file = file_of(batch.settings)
    if file is None or not file.started:
        return htmx.redirect(url_for(".fill", number=number))
    answer = filling.start(current_workspace, batch, file.how, actor=actor(), limits=limits())
    if isinstance(answer, Refused):
        db.session.rollback()
        abort(422, description=str(answer))
    db.session.commit()
    return htmx.redirect(url_for(".filling_progress", number=number))


def _expected(batch: Batch, file: File) -> int | None:
    """About how many rows the file has, by the length of its first lines; None when they misled."""
    head = files.head(batch, limits().head_bytes)
    rows = round((head.count(b"\n") or 1) * file.size / max(1, len(head))) - file.shape.header_row
    return rows if rows > file.done else None
