"""The list of campaigns."""

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.campaigns.domain.parts import Part
from app.campaigns.queries import campaigns
from app.campaigns.routes import bp
from app.campaigns.routes.view import figure
from app.web import htmx
from app.web.pagination import decode
from app.words import _

_LONGEST = 200
SHOWN = (Part.OPENED, Part.CLICKED, Part.BOUNCED, Part.UNSUBSCRIBED)


@bp.get("/campaigns")
@requires(Permission.VIEW)
def index() -> Response:
    """The campaigns with their figures, the latest first."""
    text = request.args.get("q", "").strip()[:_LONGEST]
    cursor = decode(request.args.get("after"), str, int)
    page = campaigns.campaigns(current_workspace, text=text, cursor=cursor)
    people = campaigns.outcomes(current_workspace, [each.id for each in page.rows])
    shown = [(each, _figures(people[each.id])) for each in page.rows]
    return htmx.render(
        "campaigns/index.html",
        fragment="campaigns/_list.html",
        title=_("Campaigns"),
        text=text,
        shown=shown,
        parts=SHOWN,
        previous=_turned(page.previous, text),
        next=_turned(page.next, text),
    )


def _figures(people: campaigns.People) -> dict[str, object]:
    return {part.value: figure(people, part) for part in (Part.SENT, *SHOWN)}


def _turned(after: str | None, text: str) -> str | None:
    return url_for(".index", after=after, q=text or None) if after else None
