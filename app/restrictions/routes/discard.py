"""Giving up a restriction import of which nothing was written."""

from flask import Response, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.imports.routes.discard import asked, give_up, given_up
from app.restrictions.routes import batch_or_404, bp


@bp.get("/imports/restrictions/<int:restriction>/discard")
@requires(Permission.EDIT)
def confirm_discard(restriction: int) -> Response:
    """What would be forgotten."""
    return asked(batch_or_404(restriction), url_for(".discard", restriction=restriction))


@bp.post("/imports/restrictions/<int:restriction>/discard")
@requires(Permission.EDIT)
def discard(restriction: int) -> Response:
    """Forget the file and its rows."""
    name = give_up(batch_or_404(restriction))
    db.session.commit()
    return given_up(name)
