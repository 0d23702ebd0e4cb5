"""Search from anywhere: people, groups and help."""

from flask import Response, request

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.profiles.queries.found import found
from app.profiles.routes import bp
from app.web import htmx
from app.words import _

FEW, MANY = 5, 25


@bp.get("/search")
@requires(Permission.VIEW)
def search() -> Response:
    text = request.args.get("q", "").strip()
    return htmx.render(
        "profiles/search.html",
        fragment="profiles/_suggestions.html",
        title=_("Search: {typed}", typed=text) if text else _("Search"),
        text=text,
        found=found(current_workspace, text, limit=FEW if htmx.is_fragment() else MANY),
    )
