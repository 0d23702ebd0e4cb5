"""The list of groups."""

from flask import Response, request, url_for
from markupsafe import Markup

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import now
from app.groups.domain.catalog import Asked, Column, Show, read
from app.groups.domain.growth import digest
from app.groups.domain.segments import Segment
from app.groups.queries.catalog import catalog
from app.groups.queries.growth import digest_since, growths
from app.groups.queries.history import since
from app.groups.routes import bp
from app.web import htmx
from app.web.charts import sparkline
from app.words import _, figure


@bp.get("/groups")
@requires(Permission.VIEW)
def index() -> Response:
    """The groups, searched and in order, and the quick segments to start one from."""
    if "" in request.args.values() and not htmx.is_fragment():
        return htmx.redirect(_url(read(request.args)))  # a form without JavaScript sends its blanks as well
    at, asked = now(), read(request.args)
    found = catalog(current_workspace, asked, at=at)
    chips = [(each, url_for(".new", type="dynamic", segment=each.value)) for each in Segment]
    day, start = digest_since(current_workspace, at=at)
    moves = since(current_workspace, start)
    lines = growths(current_workspace, found.groups)
    return htmx.render(
        "groups/index.html",
        fragment="groups/_list.html",
        title=_("Groups"),
        asked=asked,
        shows=Show,
        catalog=found,
        sorts={each: (_url(asked.sorted_by(each)), _direction(asked, each)) for each in Column},
        sparks={key: _spark([point.members for point in points]) for key, points in lines.items()},
        moves={key: digest(each.joined, each.left, day) for key, each in moves.items()},
        segments=chips,
    )


def _url(asked: Asked) -> str:
    return url_for(".index", **asked.query)


def _direction(asked: Asked, column: Column) -> str | None:
    if asked.sort is not column:
        return None
    return "descending" if asked.falling else "ascending"


def _spark(members: list[int]) -> Markup:
    """A line of the last 90 days; nothing for a group that was always as large as it is."""
    if len(set(members)) < 2:
        return Markup()
    return sparkline(
        members,
        _(
            "From {before} to {now} people in 90 days",
            before=figure(members[0]),
            now=figure(members[-1]),
        ),
    )
