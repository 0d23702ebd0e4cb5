"""Erasing one person, after reading what goes and what stays, and typing the name."""

from flask import Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.domain.record import Existing
from app.constituents.domain.text import visible
from app.db import db
from app.lifecycle.forms import ErasureForm
from app.lifecycle.queries.footprint import footprint
from app.lifecycle.queries.identities import addresses
from app.lifecycle.routes import bp
from app.lifecycle.routes.person import BASE, person_or_404, show
from app.lifecycle.services.erasing import Erased, leave_no_copy
from app.lifecycle.services.erasing import erase as erase_person
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get(f"{BASE}/erasure")
@requires(Permission.MANAGE)
def erase(constituent_id: int) -> Response:
    """What would go and what would stay, in numbers."""
    return _page(person_or_404(constituent_id), ErasureForm())


@bp.post(f"{BASE}/erasure")
@requires(Permission.MANAGE)
def carry_out_erasure(constituent_id: int) -> Response:
    """Erase for good, when the name was typed."""
    who, form = person_or_404(constituent_id), ErasureForm()
    if form.validate() and form.name.data != visible(who.display):
        refuse(form, "name", _("That is not the name of this record. Nothing was erased."))
    if form.errors:
        return _page(who, form, status=422)
    outcome = erase_person(current_workspace, who.id, actor=actor())
    db.session.commit()
    if isinstance(outcome, Erased):
        leave_no_copy()
        htmx.toast(_("{lookup_id} is erased.", lookup_id=outcome.lookup_id))
    return htmx.redirect(url_for("profiles.index"))


def _page(who: Existing, form: ErasureForm, *, status: int = 200) -> Response:
    return show(
        "erasure",
        _("Erase for good"),
        who,
        status=status,
        form=form,
        found=footprint(current_workspace, who.id, addresses(current_workspace.id, who)),
    )
