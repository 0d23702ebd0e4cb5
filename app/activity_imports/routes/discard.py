"""Giving up an import of activity of which nothing was written."""

from flask import Response, abort, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp
from app.db import db
from app.imports import services as imports
from app.web import htmx


@bp.get("/activity/imports/<int:number>/discard")
@requires(Permission.EDIT)
def confirm_discard(number: int) -> Response:
    """What would be forgotten."""
    batch = batch_or_404(number)
    return htmx.render(
        "activity_imports/discard.html",
        fragment="activity_imports/_discard.html",
        title=f"Discard {batch.name}",
        batch=batch,
        rows=batch.rows_read,
        allowed=imports.may_discard(batch),
    )


@bp.post("/activity/imports/<int:number>/discard")
@requires(Permission.EDIT)
def discard(number: int) -> Response:
    """Forget the file and its rows."""
    batch = batch_or_404(number)
    name = batch.name
    refused = imports.discard(batch, actor=actor())
    if refused:
        db.session.rollback()
        abort(422, description=refused.reason)
    db.session.commit()
    htmx.toast(f"{name} was discarded. Nothing of it had been written.")
    return htmx.redirect(url_for("imports.index"))
