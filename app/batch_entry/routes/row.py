"""One row: its cells saved as they are left, and a page of its own, which needs no script."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Response, abort, make_response, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.conflicts import Clash, Typed
from app.batch_entry.queries.lines import place_of
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.facts import facts_parts
from app.batch_entry.routes.lines import Line, columns, grid_url, line_of, shared
from app.batch_entry.services.defaults import typed_now
from app.batch_entry.services.rows import NotTyped, TypedRow, add_row, change_row, not_typing
from app.batches.domain.review import RowAction
from app.batches.domain.rows import Outcome
from app.batches.models import Batch
from app.batches.routes import view
from app.batches.routes.opened import opened
from app.batches.routes.review import row as opened_in_review
from app.db import db
from app.web import htmx
from app.words import _

NEXT, NEW = "next", "new"


@bp.get("/batches/<int:number>/rows/<int:row_number>")
@requires(Permission.VIEW)
def row(number: int, row_number: int) -> Response:
    """The row with what was decided about it; its line of the grid where that is what is shown."""
    batch, __ = batch_or_404(number)
    line = line_of(batch, row_number)
    if line is None:
        abort(404)
    if not htmx.is_fragment():
        return _page(batch, line)
    if htmx.shown(grid_url(batch)) is None:
        return opened_in_review(number, row_number)
    return _line(batch, line)


@bp.post("/batches/<int:number>/rows/<int:row_number>")
@requires(Permission.EDIT)
def save_row(number: int, row_number: int) -> Response:
    """Store what was typed into cells of the row; it is decided about at once."""
    batch, __ = batch_or_404(number)
    outcome = change_row(batch, row_number, typed(), actor=actor())
    if outcome is None:
        return refused(
            batch,
            _(
                "Row {row_number} was removed by somebody else. What you typed is not saved.",
                row_number=row_number,
            ),
            404,
        )
    return _stored(batch, outcome)


@bp.get("/batches/<int:number>/rows/new")
@requires(Permission.EDIT)
def new_row(number: int) -> Response:
    """An empty row to fill in, with the defaults of the columns."""
    batch, __ = batch_or_404(number)
    return _page(batch, None)


@bp.post("/batches/<int:number>/rows", endpoint="add_row")
@requires(Permission.EDIT)
def add(number: int) -> Response:
    """A new row with what was typed into its cells. The same key sent twice makes one row."""
    batch, __ = batch_or_404(number)
    texts = {index: each.text for index, each in typed().items()}
    outcome = add_row(batch, texts, actor=actor(), key=request.form.get("key", "")[:40])
    if isinstance(outcome, NotTyped) and not outcome.reason:
        return _nothing_typed(batch)
    return _stored(batch, outcome)


def _nothing_typed(batch: Batch) -> Response:
    if htmx.is_fragment():
        return make_response("", 204)
    htmx.toast(_("Nothing was typed, so no row was added."), tone="failed")
    return htmx.redirect(url_for(".new_row", number=batch.number))


def typed() -> dict[int, Typed]:
    """The cells that were sent, each with what stood there when somebody began to type."""
    texts = {
        name[1:]: text for name, text in request.form.items() if name[:1] == "c" and name[1:].isdecimal()
    }
    return {
        int(index): Typed(text, request.form.get(f"w{index}"))
        for index, text in texts.items()
        if len(index) < 4
    }


def _stored(batch: Batch, outcome: TypedRow | NotTyped) -> Response:
    if isinstance(outcome, NotTyped):
        return refused(batch, outcome.reason, 409)
    number, clashes = outcome.number, outcome.clashes
    db.session.commit()
    line = line_of(batch, number, clashes)
    assert line is not None
    if htmx.is_fragment():
        return _line(batch, line)
    if clashes:
        return _page(batch, line, status=422)
    return _go_on(batch, line)


def _line(batch: Batch, line: Line) -> Response:
    return htmx.render(
        "batch_entry/row.html",
        fragment="batch_entry/_line.html",
        also=facts_parts(batch),
        line=line,
        **shared(batch),
    )


def refused(batch: Batch, reason: str, status: int) -> Response:
    """Why nothing was stored; what was typed stays where it is."""
    db.session.rollback()
    if not htmx.is_fragment():
        abort(status, description=reason)
    htmx.toast(reason, tone="failed")
    return htmx.partials(*facts_parts(batch), otherwise=grid_url(batch), status=status)


# --- the page of one row


def _go_on(batch: Batch, line: Line) -> Response:
    """To the row itself where there is something to mend; else to where the button says."""
    number, then = line.row.number, request.form.get("then", "")
    here = url_for(".row", number=batch.number, row_number=number)
    if line.row.outcome is Outcome.ERROR:
        htmx.toast(_("Row {number} is saved, but there is something to mend.", number=number), tone="failed")
        return htmx.redirect(here)
    htmx.toast(_("Row {number} is saved.", number=number))
    following = place_of(batch, number)[1] if then == NEXT else None
    if following:
        return htmx.redirect(url_for(".row", number=batch.number, row_number=following))
    return htmx.redirect(url_for(".new_row", number=batch.number) if then in (NEW, NEXT) else here)


def _page(batch: Batch, line: Line | None, *, status: int = 200) -> Response:
    before, after = place_of(batch, line.row.number if line else 2**62)
    name = _("Row {number}", number=line.row.number) if line else _("New row")
    return htmx.render(
        "batch_entry/row.html",
        fragment="batch_entry/_row.html",
        status=status,
        title=_("{row} of {batch}", row=name, batch=batch.name),
        name=name,
        line=line,
        cells=_cells(batch, line),
        closed=not_typing(batch),
        previous=before,
        next=after,
        key=uuid4().hex[:12],
        **(_looked_at(batch, line) if line else {}),
        **shared(batch),
    )


def _looked_at(batch: Batch, line: Line) -> dict[str, Any]:
    """What would change by which rule, whom the row may be, and what may be done with it besides typing."""
    standing = view.line(batch, line.row)
    acts = tuple(action for action in standing.actions if action is not RowAction.EDIT)
    told = opened(batch, line.row)
    said = told.pop("cells")
    return {"standing": replace(standing, actions=acts), "said": said, **told}


def _cells(batch: Batch, line: Line | None) -> list[dict[str, Any]]:
    """The fields of the form: what was typed, over what stands there now."""
    if line is None:
        (blank,) = typed_now(batch, [{}])
        return [_field(at, column, blank[at]) for at, column in enumerate(columns(batch))]
    return [
        _field(each.index, each.column, each.text, each.clash) | {"problems": each.problems}
        for each in line.cells
    ]


def _field(index: int, column: Any, text: str, clash: Clash | None = None) -> dict[str, Any]:
    typed = clash.mine if clash else text
    return {"index": index, "column": column, "text": typed, "was": text, "clash": clash, "problems": ()}
