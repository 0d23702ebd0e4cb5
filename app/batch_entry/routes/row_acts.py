"""Rows removed, put back and copied."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.facts import facts_parts
from app.batch_entry.routes.grid import grid_page
from app.batch_entry.routes.lines import gone_part, grid_url, line_of, line_part
from app.batch_entry.routes.row import refused, typed
from app.batch_entry.services.rows import NotTyped, Removed, copy_row, put_back, remove_row
from app.batches.services import act_id_of
from app.db import db
from app.web import htmx
from app.words import _

_MOST = 2**53


@bp.post("/batches/<int:number>/rows/<int:row_number>/removal")
@requires(Permission.EDIT)
def remove(number: int, row_number: int) -> Response:
    """Take a row out of the batch; what it said goes along with the toast that brings it back."""
    batch, __ = batch_or_404(number)
    gone = remove_row(batch, row_number, actor=actor())
    if isinstance(gone, NotTyped):
        return refused(batch, gone.reason, 409)
    db.session.commit()
    if gone is None:
        htmx.toast(_("Row {row_number} was removed already.", row_number=row_number))
        return htmx.partials(gone_part(row_number), *facts_parts(batch), otherwise=grid_url(batch))
    if not htmx.is_fragment():
        htmx.toast(_("Row {row_number} is removed.", row_number=row_number))
    undo = htmx.part("batch_entry/_removed.html", "#toasts", swap="beforeend", batch=batch, gone=gone)
    return htmx.partials(gone_part(row_number), *facts_parts(batch), undo, otherwise=grid_url(batch))


@bp.post("/batches/<int:number>/rows/restorations")
@requires(Permission.EDIT)
def restore(number: int) -> Response:
    """Put a removed row back, as it was sent along with the removal."""
    batch, __ = batch_or_404(number)
    row_number = request.form.get("number", 0, type=int)
    if not 0 < row_number < _MOST:
        abort(422, description=_("This row cannot be put back."))
    cells = typed()
    texts = [cells[at].text if at in cells else "" for at in range(max(cells, default=-1) + 1)]
    gone = Removed(row_number, texts, "filled" not in request.form)
    outcome = put_back(batch, gone, actor=actor())
    if isinstance(outcome, NotTyped):
        return refused(batch, outcome.reason, 409)
    db.session.commit()
    htmx.toast(_("Row {number} is back.", number=outcome.number))
    if not htmx.is_fragment():
        return htmx.redirect(grid_url(batch, outcome.number))
    asked = htmx.shown(url_for(".grid", number=number)) or {}
    told = htmx.part(
        "batch_entry/_removed.html", f"#removed-{row_number}", swap="delete", batch=batch, gone=gone
    )
    return grid_page(batch, asked, at=outcome.number, also=[told])


@bp.post("/batches/<int:number>/rows/<int:row_number>/copies")
@requires(Permission.EDIT)
def copy(number: int, row_number: int) -> Response:
    """A new row at the end that says the same."""
    batch, __ = batch_or_404(number)
    outcome = copy_row(batch, row_number, actor=actor())
    if outcome is None:
        return refused(batch, _("Row {row_number} was removed by somebody else.", row_number=row_number), 404)
    if isinstance(outcome, NotTyped):
        return refused(batch, outcome.reason, 409)
    db.session.commit()
    line = line_of(batch, outcome.number)
    assert line is not None
    told: dict[str, Any] = {"act": act_id_of(line.row), "first": outcome.number, "rows": 1}
    undo = url_for(".undo_typing", number=number, **told)
    htmx.toast(
        _("Row {row_number} is copied to row {number}.", row_number=row_number, number=outcome.number),
        undo=undo,
    )
    return htmx.partials(
        line_part(batch, line, target="#line-new", swap="beforebegin"),
        *facts_parts(batch),
        otherwise=url_for(".row", number=number, row_number=outcome.number),
    )
