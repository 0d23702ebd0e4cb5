"""A block of cells from a spreadsheet laid into the grid, and one value for the cells below it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.pasting import MOST_ROWS, Fitting, fitted, read_block
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.facts import SHOWS, facts_parts, shown_rows
from app.batch_entry.routes.grid import grid_context, grid_page
from app.batch_entry.routes.lines import columns, grid_url
from app.batch_entry.routes.row import refused
from app.batch_entry.services.rows import NotTyped, not_typing
from app.batch_entry.services.rows_pasted import Pasted, fill_down
from app.batch_entry.services.rows_pasted import paste as lay_over
from app.batch_entry.services.rows_undone import Untyped, untype
from app.batches import queries
from app.batches.models import Batch
from app.batches.services import hold
from app.db import db
from app.web import htmx
from app.web.ids import LARGEST
from app.words import N_, _, figure, plural


@bp.get("/batches/<int:number>/block")
@requires(Permission.EDIT)
def paste_page(number: int) -> Response:
    """A field to paste rows into, which needs no script."""
    batch, __ = batch_or_404(number)
    return _asking(batch, reason=not_typing(batch))


@bp.post("/batches/<int:number>/block")
@requires(Permission.EDIT)
def paste(number: int) -> Response:
    """Lay the block over the rows from a cell on; what does not fit is told before anything is stored."""
    batch, __ = batch_or_404(number)
    column = request.form.get("column", 0, type=int)
    shape = columns(batch)
    if not 0 <= column < len(shape):
        abort(422, description=_("This column is not in the batch."))
    fitting = fitted(read_block(request.form.get("text", "")), [each.label for each in shape], column)
    if reason := _refusal(fitting):
        return _asking(batch, fitting, reason=reason)
    if fitting.too_wide and not request.form.get("cut"):
        return _asking(batch, fitting)
    onto = _onto(batch, len(fitting.block))
    if onto is None:
        return _asking(batch, fitting, reason=_MOVED)
    was = read_was(request.form.get("was", ""))
    outcome = lay_over(batch, fitting.block, onto=onto, column=column, actor=actor(), was=was)
    if isinstance(outcome, NotTyped):
        return refused(batch, outcome.reason, 409)
    db.session.commit()
    htmx.toast(_told(batch, outcome, fitting), undo=_undo_url(batch, outcome))
    return _shown(batch, outcome)


@bp.post("/batches/<int:number>/rows/<int:row_number>/fill")
@requires(Permission.EDIT)
def fill_column(number: int, row_number: int) -> Response:
    """The value of a cell for the empty cells below it."""
    batch, __ = batch_or_404(number)
    column = request.form.get("column", -1, type=int)
    outcome = fill_down(batch, row_number, column, actor=actor())
    if outcome is None:
        return refused(batch, _("This cell is not there any more."), 404)
    if isinstance(outcome, NotTyped):
        return refused(batch, outcome.reason, 409)
    db.session.commit()
    filled = len(outcome.changed)
    told = plural(
        filled,
        "{n} empty cell below row {row} says the same now.",
        "{n} empty cells below row {row} say the same now.",
        row=row_number,
    )
    htmx.toast(told if filled else _("No cell below is empty."), undo=_undo_url(batch, outcome))
    return _shown(batch, outcome, row_number)


@bp.post("/batches/<int:number>/typing/<int:act>/undo")
@requires(Permission.EDIT)
def undo_typing(number: int, act: int) -> Response:
    """Take back a block, or a value for many cells, where nobody did anything with the rows since."""
    batch, __ = batch_or_404(number)
    first, rows = (request.args.get(name, 0, type=int) for name in ("first", "rows"))
    if not (0 < first <= LARGEST and 0 < rows <= MOST_ROWS * 10):
        abort(422, description=_("This cannot be taken back."))
    outcome = untype(batch, act, first=first, rows=rows, actor=actor())
    if isinstance(outcome, NotTyped):
        return refused(batch, outcome.reason, 409)
    db.session.commit()
    htmx.toast(_untold(outcome))
    asked = htmx.shown(url_for(".grid", number=number)) or {}
    grid = htmx.part("batch_entry/_grid.html", "#grid", **grid_context(batch, asked))
    return htmx.partials(grid, *facts_parts(batch), otherwise=grid_url(batch))


def _shown(batch: Batch, outcome: Pasted, at: int = 0) -> Response:
    first = at or next(iter(outcome.rows), 0)
    if not htmx.is_fragment():
        return htmx.redirect(grid_url(batch, first or None))
    asked = htmx.shown(url_for(".grid", number=batch.number)) or {}
    between: dict[int, list[object]] = {}
    for number, clash in outcome.clashes:
        between.setdefault(number, []).append(clash)
    response = grid_page(batch, asked, at=first or None, clashes=between)
    response.headers["HX-Trigger"] = "dialog:close"
    response.headers["HX-Retarget"] = "#grid"
    response.headers["HX-Reswap"] = "outerMorph"
    return response


_MOVED = N_(
    "A row that this block would be laid over was removed meanwhile. Nothing was pasted; close this, look at"
    " the rows and paste again."
)


def _onto(batch: Batch, length: int) -> list[int] | None:
    """The rows that the block is laid over: from that of the cell down, as they were shown.

    None where one that was shown is gone: a line never moves on to another row. Behind the last row of a page
    the block goes on over the next ones; behind the last of all it makes new rows.
    """
    first = request.form.get("row", 0, type=int)
    if not first or not length:
        return []
    which = SHOWS[shown_rows(batch)][1]
    told = [int(each) for each in request.form.get("onto", "").split(",") if each.isdecimal()][:length]
    if not told:
        return queries.numbers_of(batch, which, after=first - 1, limit=length)
    hold(batch)
    if len(queries.rows_by_number(batch, told)) < len(told):
        return None
    if len(told) == length or request.form.get("end"):
        return told
    return told + queries.numbers_of(batch, which, after=told[-1], limit=length - len(told))


def read_was(text: str) -> tuple[tuple[str, ...], ...]:
    """What stood in the cells that are laid over, line by line: empty lines count here."""
    return tuple(tuple(line.split("\t")) for line in text.split("\n")) if text else ()


def _refusal(fitting: Fitting) -> str:
    if not fitting.block:
        return _("There is nothing to paste. Copy rows in your spreadsheet first.")
    if fitting.too_long:
        return _(
            "The block has {rows} rows; {most} can be pasted at once."
            " Paste fewer, or fill the batch from a file.",
            rows=figure(len(fitting.block)),
            most=figure(MOST_ROWS),
        )
    return ""


def _asking(batch: Batch, fitting: Fitting | None = None, *, reason: str = "") -> Response:
    """The block with what does not fit, or an empty field for one: in the dialog, or as a page."""
    posted = request.method == "POST"
    told: dict[str, Any] = {
        "batch": batch,
        "columns": columns(batch),
        "fitting": fitting if fitting and fitting.too_wide and not reason else None,
        "reason": reason,
        "sent": request.form if posted else {},
        "title": _("Paste into {name}", name=batch.name),
    }
    if posted and htmx.is_fragment():
        dialog = htmx.part("batch_entry/_paste.html", "#dialog", swap="innerHTML", **told)
        return htmx.partials(dialog, otherwise="", status=422)
    status = 422 if posted else 200
    return htmx.render("batch_entry/paste.html", fragment="batch_entry/_paste.html", status=status, **told)


def _undo_url(batch: Batch, outcome: Pasted) -> str | None:
    rows = outcome.rows
    if not outcome.act:
        return None
    return url_for(".undo_typing", number=batch.number, act=outcome.act, first=rows[0], rows=len(rows))


def _untold(outcome: Untyped) -> str:
    """What became of taking it back, in words."""
    removed, restored, left = outcome.removed, outcome.restored, outcome.left
    said = (
        plural(removed, "{n} row is taken out again.", "{n} rows are taken out again.") if removed else "",
        plural(restored, "{n} row is as before.", "{n} rows are as before.") if restored else "",
        "" if removed or restored else _("Nothing was taken back."),
        plural(left, "{n} was changed since and left alone.", "{n} were changed since and left alone.")
        if left
        else "",
    )
    return " ".join(filter(None, said))


def _told(batch: Batch, outcome: Pasted, fitting: Fitting) -> str:
    """What became of the block, in words."""
    added, changed = len(outcome.added), len(outcome.changed)
    said = (
        plural(added, "{n} row added.", "{n} rows added.") if added else "",
        plural(changed, "{n} row changed.", "{n} rows changed.") if changed else "",
        "" if added or changed else _("Every cell said so already."),
        _("The line with the headings was left out.") if fitting.had_headings else "",
        _clashes(columns(batch), outcome) if outcome.clashes else "",
    )
    return " ".join(filter(None, said))


def _clashes(shape: Sequence[Column], outcome: Pasted) -> str:
    """The cells that stay as somebody else left them meanwhile."""
    cells = [
        _("row {row} {column}", row=number, column=shape[each.index].label)
        for number, each in outcome.clashes[:3]
    ]
    if more := len(outcome.clashes) - len(cells):
        return plural(
            more,
            "Changed by somebody else meanwhile, so left as it is: {cells} and {n} more.",
            "Changed by somebody else meanwhile, so left as it is: {cells} and {n} more.",
            cells=", ".join(cells),
        )
    return _("Changed by somebody else meanwhile, so left as it is: {cells}.", cells=", ".join(cells))
