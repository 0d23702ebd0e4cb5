"""Undo of an activity import: first what goes, what comes back and what stays; then in the background."""

from flask import Response, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.activity_imports import queries
from app.activity_imports.routes import batch_or_404, bp
from app.activity_imports.services import NotUndone
from app.activity_imports.services import undo as start
from app.batches.domain.status import BatchStatus
from app.batches.routes.result import undo_or_403
from app.db import db
from app.web import htmx
from app.words import _


@bp.get("/activity/imports/<int:number>/undo")
@requires(Permission.EDIT)
def undo_import(number: int) -> Response:
    """What undoing comes to, before anything is done."""
    batch = batch_or_404(number)
    told = undo_or_403(batch)
    if batch.status is BatchStatus.UNDOING:
        return htmx.redirect(url_for(".progress", number=number))
    if told["refused"]:
        htmx.toast(told["refused"], tone="failed")
        return htmx.redirect(url_for(".result", number=number))
    return htmx.render(
        "activity_imports/undo.html",
        fragment="activity_imports/_undo.html",
        title=_("Undo {name}", name=batch.name),
        batch=batch,
        preview=queries.undo_preview(batch),
        **told,
    )


@bp.post("/activity/imports/<int:number>/undo")
@requires(Permission.EDIT)
def start_undo(number: int) -> Response:
    """Start to undo; whoever presses second gets the same answer."""
    batch = batch_or_404(number)
    outcome = start(batch, actor=actor(), days=undo_or_403(batch)["days"])
    if isinstance(outcome, NotUndone):
        db.session.rollback()
        htmx.toast(outcome.reason, tone="failed")
        return htmx.redirect(url_for(".result", number=number))
    db.session.commit()
    return htmx.redirect(url_for(".progress", number=number))
