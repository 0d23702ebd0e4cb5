"""None of those whom a row may be about: the whole record that it adds, looked at first."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.models import Batch, BatchRow
from app.batches.routes import batch_or_404, bp, row_or_404
from app.batches.routes.following import then_next, unless_erased
from app.batches.services import Addition, NotAllowed, addition_of, mark_distinct
from app.consent.queries import restrained, would_be
from app.constituents.dates import written
from app.db import db, now
from app.resolution.domain.told import told
from app.web import htmx
from app.words import _


@bp.get("/<door:door>/<int:number>/rows/<int:row_number>/addition")
@requires(Permission.EDIT)
def addition(number: int, row_number: int) -> Response:
    """The record as the row would add it, and whom it would be told apart from."""
    batch = batch_or_404(number)
    row = row_or_404(batch, row_number)
    found = addition_of(batch, row, saw=_saw())
    if isinstance(found, NotAllowed):
        htmx.toast(found.reason, tone="failed")
        return htmx.redirect(url_for(".row", number=number, row_number=row_number))
    return htmx.render("batches/addition.html", fragment="batches/_addition.html", **_told(batch, row, found))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/addition")
@requires(Permission.EDIT)
def add_row(number: int, row_number: int) -> Response:
    """Say for good that the row is nobody it was compared with; the next row that waits opens."""
    batch = batch_or_404(number)
    row = row_or_404(batch, row_number)
    found = addition_of(batch, row)
    if isinstance(found, Addition) and found.instead:
        abort(422, description=found.instead)
    outcome = found if isinstance(found, NotAllowed) else mark_distinct(batch, row, actor=actor(), saw=_saw())
    if isinstance(outcome, NotAllowed):
        db.session.rollback()
    return then_next(
        batch,
        outcome,
        unless_erased(outcome, _("Row {row_number} will add a new record.", row_number=row_number)),
    )


def _saw() -> int | None:
    """The last act on the row that was seen, 0 for none; None where the request does not say."""
    return request.values.get("act", type=int)


def _told(batch: Batch, row: BatchRow, found: Addition) -> dict[str, Any]:
    return {
        "batch": batch,
        "row": row,
        "title": _("Add row {number} as a new record", number=row.number),
        "addition": found,
        "act": (row.last_act or {}).get("id", 0),
        "told": told(found.record, written),
        "would_be": would_be(current_workspace, found.record, at=now()),
        "restrained": restrained(current_workspace, found.apart, at=now()),
        "back": url_for(".resolve", number=batch.number, row_number=row.number),
    }
