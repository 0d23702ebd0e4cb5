"""Filling a batch from a file, second step: what its columns say, its first rows, and the start."""

from collections.abc import Sequence

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.domain.gaps import Gap
from app.batch_entry.domain.filling import Filling
from app.batch_entry.domain.filling_file import File, file_of
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.filling_chosen import chosen
from app.batch_entry.routes.filling_page import context
from app.batch_entry.services import filling
from app.batches.models import Batch
from app.db import db
from app.imports.domain.refusal import Refused
from app.imports.routes.upload import limits
from app.web import htmx
from app.words import _


@bp.get("/batches/<int:number>/fill/columns")
@requires(Permission.VIEW)
def fill_columns(number: int) -> Response:
    """What Kith makes of the file."""
    batch, __ = batch_or_404(number)
    file = file_of(batch.settings)
    if file is None or file.started:
        return htmx.redirect(url_for(".fill", number=number))
    return _page(batch, file, file.how)


@bp.post("/batches/<int:number>/fill/columns")
@requires(Permission.EDIT)
def fill_in(number: int) -> Response:
    """Show what a choice would mean (`do=preview`), or fill the rows in."""
    batch, __ = batch_or_404(number)
    file = file_of(batch.settings)
    if file is None:
        return htmx.redirect(url_for(".fill", number=number))
    if request.form.get("content", file.mark) != file.mark:
        htmx.toast(_("Somebody put another file in its place. Look at its columns."), tone="failed")
        return htmx.redirect(url_for(".fill_columns", number=number))
    rows = [row.cells for row in filling.sample_of(batch, file.shape, limits())]
    how = chosen(file, filling.columns(batch), rows, gifts=filling.is_of_gifts(batch))
    if request.form.get("do") != "fill":
        return _page(batch, file, how)
    answer = filling.start(current_workspace, batch, how, actor=actor(), limits=limits())
    if isinstance(answer, Refused):
        db.session.rollback()
        abort(422, description=str(answer))
    if isinstance(answer, filling.NotFilled):
        db.session.rollback()
        return _page(batch, file, how, answer.gaps, status=422)
    db.session.commit()
    return htmx.redirect(url_for(".filling_progress", number=number))


@bp.post("/batches/<int:number>/fill/reading")
@requires(Permission.EDIT)
def read_file_again(number: int) -> Response:
    """Read the file with the names of its columns in another row."""
    batch, __ = batch_or_404(number)
    answer = filling.look_again(batch, min(request.form.get("header_row", 1, type=int), 99), limits=limits())
    if isinstance(answer, Refused):
        db.session.rollback()
        abort(422, description=str(answer))
    db.session.commit()
    return htmx.redirect(url_for(".fill_columns", number=number))


def _page(batch: Batch, file: File, how: Filling, gaps: Sequence[Gap] = (), *, status: int = 200) -> Response:
    rows = filling.sample_of(batch, file.shape, limits())
    return htmx.render(
        "batch_entry/fill_columns.html",
        fragment="batch_entry/_fill_columns.html",
        title=_("Fill {source} from a file", source=batch.source),
        status=status,
        **context(batch, file, how, rows, gaps),
    )
