"""What staff do with a row: edit, not a duplicate, skip, restore. No person is touched."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.mapping import Mapping as ColumnMapping
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchRow
from app.batches.routes import batch_or_404, bp, row_or_404, view
from app.batches.routes.following import (
    BACK,
    NEXT,
    as_before,
    back_to,
    home_of,
    then_next,
    undo_url,
    unless_erased,
)
from app.batches.services import (
    NotAllowed,
    RowChanged,
    act_id_of,
    act_of,
    cells_of,
    edit_row,
    keep_row,
    mark_distinct,
    restore_row,
    skip_row,
    undo_row,
    welcome_back,
)
from app.db import db
from app.web import htmx
from app.words import _


@bp.get("/<door:door>/<int:number>/rows/<int:row_number>/edit")
@requires(Permission.EDIT)
def edit(number: int, row_number: int) -> Response:
    """The cells that are imported, to correct."""
    batch = batch_or_404(number)
    row = row_or_404(batch, row_number)
    return _where_typed(batch, row) if batch.kind.is_entered else _editor(batch, row)


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/edit")
@requires(Permission.EDIT)
def change_row(number: int, row_number: int) -> Response:
    """Save the cells; the row is checked anew at once."""
    batch = batch_or_404(number)
    row = row_or_404(batch, row_number)
    if batch.kind.is_entered:
        return _where_typed(batch, row)
    outcome = edit_row(batch, row, _typed(row), actor=actor(), saw=_saw())
    if isinstance(outcome, RowChanged) and outcome.row.outcome is Outcome.ERROR:
        return _still_wrong(batch, outcome.row)
    return _answer(batch, outcome, _("Row {row} was saved and checked again.", row=row_number))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/distinction")
@requires(Permission.EDIT)
def distinguish(number: int, row_number: int) -> Response:
    """Not a duplicate: the row adds somebody new."""
    batch = batch_or_404(number)
    outcome = mark_distinct(batch, row_or_404(batch, row_number), actor=actor(), saw=_saw())
    new = _("Row {row} is not a duplicate: it will add somebody new.", row=row_number)
    return _answer(batch, outcome, unless_erased(outcome, new))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/return")
@requires(Permission.EDIT)
def come_back(number: int, row_number: int) -> Response:
    """They asked to come back: the row adds somebody though the address is that of somebody erased."""
    batch = batch_or_404(number)
    outcome = welcome_back(batch, row_or_404(batch, row_number), actor=actor(), saw=_saw())
    said = _("Row {row} will add somebody new, who cannot be emailed.", row=row_number)
    if request.args.get("then") == NEXT:
        return then_next(batch, outcome, said)
    return _answer(batch, outcome, said)


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/skip")
@requires(Permission.EDIT)
def skip(number: int, row_number: int) -> Response:
    """Leave the row out."""
    batch = batch_or_404(number)
    outcome = skip_row(batch, row_or_404(batch, row_number), actor=actor(), saw=_saw())
    if request.args.get("then") == NEXT:
        return then_next(batch, outcome, _("Row {row} will be left out.", row=row_number))
    return _answer(batch, outcome, _("Row {row} will be left out.", row=row_number))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/keeping")
@requires(Permission.EDIT)
def keep(number: int, row_number: int) -> Response:
    """Keep both: the row counts though an earlier one has the same email."""
    batch = batch_or_404(number)
    outcome = keep_row(batch, row_or_404(batch, row_number), actor=actor(), saw=_saw())
    return _answer(batch, outcome, _("Row {row} counts beside the row with the same email.", row=row_number))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/restoration")
@requires(Permission.EDIT)
def restore(number: int, row_number: int) -> Response:
    """Take back all that staff did with the row."""
    batch = batch_or_404(number)
    outcome = restore_row(batch, row_or_404(batch, row_number), actor=actor(), saw=_saw())
    return _answer(batch, outcome, _("Row {row} stands again as the check left it.", row=row_number))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/undo")
@requires(Permission.EDIT)
def undo(number: int, row_number: int) -> Response:
    """Take back one act, the last one, and leave what staff did before."""
    batch = batch_or_404(number)
    act = request.args.get("act", 0, type=int)
    outcome = undo_row(batch, row_or_404(batch, row_number), act, actor=actor())
    if request.args.get("then") == BACK and isinstance(outcome, RowChanged):
        return back_to(batch, outcome.row)
    return _answer(batch, outcome, as_before(row_number), undo=False)


def _where_typed(batch: Batch, row: BatchRow) -> Response:
    """A row that was not imported is corrected where it was typed: its page behind the other door."""
    return htmx.redirect(url_for(".row", number=batch.number, row_number=row.number))


def _editor(batch: Batch, row: BatchRow) -> Response:
    return htmx.render(
        "batches/edit.html",
        fragment="batches/_edit.html",
        title=_("Edit row {number} of {name}", number=row.number, name=batch.name),
        **_editing(batch, row),
    )


def _editing(batch: Batch, row: BatchRow) -> dict[str, Any]:
    cells = cells_of(row)
    mapping = ColumnMapping.from_json(batch.mapping, batch.shape["columns"])
    problems = [CellProblem.from_json(problem) for problem in row.problems]
    return {
        "batch": batch,
        "row": row,
        "seen": act_id_of(row),
        "cells": [
            (column, cells[column.index], row.cells[column.index], _about(problems, column.header))
            for column in mapping.columns
            if column.field
        ],
        "others": [problem for problem in problems if not problem.column],
    }


def _still_wrong(batch: Batch, row: BatchRow) -> Response:
    """What was typed is kept, and the editor stays with what is left to mend."""
    db.session.commit()
    htmx.toast(_("Row {number} was saved, but there is still something to mend.", number=row.number))
    editor = htmx.part("batches/_edit.html", "#editor", **_editing(batch, row))
    asked = htmx.shown(url_for(".review", number=batch.number))
    changed = [] if asked is None else view.refreshed(batch, row, asked)
    return htmx.partials(
        editor,
        *changed,
        otherwise=url_for(".edit", number=batch.number, row_number=row.number),
    )


def _about(problems: list[CellProblem], header: str) -> list[CellProblem]:
    return [problem for problem in problems if problem.column == header]


def _typed(row: BatchRow) -> Mapping[int, str]:
    names = {index: f"cell-{index}" for index in range(len(row.cells))}
    return {index: request.form[name][:64_000] for index, name in names.items() if name in request.form}


def _saw() -> int | None:
    """The last act on the row that was seen, 0 for none; None where the request does not say."""
    return act_of(request.form["seen"]) if "seen" in request.form else None


def _answer(batch: Batch, outcome: RowChanged | NotAllowed, words: str, *, undo: bool = True) -> Response:
    if isinstance(outcome, NotAllowed):
        return _refused(batch, outcome)
    row = outcome.row
    back = undo_url(batch, row) if undo else None
    db.session.commit()
    htmx.toast(words, undo=back)
    review = url_for(".review", number=batch.number)
    asked = htmx.shown(review)
    if asked is None:
        return htmx.redirect(home_of(batch, row.number))
    return htmx.partials(*view.refreshed(batch, row, asked), otherwise=review, close_dialog=True)


def _refused(batch: Batch, refused: NotAllowed) -> Response:
    """Why nothing was done; the open review shows the row as it stands now, and can go on from there."""
    db.session.rollback()
    review = url_for(".review", number=batch.number)
    asked = htmx.shown(review)
    if asked is None or not htmx.is_fragment():
        abort(422, description=refused.reason)
    row = row_or_404(batch, (request.view_args or {})["row_number"])
    htmx.toast(refused.reason, tone="failed")
    return htmx.partials(*view.refreshed(batch, row, asked), otherwise=review, status=422)
