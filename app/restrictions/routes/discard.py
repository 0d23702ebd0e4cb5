"""Giving up a restriction import of which nothing was written."""

from flask import Response, abort, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.imports import services as imports
from app.restrictions import queries
from app.restrictions.routes import batch_or_404, bp
from app.web import htmx


@bp.get("/imports/restrictions/<int:restriction>/discard")
@requires(Permission.EDIT)
def confirm_discard(restriction: int) -> Response:
    """What would be forgotten."""
    batch = batch_or_404(restriction)
    return htmx.render(
        "restrictions/discard.html",
        fragment="restrictions/_discard.html",
        title=f"Discard {batch.name}",
        batch=batch,
        rows=queries.counts(batch).rows,
        allowed=imports.may_discard(batch),
    )


@bp.post("/imports/restrictions/<int:restriction>/discard")
@requires(Permission.EDIT)
def discard(restriction: int) -> Response:
    """Forget the file and its rows."""
    batch = batch_or_404(restriction)
    name = batch.name
    refused = imports.discard(batch, actor=actor())
    if refused:
        db.session.rollback()
        abort(422, description=refused.reason)
    db.session.commit()
    htmx.toast(f"{name} was discarded. Nothing of it had been written.")
    return htmx.redirect(url_for("imports.index"))
