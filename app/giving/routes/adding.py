"""Typing a gift: from a profile, or from the list with a search for the donor."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.drafts import flaw, statuses_from
from app.constituents.directory import Listed
from app.constituents.picking import Picks, picks
from app.db import db
from app.giving import services
from app.giving.forms import GiftForm, refuse_with
from app.giving.queries.one import people_by_id
from app.giving.routes import bp
from app.giving.routes.pages import form_page, today
from app.web import htmx
from app.words import _

ALIKE = ("received_on", "currency", "status", "kind", "fund", "campaign", "appeal", "method")
"""What the gifts of one pile have in common, such as the checks of a morning's mail."""


@bp.get("/donations/new")
@requires(Permission.EDIT)
def new() -> Response:
    """A gift of somebody who is looked for; after another of the same pile, with what they share."""
    form = _blank()
    for name in set(ALIKE) & set(request.args):
        form[name].process(request.args)
    return _page(form, picked=picks(current_workspace, request.args))


@bp.post("/donations/new")
@requires(Permission.EDIT)
def create() -> Response:
    """Record it."""
    form, found = GiftForm(), picks(current_workspace, request.form)
    if request.form.get("do") == "find":
        return _page(form, picked=found)
    if found.person is None:
        _offer(form)
        form.validate()
        return _page(form, picked=found, status=422, who_error=_("Search for the donor and choose one."))
    return _save(form, found.person, picked=found)


@bp.get("/constituents/<int:constituent_id>/donations/new")
@requires(Permission.EDIT)
def new_of(constituent_id: int) -> Response:
    """A gift of this person."""
    return _page(_blank(), who=_person_or_404(constituent_id))


@bp.post("/constituents/<int:constituent_id>/donations/new")
@requires(Permission.EDIT)
def create_of(constituent_id: int) -> Response:
    """Record it."""
    return _save(GiftForm(), _person_or_404(constituent_id))


def _save(form: GiftForm, who: Listed, *, picked: Picks | None = None) -> Response:
    _offer(form)
    draft = form.draft(current_workspace.locale) if form.validate() else None
    wrong = flaw(draft, today=today()) if draft else None
    if wrong:
        refuse_with(form, wrong.field, wrong.message, wrong.amount, form.currency.data)
    if draft is None or wrong:
        return _page(form, who=None if picked else who, picked=picked, status=422)
    services.add_donation(current_workspace.id, who.id, draft, actor=actor())
    db.session.commit()
    htmx.toast(_("The gift of {name} is recorded.", name=who.name))
    if picked and request.form.get("do") == "another":
        alike: dict[str, Any] = {name: request.form[name] for name in ALIKE if request.form.get(name)}
        return htmx.redirect(url_for(".new", **alike))
    return htmx.redirect(url_for("profiles.donations", constituent_id=who.id))


def _person_or_404(constituent_id: int) -> Listed:
    found = people_by_id(current_workspace, [constituent_id]).get(constituent_id)
    if found is None:
        abort(404)
    return found


def _blank() -> GiftForm:
    form = GiftForm(formdata=None)
    form.received_on.data = today()
    return form


def _offer(form: GiftForm) -> None:
    form.offer(statuses_from(None), current_workspace.currency)


def _page(
    form: GiftForm,
    *,
    who: Listed | None = None,
    picked: Picks | None = None,
    status: int = 200,
    who_error: str = "",
) -> Response:
    _offer(form)
    action = url_for(".create_of", constituent_id=who.id) if who else url_for(".create")
    back = url_for("profiles.donations", constituent_id=who.id) if who else url_for(".index")
    return form_page(
        "giving/_gift_form.html",
        _("Add a gift of {name}", name=who.name) if who else _("Add a gift"),
        form,
        status=status,
        action=action,
        back=back,
        picked=picked,
        who_error=who_error,
        save=_("Record the gift"),
    )
