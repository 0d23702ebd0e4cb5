"""Removing a gift that should not be there."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.giving import services
from app.giving.forms import RemovalForm
from app.giving.queries.one import Gift
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, form_page, link, with_donor_or_409
from app.giving.services import NotRemoved
from app.giving.services.removing import cannot
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get(f"{GIFT}/removal")
@requires(Permission.EDIT)
def confirm_removal(donation: int) -> Response:
    """What removing it means."""
    return _page(RemovalForm(formdata=None), with_donor_or_409(donation))


@bp.post(f"{GIFT}/removal")
@requires(Permission.EDIT)
def remove(donation: int) -> Response:
    """Remove it; the journal keeps what it was."""
    found, form = with_donor_or_409(donation), RemovalForm()
    if not form.validate():
        return _page(form, found, status=422)
    outcome = services.remove_donation(
        current_workspace, donation, reason=form.reason.data or "", actor=actor()
    )
    if outcome is None:
        abort(404)
    if isinstance(outcome, NotRemoved):
        refuse(form, "reason", outcome.why)
        return _page(form, found, status=422)
    db.session.commit()
    what = _("The refund is removed.") if found.is_refund else _("The gift is removed.")
    owner = outcome.constituent_id
    htmx.toast(what, undo=url_for(".put_back", constituent_id=owner, donation=donation))
    if found.of:
        return htmx.redirect(link(found.of.id))
    return htmx.redirect(url_for("profiles.donations", constituent_id=owner))


def _page(form: RemovalForm, found: Gift, *, status: int = 200) -> Response:
    return form_page(
        "giving/_removal_form.html",
        _("Remove this refund?") if found.is_refund else _("Remove this gift?"),
        form,
        status=status,
        gift=found,
        cannot=cannot(found),
        back=link(found.row.id),
    )
