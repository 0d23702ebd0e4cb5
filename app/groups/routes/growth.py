"""How a group grew: its members day by day, who came and went, and what caused it."""

from flask import Response

from app.accounts import queries as accounts
from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import now
from app.groups.domain.growth import Point, digest
from app.groups.queries import history
from app.groups.queries.growth import digest_since, growths, months
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, group_or_404
from app.web import charts
from app.web.filters import day
from app.words import _

LATEST = 15
NAMED = 10


@bp.get(f"{GROUP}/growth")
@requires(Permission.VIEW)
def growth(group_id: int) -> Response:
    """The charts, the latest who came and went, and the latest changes with their causes."""
    what = frame.opened(group_or_404(group_id))
    group, at = what.group, now()
    changes = history.calculations(group, limit=LATEST)
    points = growths(current_workspace, [group])[group.id]
    since, start = digest_since(current_workspace, at=at)
    moved = history.since(current_workspace, start).get(group.id, history.Moves(0, 0))
    return frame.show(
        what,
        "growth",
        "groups/_growth.html",
        line=_line(points) if len(points) > 1 else None,
        comings=_comings(months(current_workspace, group, at=at)),
        digest=digest(moved.joined, moved.left, since),
        since=since,
        joiners=history.joiners(group, start, limit=NAMED),
        leavers=history.leavers(group, start, limit=NAMED),
        changes=changes,
        names=accounts.names_of({each.by for each in changes}),
    )


def _comings(moves: list[tuple[str, int, int]]) -> charts.Chart | None:
    """Who came and went by month; None where nobody did."""
    moved = any(came or went for __, came, went in moves)
    return charts.comings(_("Joined and left by month"), moves) if moved else None


def _line(points: list[Point]) -> charts.Chart:
    values = [(day(point.day), point.members) for point in points]
    return charts.line(_("Members day by day"), _("Day"), values, "members")
