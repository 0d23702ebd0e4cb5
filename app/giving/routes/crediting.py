"""Soft credits: whom a gift is thanked for beside its donor."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.picking import Picks, picks
from app.db import db
from app.giving import services
from app.giving.forms import CreditForm, amount_in, refuse_with
from app.giving.queries.one import Gift
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, form_page, link, with_donor_or_409
from app.giving.services import NotCredited
from app.web import htmx
from app.words import _


@bp.get(f"{GIFT}/credits/new")
@requires(Permission.EDIT)
def credit(donation: int) -> Response:
    """Who shall be thanked, and for how much."""
    return _page(
        CreditForm(formdata=None), with_donor_or_409(donation), picks(current_workspace, request.args)
    )


@bp.post(f"{GIFT}/credits/new")
@requires(Permission.EDIT)
def give_credit(donation: int) -> Response:
    """Record it; who is thanked already gets this amount."""
    found, form = with_donor_or_409(donation), CreditForm()
    who, currency = picks(current_workspace, request.form), found.row.currency
    if request.form.get("do") == "find":
        return _page(form, found, who)
    amount = (
        amount_in(form, form.amount.data, currency, current_workspace.locale) if form.validate() else None
    )
    if who.person is None:
        return _page(form, found, who, status=422, who_error=_("Search for somebody and choose one."))
    if amount is None:
        return _page(form, found, who, status=422)
    outcome = services.credit(current_workspace, donation, who.person, amount, actor=actor())
    if outcome is None:
        abort(404)
    if isinstance(outcome, NotCredited):
        if outcome.field == "who":
            return _page(form, found, who, status=422, who_error=outcome.why)
        refuse_with(form, outcome.field, outcome.why, outcome.amount, currency)
        return _page(form, found, who, status=422)
    db.session.commit()
    htmx.toast(_("{name} has a soft credit for this gift.", name=who.person.name))
    return htmx.redirect(link(donation))


@bp.post(f"{GIFT}/credits/<int:credit>/removal")
@requires(Permission.EDIT)
def take_credit(donation: int, credit: int) -> Response:
    """Take the thanks back."""
    if not services.uncredit(current_workspace, donation, credit, actor=actor()):
        abort(404)
    db.session.commit()
    htmx.toast(_("The soft credit is removed."))
    return htmx.redirect(link(donation))


def _page(
    form: CreditForm, found: Gift, picked: Picks, *, status: int = 200, who_error: str = ""
) -> Response:
    return form_page(
        "giving/_credit_form.html",
        _("Add a soft credit"),
        form,
        status=status,
        gift=found,
        picked=picked,
        who_error=who_error,
        left=found.row.amount - found.credited,
        action=url_for(".give_credit", donation=found.row.id),
        back=link(found.row.id),
    )
