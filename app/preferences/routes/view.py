"""What the supporter's pages have in common: how they look, whom they name, and how fast they turn."""

from typing import Any

from flask import Flask, Response, current_app, make_response, request, url_for

from app.accounts.access import address
from app.accounts.domain.throttle import network_key
from app.accounts.models import Workspace
from app.consent.domain.links import Link
from app.consent.services import preferences_token
from app.db import now, reading
from app.preferences import queries
from app.preferences.domain.pace import Pace, is_private
from app.web.filters import Region, use

_PACE = "kith-pace-of-pages"
RETRY_AFTER = {"Retry-After": "600"}


def show(name: str, workspace: Workspace | None, *, status: int = 200, **context: Any) -> Response:
    """A page in the organization's name. What surrounds the pages of staff is not asked, so no session is."""
    if workspace:
        use(Region(workspace.locale, workspace.timezone, workspace.currency))
    template = current_app.jinja_env.get_template(f"preferences/{name}.html")
    return make_response(template.render(organization=_organization(workspace), **context), status)


def _organization(workspace: Workspace | None) -> dict[str, str] | None:
    if workspace is None:
        return None
    color = workspace.accent.removeprefix("#")
    return {
        "name": workspace.name,
        "email": workspace.public_email,
        "colors": url_for("preferences.colors", color=color) if color else "",
    }


def unknown() -> Response:
    """The one answer to every link that opens nothing: it never says why, nor whether an address exists."""
    pace().missed(network(), now())
    with reading():  # it waits for nobody who writes
        return show("unknown", queries.only_workspace(), status=404)


def too_fast() -> Response:
    """The answer to a network that turns pages faster than people do."""
    reply = show("too_fast", None, status=429)
    reply.headers.extend(RETRY_AFTER)
    return reply


def is_too_fast() -> bool:
    """Count this page, and say whether it is one too many from its network.

    A private address is that of a proxy that nobody told us of: behind it is everybody.
    """
    return not is_private(address()) and pace().is_too_fast(network(), now())


def network() -> str:
    """The network that asks, as a hash."""
    return network_key(address())


def pace() -> Pace:
    """What this application remembers of who asked lately."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    found: Pace = app.extensions.setdefault(_PACE, Pace())
    return found


def page_of(workspace: Workspace, link: Link) -> str:
    """The address of the preference page of whom a link is about."""
    return url_for("preferences.page", token=preferences_token(workspace, link))


def chosen(name: str) -> set[int]:
    """The ids that a form sent under this name."""
    return {int(text) for text in request.form.getlist(name) if text.isdecimal() and len(text) < 20}
