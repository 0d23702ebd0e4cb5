"""A new password by a reset link."""

from flask import Response, make_response, render_template, url_for

from app.accounts import queries, services
from app.accounts.access import leave, requires
from app.accounts.domain.roles import LinkPurpose, Permission
from app.accounts.forms import NewPasswordForm
from app.accounts.routes import bp
from app.accounts.services import Done, LinkGone, Refused
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get("/password-resets/<token>")
@requires(Permission.PUBLIC)
def password_reset(token: str) -> Response:
    """The form for the new password."""
    if not queries.usable_link(LinkPurpose.PASSWORD_RESET, token, at=now()):
        return _gone()
    return _page(NewPasswordForm(), token)


@bp.post("/password-resets/<token>")
@requires(Permission.PUBLIC)
def reset_password(token: str) -> Response:
    """Set it, end every session, and ask to sign in."""
    form = NewPasswordForm()
    if not form.validate():
        return _page(form, token, status=422)
    match services.reset_password(token, password=form.password.data or ""):
        case Done():
            db.session.commit()
            leave()
            htmx.toast(_("Your password is set. Sign in with it."))
            return htmx.redirect(url_for(".sign_in"))
        case Refused(field, reason):
            db.session.rollback()
            refuse(form, field, reason)
            return _page(form, token, status=422)
        case LinkGone():
            db.session.rollback()
            return _gone()


def _page(form: NewPasswordForm, token: str, *, status: int = 200) -> Response:
    page = render_template(
        "accounts/password_reset.html",
        title=_("Set a new password"),
        form=form,
        token=token,
        invalid=status == 422,
    )
    return make_response(page, status)


def _gone() -> Response:
    page = render_template(
        "accounts/link_gone.html",
        title=_("This link does not work any more"),
        text=_("It was used already or is older than an hour. Ask your administrator for a new one."),
    )
    return make_response(page, 404)
