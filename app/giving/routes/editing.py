"""Correcting a gift, and saying that a pending one arrived."""

from flask import Response, abort

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.drafts import Flaw, statuses_from
from app.activity.domain.kinds import GiftStatus
from app.cultivation.forms import differing
from app.db import db
from app.giving import services
from app.giving.forms import GiftForm, SettlementForm, filled, refuse_with
from app.giving.queries.one import Gift
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, form_page, gift_or_404, link, today, with_donor_or_409
from app.giving.services import Edited, Stale
from app.web import htmx
from app.web.forms import refuse
from app.words import N_, _

_MEANWHILE = N_(
    "Somebody else changed this gift while you were writing. Below stands what is on record now beside "
    "what you wrote. Nothing of yours is saved yet: save again to put yours in its place, or cancel."
)


@bp.get(f"{GIFT}/edit")
@requires(Permission.EDIT)
def edit(donation: int) -> Response:
    """A gift, to be corrected."""
    found = with_donor_or_409(donation)
    return _page(filled(found.row, current_workspace.locale), found)


@bp.post(f"{GIFT}/edit")
@requires(Permission.EDIT)
def change(donation: int) -> Response:
    """Correct it, unless somebody else did so in the meantime."""
    found, form = with_donor_or_409(donation), GiftForm()
    _offer(form, found)
    draft = form.draft(current_workspace.locale) if form.validate() else None
    if draft is None:
        return _page(form, found, status=422)
    outcome = services.edit_donation(
        current_workspace, donation, draft, version=form.seen_version, today=today(), actor=actor()
    )
    if isinstance(outcome, Stale):
        return _compared(form, gift_or_404(donation))
    if isinstance(outcome, Flaw):
        refuse_with(form, outcome.field, outcome.message, outcome.amount, found.row.currency)
        return _page(form, found, status=422)
    if outcome is None:
        abort(404)
    db.session.commit()
    htmx.toast(_("The gift is saved."))
    return htmx.redirect(link(donation))


@bp.post(f"{GIFT}/settlement")
@requires(Permission.EDIT)
def settle(donation: int) -> Response:
    """The money of a gift arrived, on the day given or today."""
    found, form = with_donor_or_409(donation), SettlementForm()
    draft = filled(found.row, current_workspace.locale)
    _offer(draft, found)
    draft.status.data = GiftStatus.SETTLED.value
    draft.received_on.data = form.received_on.data or today()
    typed = draft.draft(current_workspace.locale)
    if not form.validate() or typed is None:
        return _page(draft, found, status=422)
    outcome = services.edit_donation(
        current_workspace, donation, typed, version=form.seen_version, today=today(), actor=actor()
    )
    if isinstance(outcome, Flaw):
        refuse_with(draft, outcome.field, outcome.message, outcome.amount, found.row.currency)
        return _page(draft, found, status=422)
    if isinstance(outcome, Edited):
        db.session.commit()
        htmx.toast(_("The gift is settled."))
    else:
        htmx.toast(_("Somebody else changed this gift in the meantime. Nothing was saved."), tone="failed")
    return htmx.redirect(link(donation))


def _compared(form: GiftForm, found: Gift) -> Response:
    theirs = filled(found.row, current_workspace.locale)
    _offer(theirs, found)
    _offer(form, found)
    form.version.data = theirs.version.data
    refuse(form, None, _MEANWHILE)
    return _page(form, found, status=422, theirs=differing(form, theirs))


def _offer(form: GiftForm, found: Gift) -> None:
    form.offer(statuses_from(found.row.status), found.row.currency)


def _page(form: GiftForm, found: Gift, *, status: int = 200, **more: object) -> Response:
    _offer(form, found)
    return form_page(
        "giving/_gift_form.html",
        _("Correct a refund") if found.is_refund else _("Correct a gift"),
        form,
        status=status,
        action=link(found.row.id) + "/edit",
        back=link(found.row.id),
        gift=found,
        save=_("Save"),
        **more,
    )
