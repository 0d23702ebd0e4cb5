"""The guide on the screen: its contents, a page, one section in a dialog, and searching in it."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from markupsafe import Markup

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.guide import queries
from app.guide.domain.contents import AREAS, NEEDED_FIRST, PREFIX
from app.guide.domain.pages import GuidePage
from app.guide.domain.screens import help_for, part_of
from app.web import htmx
from app.words import _

bp = Blueprint("guide", __name__, url_prefix=PREFIX)
MOST = 20


@bp.app_context_processor
def _help() -> dict[str, object]:
    url = help_for(request.endpoint or "")
    return {"help_url": url, "help_part": part_of(url)}


@bp.app_template_filter("as_written")
def _as_written(html: str) -> Markup:
    """HTML of the guide as it is: it was cleaned when it was read."""
    return Markup(html)  # noqa: S704


@bp.get("")
@requires(Permission.SIGNED_IN)
def index() -> Response:
    guide, text = queries.guide(), request.args.get("q", "").strip()
    return htmx.render(
        "guide/index.html",
        fragment="guide/_results.html",
        title=_("Help: {text}", text=text) if text else _("Help"),
        text=text,
        hits=queries.find(text, limit=MOST),
        used=[guide.pages[place] for place in NEEDED_FIRST],
        areas=[(area, guide.of(area)) for area in AREAS],
    )


@bp.get("/<area>/<page>")
@requires(Permission.SIGNED_IN)
def show(area: str, page: str) -> Response:
    guide, shown = queries.guide(), _page_or_404(area, page)
    before, after = guide.beside(shown)
    return htmx.render(
        "guide/page.html",
        fragment="guide/_page.html",
        title=shown.title,
        shown=shown,
        before=before,
        after=after,
        areas=[(each, guide.of(each)) for each in AREAS],
    )


@bp.get("/<area>/<page>/section")
@requires(Permission.SIGNED_IN)
def section(area: str, page: str) -> Response:
    """One section for the dialog of another screen; a plain browser is sent to the page."""
    shown, at = _page_or_404(area, page), request.args.get("at", "")
    part = shown.part(at) or abort(404)
    if not htmx.is_fragment():
        return htmx.redirect(url_for(".show", area=area, page=page, _anchor=at or None))
    return make_response(render_template("guide/_section.html", shown=shown, part=part))


def _page_or_404(area: str, page: str) -> GuidePage:
    return queries.guide().pages.get((area, page)) or abort(404)
