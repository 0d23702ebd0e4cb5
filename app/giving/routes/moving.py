"""Giving a gift to the person whose it is."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.picking import Picks, picks
from app.db import db
from app.giving import services
from app.giving.queries.one import Gift
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, form_page, link, with_donor_or_409
from app.giving.services import NotMoved
from app.web import htmx
from app.web.forms import Form
from app.words import _


@bp.get(f"{GIFT}/donor")
@requires(Permission.EDIT)
def choose_donor(donation: int) -> Response:
    """Whose it is instead."""
    return _page(with_donor_or_409(donation), picks(current_workspace, request.args))


@bp.post(f"{GIFT}/donor")
@requires(Permission.EDIT)
def move(donation: int) -> Response:
    """Give it to the person chosen."""
    found, who = with_donor_or_409(donation), picks(current_workspace, request.form)
    if request.form.get("do") == "find":
        return _page(found, who)
    if who.person is None:
        return _page(found, who, status=422, who_error=_("Search for somebody and choose one."))
    outcome = services.move_donation(current_workspace, donation, who.person, actor=actor())
    if outcome is None:
        abort(404)
    if isinstance(outcome, NotMoved):
        return _page(found, who, status=422, who_error=outcome.why)
    db.session.commit()
    htmx.toast(_("The gift stands with {name} now.", name=who.person.name))
    return htmx.redirect(link(donation))


def _page(found: Gift, picked: Picks, *, status: int = 200, who_error: str = "") -> Response:
    return form_page(
        "giving/_donor_form.html",
        _("Whose gift is it?"),
        Form(),
        status=status,
        gift=found,
        picked=picked,
        who_error=who_error,
        action=url_for(".move", donation=found.row.id),
        back=link(found.row.id),
    )
