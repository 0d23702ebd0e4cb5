"""What staff do with several rows at once."""

from flask import Response, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.forms import RowsForm
from app.batches.models import Batch
from app.batches.routes import batch_or_404, bp
from app.batches.services import RowChanged, restore_row, skip_rows
from app.db import db
from app.web import htmx


@bp.post("/imports/<int:number>/skips")
@requires(Permission.EDIT)
def skip_selected(number: int) -> Response:
    """Leave out every selected row."""
    batch, chosen = batch_or_404(number), _selected()
    skipped = skip_rows(batch, chosen, actor=actor())
    db.session.commit()
    if skipped:
        rows = "1 row" if skipped == 1 else f"{skipped:,} rows"
        htmx.toast(f"{rows} will be left out.", undo=_undo(batch, chosen))
    else:
        htmx.toast("No row was selected that can be left out. Tick the boxes of the rows first.")
    return htmx.redirect(_back(number))


@bp.post("/imports/<int:number>/restorations")
@requires(Permission.EDIT)
def restore_selected(number: int) -> Response:
    """Take back what staff did with the selected rows."""
    batch = batch_or_404(number)
    found = queries.rows_by_number(batch, _selected())
    changed = [restore_row(batch, row, actor=actor()) for row in found]
    db.session.commit()
    restored = sum(isinstance(each, RowChanged) for each in changed)
    htmx.toast(
        f"{restored:,} {'row stands' if restored == 1 else 'rows stand'} again as the check left them."
    )
    return htmx.redirect(_back(number))


def _selected() -> list[int]:
    """The ticked rows, at most a page of them; an Undo names them in its address."""
    typed = RowsForm().selected.data or request.args.getlist("selected", type=int)
    return typed[: queries.PAGE]


def _undo(batch: Batch, numbers: list[int]) -> str:
    return url_for(".restore_selected", number=batch.number, selected=numbers, show=request.args.get("show"))


def _back(number: int) -> str:
    """The review as it was filtered, without the rows that were named."""
    kept = {name: request.args[name] for name in ("show", "outcome", "cause", "q") if name in request.args}
    return url_for(".review", number=number, **kept)  # type: ignore[arg-type]  # text is what a query takes
