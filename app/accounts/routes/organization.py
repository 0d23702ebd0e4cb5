"""Settings of the workspace as a whole, and the way to all others."""

from flask import Response, make_response, render_template, url_for

from app.accounts import queries, services
from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Module, Permission
from app.accounts.forms import OrganizationForm
from app.accounts.routes import bp
from app.accounts.services import OrganizationSettings, Refused
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse
from app.words import _, language_of


@bp.get("/settings")
@requires(Permission.SIGNED_IN)
def settings() -> Response:
    """Every page of settings with one sentence about it."""
    invitations = queries.open_invitations(current_workspace.id, at=now())
    page = render_template("settings/index.html", title=_("Settings"), invitations=len(invitations))
    return make_response(page)


@bp.get("/settings/organization")
@requires(Permission.MANAGE)
def organization() -> Response:
    """Name, place, money, year and modules."""
    return _page(OrganizationForm(obj=current_workspace, language=language_of(current_workspace.locale)))


@bp.post("/settings/organization")
@requires(Permission.MANAGE)
def change_organization() -> Response:
    """Save them."""
    form = OrganizationForm()
    if not form.validate():
        return _page(form, status=422)
    outcome = services.change_organization(current_workspace, _settings(form), actor=actor())
    if isinstance(outcome, Refused):
        refuse(form, outcome.field, outcome.reason)
        return _page(form, status=422)
    db.session.commit()
    htmx.toast(
        _("The organization is saved.") if outcome else _("Nothing was different, so nothing was changed.")
    )
    return htmx.redirect(url_for(".organization"))


def _settings(form: OrganizationForm) -> OrganizationSettings:
    return OrganizationSettings(
        name=form.name.data or "",
        timezone=form.timezone.data,
        country=form.country.data,
        currency=form.currency.data,
        fiscal_year_start=form.fiscal_year_start.data,
        modules=[Module(value) for value in form.modules.data or []],
        language=form.language.data,
    )


def _page(form: OrganizationForm, *, status: int = 200) -> Response:
    page = render_template(
        "settings/organization.html", title=_("Organization"), form=form, invalid=status == 422
    )
    return make_response(page, status)
