"""Your settings: name, how Kith looks and listens, password, devices."""

from flask import Response, abort, make_response, render_template, url_for

from app.accounts import queries, services
from app.accounts.access import (
    actor,
    address,
    begin_session,
    current_session,
    current_staff,
    current_workspace,
    device,
    leave,
    requires,
)
from app.accounts.domain.roles import Permission
from app.accounts.forms import ChangePasswordForm, YouForm
from app.accounts.routes import bp
from app.accounts.routes.sign_in import patience
from app.accounts.services import NewSession, Refused, TooMany
from app.db import db, now
from app.web import htmx
from app.web.forms import Form, refuse
from app.words import _


@bp.get("/settings/you")
@requires(Permission.SIGNED_IN)
def you() -> Response:
    """Name, density, keys."""
    return _page("settings/you.html", _("Your settings"), YouForm(obj=current_staff))


@bp.post("/settings/you")
@requires(Permission.SIGNED_IN)
def change_you() -> Response:
    """Save them."""
    form = YouForm()
    if not form.validate():
        return _page("settings/you.html", _("Your settings"), form, status=422)
    services.change_yourself(
        current_workspace.id,
        current_staff,
        name=form.name.data or "",
        density=form.density.data,
        shortcut_keys=form.shortcut_keys.data,
        actor=actor(),
    )
    db.session.commit()
    htmx.toast(_("Your settings are saved."))
    return htmx.redirect(url_for(".you"))


@bp.get("/settings/you/password")
@requires(Permission.SIGNED_IN)
def password() -> Response:
    """The form for another password."""
    return _page("settings/password.html", _("Change your password"), ChangePasswordForm())


@bp.post("/settings/you/password")
@requires(Permission.SIGNED_IN)
def change_password() -> Response:
    """Take it when the current one is right; every other device is signed out."""
    form = ChangePasswordForm()
    if not form.validate():
        return _page("settings/password.html", _("Change your password"), form, status=422)
    outcome = services.change_password(
        current_workspace.id,
        current_staff,
        current=form.current.data or "",
        new=form.password.data or "",
        address=address(),
        device=device(),
        actor=actor(),
    )
    db.session.commit()  # also a refused try, which counts
    match outcome:
        case NewSession(token=token):
            begin_session(token)
            htmx.toast(_("Your password is changed. Other devices are signed out."))
            return htmx.redirect(url_for(".you"))
        case Refused(field, reason):
            refuse(form, field, reason)
        case TooMany():
            refuse(form, None, patience(outcome))
            return _page("settings/password.html", _("Change your password"), form, status=429)
    return _page("settings/password.html", _("Change your password"), form, status=422)


@bp.get("/settings/you/sessions")
@requires(Permission.SIGNED_IN)
def sessions() -> Response:
    """Where one is signed in."""
    found = queries.live_sessions(current_staff.id, at=now())
    page = render_template(
        "settings/sessions.html", title=_("Where you are signed in"), sessions=found, this=current_session.id
    )
    return make_response(page)


@bp.post("/settings/you/sessions/<int:session_id>/end")
@requires(Permission.SIGNED_IN)
def end_session(session_id: int) -> Response:
    """Sign one device out."""
    here = session_id == current_session.id
    if not services.end_session(current_staff.id, session_id):
        abort(404)
    db.session.commit()
    if here:
        leave()
    htmx.toast(_("That device is signed out."))
    return htmx.redirect(url_for(".sign_in" if here else ".sessions"))


@bp.post("/settings/you/sessions/end")
@requires(Permission.SIGNED_IN)
def end_all_sessions() -> Response:
    """Sign out everywhere, here too."""
    services.end_sessions(current_staff.id)
    db.session.commit()
    leave()
    htmx.toast(_("You are signed out everywhere."))
    return htmx.redirect(url_for(".sign_in"))


def _page(template: str, title: str, form: Form, *, status: int = 200) -> Response:
    return make_response(render_template(template, title=title, form=form, invalid=status >= 400), status)
