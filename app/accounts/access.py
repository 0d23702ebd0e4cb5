"""Who is asking, and may they? Every route is closed until it says whom it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from werkzeug.local import LocalProxy

from app.accounts import queries
from app.accounts.domain.devices import device_name
from app.accounts.domain.roles import Module, Permission, Role, whose
from app.accounts.models import Staff, StaffSession, Workspace
from app.accounts.queries import SignIn
from app.accounts.services import Hook
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.config import Settings
from app.connections import is_look
from app.db import at_once, bind, db, now
from app.web import filters, htmx, logs
from app.web.filters import Region
from app.words import _

View = TypeVar("View", bound=Callable[..., Any])
OPEN = ("asset", "design.")
"""How endpoints below this package begin, which cannot say themselves that they are for everybody."""
TOUCH = timedelta(minutes=1)
_HOOKS = "kith.on_set_up"


@dataclass(frozen=True, eq=False)
class Visitor(UserMixin):
    """A signed-in browser, as Flask-Login wants it: its id is the session's token, not the account."""

    token: str
    sign_in: SignIn

    def get_id(self) -> str:
        return self.token


def _visitor() -> Visitor | None:
    user = cast(Any, current_user)._get_current_object()  # the proxy would look again for each question
    return user if isinstance(user, Visitor) else None


def _signed_in(what: Callable[[SignIn], Any]) -> LocalProxy[Any]:
    def find() -> Any:
        visitor = _visitor()
        return what(visitor.sign_in) if visitor else None

    return LocalProxy(find)


current_staff = cast(Staff, _signed_in(lambda sign_in: sign_in.staff))
current_workspace = cast(Workspace, _signed_in(lambda sign_in: sign_in.workspace))
current_session = cast(StaffSession, _signed_in(lambda sign_in: sign_in.session))


def is_signed_in() -> bool:
    """Whether this browser holds a session that is still good."""
    return _visitor() is not None


def current_role() -> Role:
    """The role of the staff who ask; signed out it is an error to need one."""
    visitor = _visitor()
    if visitor is None:
        abort(401)
    return visitor.sign_in.role


def may(permission: Permission | str) -> bool:
    """Whether the staff who ask have this permission; templates use it to leave buttons out."""
    visitor = _visitor()
    return visitor is not None and visitor.sign_in.role.may(Permission(permission))


def actor() -> Actor:
    """The staff who ask, for the journal."""
    return Actor(current_staff.name, Via.FORM, id=current_staff.id, request_id=g.get("request_id", ""))


# --- what a route says of itself


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission it asks, which is checked before the view is called."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint asks, or None when it says nothing and is therefore closed."""
    if endpoint.startswith(OPEN):
        return Permission.PUBLIC
    return getattr(app.view_functions[endpoint], "permission", None)


def requires_module(module: Module) -> Callable[[], Response | None]:
    """For `bp.before_request(…)`: answers with a page that says so while `module` is off."""

    def check() -> Response | None:
        if not is_signed_in() or current_workspace.has(module):
            return None
        return htmx.render(
            "accounts/module_off.html",
            fragment="accounts/_module_off.html",
            status=403,
            title=_("The {module} module is off", module=module.label.lower()),
            module=module,
            who=queries.people_with(current_workspace.id, Role.OWNER, Role.ADMIN),
        )

    return check


# --- before every request


def init_app(app: Flask) -> None:
    """Install the cookie, Flask-Login and the check before every request."""
    _set_cookie(app, app.config["SETTINGS"])
    manager: Any = LoginManager(app)
    manager.session_protection = None  # an address may change under way; the session is ours to end
    manager.user_loader(_load)
    app.before_request(admit)
    app.jinja_env.globals.update(
        current_staff=current_staff, current_workspace=current_workspace, may=may, current_role=current_role
    )


def _set_cookie(app: Flask, settings: Settings) -> None:
    app.config.update(
        # the prefix makes browsers refuse the cookie over http, from subdomains and for other paths
        SESSION_COOKIE_NAME="__Host-kith" if settings.is_https else "kith",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )


def _load(token: str) -> Visitor | None:
    found = queries.sign_in_of(token, at=now())
    return Visitor(token, found) if found else None


def admit() -> Response | None:
    """Let a request pass, or answer 401 or 403. An unknown address goes on to its 404."""
    if request.endpoint is None:
        return None
    permission = permission_of(current_app, request.endpoint)
    if permission is None:
        abort(403)
    if permission is Permission.PUBLIC:
        return None
    visitor = _visitor()
    if visitor is None:
        return _turn_away()
    _enter(visitor.sign_in)
    if not visitor.sign_in.role.may(permission):
        abort(403, description=_whom_to_ask(visitor.sign_in, permission))
    return None


def _whom_to_ask(sign_in: SignIn, permission: Permission) -> str:
    """Whose the act is, who asks, and who could change that."""
    able = queries.people_with(sign_in.workspace.id, Role.OWNER, Role.ADMIN)
    return _(
        "Your role does not allow this: it is for {allowed}, and your role here is {role}. Ask {people}. "
        "Nothing was changed.",
        allowed=whose(permission),
        role=sign_in.role.label.lower(),
        people=", ".join(each.name for each in able),
    )


def _turn_away() -> Response:
    if queries.any_workspace():
        abort(401)
    return htmx.redirect("/setup")


def _enter(sign_in: SignIn) -> None:
    bind(sign_in.workspace.id)
    logs.note(workspace=sign_in.workspace.id, staff=sign_in.staff.id)
    here = sign_in.workspace
    filters.use(Region(here.locale, here.timezone, here.currency))
    at = now()
    if at - sign_in.session.last_seen_at >= TOUCH:
        _touch(sign_in.session, at)


def _touch(row: StaffSession, at: datetime) -> None:
    """Remember that the session is in use; in a request that only reads, on a connection of its own."""
    if not is_look():
        row.last_seen_at = at
        return
    try:
        with at_once(db.engine) as connection:
            connection.execute(update(StaffSession).where(StaffSession.id == row.id).values(last_seen_at=at))
    except OperationalError:  # a busy or full disk must not keep anybody from reading
        current_app.logger.warning("a session's last use could not be stored", exc_info=True)


# --- signing in and out


def begin_session(token: str) -> None:
    """Make this browser the holder of a session that a service opened; whatever it held before is dropped."""
    session.clear()
    visitor = _load(token)
    if visitor is None:
        abort(401)
    login_user(visitor)


def leave() -> None:
    """Forget who this browser is; the caller ended the session's row."""
    logout_user()
    session.clear()


def device() -> str:
    """What the browser says it is, in a few words, for the list of sessions."""
    return device_name(request.user_agent.string)


def address() -> str:
    """Where the request comes from, as far as trusted proxies say."""
    return request.remote_addr or ""


def on_set_up(app: Flask) -> list[Hook]:
    """The list of what is called when a workspace was set up; the factory fills it."""
    return cast(list[Hook], app.extensions.setdefault(_HOOKS, []))
