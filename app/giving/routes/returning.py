"""Taking back that a gift was removed."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db, now
from app.giving import services
from app.giving.routes import bp
from app.giving.routes.pages import link
from app.giving.services import Returned
from app.web import htmx
from app.words import _


@bp.post("/constituents/<int:constituent_id>/donations/<int:donation>/return")
@requires(Permission.EDIT)
def put_back(constituent_id: int, donation: int) -> Response:
    """Put the gift back as it was, or say why not."""
    outcome = services.return_donation(current_workspace, constituent_id, donation, now=now(), actor=actor())
    if outcome is None:
        abort(404)
    if isinstance(outcome, Returned):
        db.session.commit()
        htmx.toast(_("The gift is back as it was."))
        return htmx.redirect(link(donation))
    htmx.toast(_("The gift was not put back. {reason}", reason=outcome.why), tone="failed")
    return htmx.redirect(url_for("profiles.donations", constituent_id=constituent_id))
