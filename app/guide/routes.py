"""The guide on the screen: its contents, a page, and searching in it."""

from flask import Blueprint, Response, abort, request
from markupsafe import Markup

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.guide import queries
from app.guide.domain.contents import AREAS, PREFIX
from app.guide.domain.screens import help_for
from app.web import htmx

bp = Blueprint("guide", __name__, url_prefix=PREFIX)
MOST = 20


@bp.app_context_processor
def _help() -> dict[str, object]:
    return {"help_url": help_for(request.endpoint or "")}


@bp.get("")
@requires(Permission.SIGNED_IN)
def index() -> Response:
    text = request.args.get("q", "").strip()
    return htmx.render(
        "guide/index.html",
        fragment="guide/_results.html",
        title=f"Help: {text}" if text else "Help",
        text=text,
        hits=queries.find(text, limit=MOST),
        areas=[(area, queries.guide().of(area)) for area in AREAS],
    )


@bp.get("/<area>/<page>")
@requires(Permission.SIGNED_IN)
def show(area: str, page: str) -> Response:
    guide = queries.guide()
    shown = guide.pages.get((area, page)) or abort(404)
    before, after = guide.beside(shown)
    return htmx.render(
        "guide/page.html",
        fragment="guide/_page.html",
        title=shown.title,
        shown=shown,
        body=Markup(shown.html),  # noqa: S704  # cleaned when it was read
        before=before,
        after=after,
        areas=[(each, guide.of(each)) for each in AREAS],
    )
