"""The list of groups."""

from flask import Response, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import now
from app.groups.domain.segments import Segment
from app.groups.queries import lists
from app.groups.queries.scope import broken
from app.groups.routes import bp
from app.web import htmx


@bp.get("/groups")
@requires(Permission.VIEW)
def index() -> Response:
    """All groups, and the quick segments to start one from."""
    found = lists.groups(current_workspace)
    chips = [(each, url_for(".new", type="dynamic", segment=each.value)) for each in Segment]
    return htmx.render(
        "groups/index.html",
        fragment="groups/_list.html",
        title="Groups",
        groups=found,
        used={group.id: lists.used_in(group.id, found) for group in found},
        broken=broken(current_workspace, found, at=now()),
        segments=chips,
    )
