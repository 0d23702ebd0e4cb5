"""The check, in the background, with counted progress."""

from flask import Response

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp, place_of
from app.activity_imports.services.checking import KIND
from app.db import db
from app.imports.routes.following import ask_to_stop, followed
from app.web import htmx


@bp.get("/activity/imports/<int:number>/check")
@requires(Permission.VIEW)
def checking(number: int) -> Response:
    """How far the check is; when it is over, the way leads on."""
    batch = batch_or_404(number)
    return followed(
        batch,
        KIND,
        page="activity_imports/check.html",
        fragment="activity_imports/_checking.html",
        onward=place_of(batch),
    )


@bp.post("/activity/imports/<int:number>/check/stop")
@requires(Permission.EDIT)
def stop_check(number: int) -> Response:
    """Ask the check to stop; nothing was changed, and it can go on later."""
    batch = batch_or_404(number)
    ask_to_stop(batch, KIND)
    db.session.commit()
    return htmx.redirect(place_of(batch))
