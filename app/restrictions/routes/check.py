"""The check, in the background, with counted progress."""

from flask import Response

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.imports.routes.following import ask_to_stop, followed
from app.restrictions.routes import batch_or_404, bp, place_of
from app.restrictions.services.checking import KIND
from app.web import htmx


@bp.get("/imports/restrictions/<int:restriction>/check")
@requires(Permission.VIEW)
def checking(restriction: int) -> Response:
    """How far the check is; when it is over, the way leads on."""
    batch = batch_or_404(restriction)
    return followed(
        batch,
        KIND,
        page="restrictions/check.html",
        fragment="restrictions/_checking.html",
        onward=place_of(batch),
    )


@bp.post("/imports/restrictions/<int:restriction>/check/stop")
@requires(Permission.EDIT)
def stop_check(restriction: int) -> Response:
    """Ask the check to stop; nothing was changed, and it can go on later."""
    batch = batch_or_404(restriction)
    ask_to_stop(batch, KIND)
    db.session.commit()
    return htmx.redirect(place_of(batch))
