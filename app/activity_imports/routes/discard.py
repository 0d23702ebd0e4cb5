"""Giving up an import of activity of which nothing was written."""

from flask import Response, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp
from app.db import db
from app.imports.routes.discard import asked, give_up, given_up


@bp.get("/activity/imports/<int:number>/discard")
@requires(Permission.EDIT)
def confirm_discard(number: int) -> Response:
    """What would be forgotten."""
    return asked(batch_or_404(number), url_for(".discard", number=number))


@bp.post("/activity/imports/<int:number>/discard")
@requires(Permission.EDIT)
def discard(number: int) -> Response:
    """Forget the file and its rows."""
    name = give_up(batch_or_404(number))
    db.session.commit()
    return given_up(name)
