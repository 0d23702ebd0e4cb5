"""What staff do with several rows at once."""

from typing import Any

from flask import Response, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.forms import RowsForm
from app.batches.models import Batch
from app.batches.routes import batch_or_404, bp
from app.batches.services import RowChanged, SkippedRows, skip_rows, undo_row
from app.db import db
from app.web import htmx


@bp.post("/imports/<int:number>/skips")
@requires(Permission.EDIT)
def skip_selected(number: int) -> Response:
    """Leave out every selected row."""
    batch, chosen = batch_or_404(number), _selected()
    skipped = skip_rows(batch, chosen, actor=actor())
    db.session.commit()
    if left_out := len(skipped.numbers):
        rows = "1 row" if left_out == 1 else f"{left_out:,} rows"
        htmx.toast(f"{rows} will be left out.", undo=_undo(batch, skipped))
    else:
        htmx.toast("No row was selected that can be left out. Tick the boxes of the rows first.")
    return htmx.redirect(_back(number))


@bp.post("/imports/<int:number>/undo")
@requires(Permission.EDIT)
def undo_selected(number: int) -> Response:
    """Take back what one act did with the selected rows, where nobody did anything with them since."""
    batch, act = batch_or_404(number), request.args.get("act", 0, type=int)
    found = queries.rows_by_number(batch, _selected())
    answers = [undo_row(batch, row, act, actor=actor()) for row in found]
    db.session.commit()
    htmx.toast(_told(sum(isinstance(each, RowChanged) for each in answers), len(answers)))
    return htmx.redirect(_back(number))


def _told(undone: int, asked: int) -> str:
    stand = f"{undone:,} {'row stands' if undone == 1 else 'rows stand'} again as before."
    left = asked - undone
    since = f" {left:,} {'was' if left == 1 else 'were'} changed since and left alone."
    return stand + (since if left else "")


def _selected() -> list[int]:
    """The ticked rows, at most a page of them; an Undo names them in its address."""
    typed = RowsForm().selected.data or request.args.getlist("selected", type=int)
    return typed[: queries.PAGE]


def _undo(batch: Batch, skipped: SkippedRows) -> str:
    kept: dict[str, Any] = {"selected": skipped.numbers, "show": request.args.get("show")}
    return url_for(".undo_selected", number=batch.number, act=skipped.act, **kept)


def _back(number: int) -> str:
    """The review as it was filtered, without the rows that were named."""
    kept = {name: request.args[name] for name in ("show", "outcome", "cause", "q") if name in request.args}
    return url_for(".review", number=number, **kept)  # type: ignore[arg-type]  # text is what a query takes
