"""Correcting what a row says: the cells that are read, checked again at once."""

from collections.abc import Mapping

from flask import Response, abort, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp, view
from app.activity_imports.services import edit_row
from app.activity_imports.services.receiving import reading_of
from app.batches.domain.acts import Saw
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchRow
from app.batches.services import act_id_of, cells_of
from app.db import db
from app.web import htmx
from app.web.ids import id_in
from app.words import _

LONGEST = 4_000


@bp.get("/activity/imports/<int:number>/rows/<int:row_number>/edit")
@requires(Permission.EDIT)
def edit(number: int, row_number: int) -> Response:
    """The cells that are read, to correct."""
    batch = batch_or_404(number)
    return _editor(batch, view.row_or_404(batch, row_number))


@bp.post("/activity/imports/<int:number>/rows/<int:row_number>/edit")
@requires(Permission.EDIT)
def change_row(number: int, row_number: int) -> Response:
    """Save the cells; the row is checked anew at once."""
    batch = batch_or_404(number)
    row = view.row_or_404(batch, row_number)
    saw = Saw({row_number: id_in(request.form.get("seen", ""))})
    decided = edit_row(batch, row_number, _typed(row), actor=actor(), saw=saw)
    if not decided.changed:
        db.session.rollback()
        abort(422, description=_("Somebody did something with this row in the meantime. Look at it again."))
    db.session.commit()
    again = view.row_or_404(batch, row_number)
    if again.outcome is Outcome.ERROR:
        return _editor(batch, again, status=422)
    htmx.toast(_("Row {row_number} was saved and checked again.", row_number=row_number))
    return htmx.redirect(f"{url_for('.review', number=number, show='all')}#row-{row_number}")


def _editor(batch: Batch, row: BatchRow, *, status: int = 200) -> Response:
    problems = [CellProblem.from_json(each) for each in row.problems]
    cells = cells_of(row)
    return htmx.render(
        "activity_imports/edit.html",
        fragment="activity_imports/_edit.html",
        status=status,
        title=_("Edit row {number} of {name}", number=row.number, name=batch.name),
        batch=batch,
        row=row,
        seen=act_id_of(row),
        cells=[
            (each, cells[each.index], row.cells[each.index], _about(problems, each.header))
            for each in reading_of(batch).columns
            if each.index < len(cells)
        ],
        others=[each for each in problems if not each.column],
    )


def _about(problems: list[CellProblem], header: str) -> list[CellProblem]:
    return [each for each in problems if each.column == header]


def _typed(row: BatchRow) -> Mapping[int, str]:
    names = {place: f"cell-{place}" for place in range(len(row.cells))}
    return {place: request.form[name][:LONGEST] for place, name in names.items() if name in request.form}
