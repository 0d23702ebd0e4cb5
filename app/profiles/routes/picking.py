"""People whom a text finds, for a form in which one of them is chosen."""

import re

from flask import Response, request

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.picking import picks
from app.profiles.routes import bp
from app.web import htmx
from app.words import _

_PLACE = re.compile(r"[a-z][a-z0-9-]{0,40}")


@bp.get("/constituents/pick")
@requires(Permission.VIEW)
def pick() -> Response:
    """The list beneath the search box `place` of a form; as a page, a form of its own."""
    place = request.args.get("place", "")
    return htmx.render(
        "profiles/pick.html",
        fragment="profiles/_picked.html",
        title=_("Find a person"),
        picks=picks(current_workspace, request.args),
        place=place if _PLACE.fullmatch(place) else "who",
    )
