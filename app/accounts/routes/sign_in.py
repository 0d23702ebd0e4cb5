"""Signing in and out, and what a signed-out visitor of a closed page gets."""

import logging
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request, url_for
from werkzeug.exceptions import Unauthorized

from app.accounts import queries, services
from app.accounts.access import (
    address,
    begin_session,
    current_session,
    current_staff,
    device,
    is_signed_in,
    leave,
    requires,
)
from app.accounts.domain.roles import Permission
from app.accounts.forms import SignInForm
from app.accounts.routes import bp
from app.accounts.services import Refused, SignedIn, TooMany
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.web.origin import host_of
from app.words import _, plural

HOME = "/"
log = logging.getLogger("kith.accounts")


@bp.get("/sign-in")
@requires(Permission.PUBLIC)
def sign_in() -> Response:
    """The form; whoever is signed in already goes on."""
    target = safe(request.args.get("next", ""))
    if is_signed_in():
        return htmx.redirect(target)
    if not queries.any_workspace():
        return htmx.redirect(url_for(".set_up"))
    return _page(SignInForm(next=target))


@bp.post("/sign-in")
@requires(Permission.PUBLIC)
def sign_in_post() -> Response:
    """Open a session, or say in the same words for every reason that it did not work."""
    form = SignInForm()
    if not form.validate():
        return _page(form, status=422)
    attempt = services.begin_sign_in(email=form.email.data or "", address=address())
    db.session.commit()  # the password is checked without holding the database
    if isinstance(attempt, TooMany):
        log.warning("sign-in has to wait", extra={"fields": {"seconds": attempt.seconds}})
        return too_many(attempt, form)
    outcome = services.finish_sign_in(attempt, password=form.password.data or "", device=device())
    db.session.commit()
    match outcome:
        case Refused(field, reason):
            log.warning("sign-in refused", extra={"fields": {"account": attempt.account[:12]}})
            refuse(form, field, reason)
            return _page(form, status=422)
        case SignedIn(staff_id, token):
            log.info("signed in", extra={"fields": {"staff": staff_id}})
            begin_session(token)
            return htmx.redirect(safe(form.next.data or ""))


@bp.post("/sign-out")
@requires(Permission.PUBLIC)
def sign_out() -> Response:
    """End this session, and go to the sign-in page or to `next`."""
    if is_signed_in():
        services.end_session(current_staff.id, current_session.id)
        db.session.commit()
    leave()
    htmx.toast(_("You are signed out."))
    return htmx.redirect(safe(request.form.get("next", ""), otherwise=url_for(".sign_in")))


@bp.app_errorhandler(Unauthorized)
def closed(_error: Unauthorized) -> Response:
    """401 with the sign-in page in place of the page that was asked for; a fragment is sent there instead."""
    target = _wanted()
    if htmx.is_fragment():
        return htmx.redirect(url_for("accounts.sign_in", next=target), status=401)
    return _page(SignInForm(formdata=None, next=target), status=401)


def too_many(wait: TooMany, form: SignInForm) -> Response:
    """429: the form again, with how long to wait."""
    refuse(form, None, patience(wait))
    response = _page(form, status=429)
    response.headers["Retry-After"] = str(wait.seconds)
    return response


def patience(wait: TooMany) -> str:
    """How long to wait, in words."""
    minutes, seconds = divmod(wait.seconds, 60)
    if minutes:
        return plural(
            minutes + (seconds > 0),
            "There were too many failed tries. Wait {n} minute, then try again.",
            "There were too many failed tries. Wait {n} minutes, then try again.",
        )
    return plural(
        seconds,
        "There were too many failed tries. Wait {n} second, then try again.",
        "There were too many failed tries. Wait {n} seconds, then try again.",
    )


def safe(target: str, *, otherwise: str = HOME) -> str:
    """`target` when it is a path on this site, else `otherwise`: links must not send people elsewhere."""
    odd = not target.startswith("/") or target.startswith(("//", "/\\")) or not target.isprintable()
    return otherwise if odd else target


def _wanted() -> str:
    """The page to come back to: the one asked for, or for a POST or a fragment the one it came from."""
    if request.method == "GET" and not htmx.is_fragment():
        return safe(request.full_path.rstrip("?"))
    url = request.headers.get("HX-Current-URL") or request.referrer or ""
    if host_of(url) != request.host:
        return HOME
    came_from = urlsplit(url)
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return safe(path)


def _page(form: SignInForm, *, status: int = 200) -> Response:
    page = render_template(
        "accounts/sign_in.html", title=_("Sign in"), form=form, status=status, invalid=status in (422, 429)
    )
    return make_response(page, status)
