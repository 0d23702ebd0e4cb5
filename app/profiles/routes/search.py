"""Search from anywhere: people and groups by the beginning of what they are called."""

from flask import Response, request

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents import directory
from app.profiles.queries.groups import groups_named
from app.profiles.routes import bp
from app.web import htmx

FEW, MANY = 5, 25


@bp.get("/search")
@requires(Permission.VIEW)
def search() -> Response:
    text = request.args.get("q", "").strip()
    limit = FEW if htmx.is_fragment() else MANY
    return htmx.render(
        "profiles/search.html",
        fragment="profiles/_suggestions.html",
        title=f"Search: {text}" if text else "Search",
        text=text,
        people=directory.find(current_workspace, text, limit=limit),
        groups=groups_named(current_workspace, text, limit=limit),
    )
