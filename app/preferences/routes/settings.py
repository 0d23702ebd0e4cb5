"""The settings of the supporter's pages: whom they name, and in which color."""

import json
from dataclasses import asdict

from flask import Blueprint, Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.meanwhile import Meanwhile
from app.db import db
from app.preferences.forms import OURS, AppearanceForm
from app.preferences.services import Appearance, change_appearance, saved_appearance
from app.web import htmx
from app.web.forms import refuse
from app.words import _

bp = Blueprint("appearance", __name__, url_prefix="/settings/preference-page")


@bp.get("")
@requires(Permission.MANAGE)
def settings() -> Response:
    """What is saved."""
    return _page(_filled())


@bp.post("")
@requires(Permission.MANAGE)
def save() -> Response:
    """Save it, unless somebody else just did."""
    form = AppearanceForm()
    if not form.is_right():
        return _page(form, status=422)
    wanted = Appearance(str(form.public_email.data), form.accent)
    shown = Appearance(**form.was_shown)
    outcome = change_appearance(current_workspace, wanted, shown=shown, actor=actor())
    if isinstance(outcome, Meanwhile):
        db.session.rollback()
        return _meanwhile(form, outcome)
    db.session.commit()
    htmx.toast(_("The page is saved.") if outcome else _("Nothing was different, so nothing was changed."))
    return htmx.redirect(url_for(".settings"))


def _filled() -> AppearanceForm:
    saved = saved_appearance(current_workspace)
    values = {"public_email": saved.public_email, "has_color": bool(saved.accent)}
    return AppearanceForm(data={**values, "color": saved.accent or OURS, "basis": json.dumps(asdict(saved))})


def _meanwhile(form: AppearanceForm, theirs: Meanwhile) -> Response:
    saved = saved_appearance(current_workspace)
    form.basis.data = json.dumps(asdict(saved))
    who = theirs.who or _("Somebody else")
    why = _(
        "{who} changed this while your page was open (address {address}, color {color})."
        " Save again to have it your way.",
        who=who,
        address=saved.public_email or _("none"),
        color=saved.accent or _("Kith’s own"),
    )
    refuse(form, None, why)
    return _page(form, status=422)


def _page(form: AppearanceForm, *, status: int = 200) -> Response:
    return htmx.render(
        "preferences/settings.html",
        fragment="preferences/_settings.html",
        status=status,
        title=_("Preference page"),
        form=form,
    )
