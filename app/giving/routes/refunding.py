"""Giving back a gift, or a part of it."""

from flask import Response, abort

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.money import typed_amount
from app.db import db
from app.giving import services
from app.giving.forms import RefundForm, amount_in, refuse_with
from app.giving.queries.one import Gift
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, form_page, link, today, with_donor_or_409
from app.giving.services import NotRefunded
from app.giving.services.refunding import cannot
from app.web import htmx
from app.web.filters import money
from app.words import _


@bp.get(f"{GIFT}/refund")
@requires(Permission.EDIT)
def refund(donation: int) -> Response:
    """How much of it goes back; all that is left stands there."""
    found, form = with_donor_or_409(donation), RefundForm(formdata=None)
    form.amount.data = typed_amount(max(found.left, 0), found.row.currency, current_workspace.locale)
    form.received_on.data = today()
    return _page(form, found)


@bp.post(f"{GIFT}/refund")
@requires(Permission.EDIT)
def give_back(donation: int) -> Response:
    """Record the refund."""
    found, form = with_donor_or_409(donation), RefundForm()
    currency, locale = found.row.currency, current_workspace.locale
    amount = amount_in(form, form.amount.data, currency, locale) if form.validate() else None
    if amount is None:
        return _page(form, found, status=422)
    outcome = services.refund_donation(
        current_workspace,
        donation,
        amount=amount,
        on=form.received_on.data or today(),
        method=form.method.data or "",
        note=form.note.data or "",
        today=today(),
        actor=actor(),
    )
    if outcome is None:
        abort(404)
    if isinstance(outcome, NotRefunded):
        refuse_with(form, outcome.field, outcome.why, outcome.amount, currency)
        return _page(form, found, status=422)
    db.session.commit()
    left = (
        _("{left} of the gift is left.", left=money(outcome.left, currency))
        if outcome.left
        else _("All of it is refunded.")
    )
    htmx.toast(_("The refund is recorded. {left}", left=left))
    return htmx.redirect(link(donation))


def _page(form: RefundForm, found: Gift, *, status: int = 200) -> Response:
    return form_page(
        "giving/_refund_form.html",
        _("Refund a gift"),
        form,
        status=status,
        gift=found,
        cannot=cannot(found),
        back=link(found.row.id),
    )
