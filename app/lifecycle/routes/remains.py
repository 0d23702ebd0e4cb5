"""Erasing what is left of a record that was taken back, after reading it and typing the lookup ID."""

from flask import Response, abort, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.domain.record import Existing
from app.db import db
from app.lifecycle.forms import RemainsForm
from app.lifecycle.queries.footprint import footprint
from app.lifecycle.queries.identities import addresses
from app.lifecycle.queries.remains import remains
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE
from app.lifecycle.services.erasing import Erased, leave_no_copy
from app.lifecycle.services.remains import erase_remains
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get(f"{BASE}/remains")
@requires(Permission.MANAGE)
def left(constituent_id: int) -> Response:
    """What would go and what would stay, in numbers."""
    return _page(_left_or_404(constituent_id), RemainsForm())


@bp.post(f"{BASE}/remains")
@requires(Permission.MANAGE)
def erase_left(constituent_id: int) -> Response:
    """Erase for good, when the lookup ID was typed."""
    who, form = _left_or_404(constituent_id), RemainsForm()
    if form.validate() and form.lookup_id.data != who.lookup_id:
        refuse(form, "lookup_id", _("That is not the lookup ID of this record. Nothing was erased."))
    if form.errors:
        return _page(who, form, status=422)
    outcome = erase_remains(current_workspace, who.id, actor=actor())
    db.session.commit()
    if isinstance(outcome, Erased):
        leave_no_copy()
        htmx.toast(_("What was left of {lookup_id} is erased.", lookup_id=outcome.lookup_id))
    return htmx.redirect(url_for("profiles.index"))


def _left_or_404(constituent_id: int) -> Existing:
    found = remains(current_workspace, constituent_id)
    if found is None:
        abort(404)
    return found


def _page(who: Existing, form: RemainsForm, *, status: int = 200) -> Response:
    return htmx.render(
        "lifecycle/remains.html",
        fragment="lifecycle/_remains.html",
        status=status,
        title=_("Erase what is left of {lookup_id}", lookup_id=who.lookup_id),
        person=who,
        form=form,
        found=footprint(current_workspace, who.id, addresses(current_workspace.id, who)),
    )
