"""The list of events: now and coming, past, and programs."""

from typing import Any

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import now
from app.events.queries import events
from app.events.queries.events import Asked, View
from app.events.routes import bp
from app.web import htmx
from app.web.pagination import decode
from app.words import _

_LONGEST = 200


@bp.get("/events")
@requires(Permission.VIEW)
def index() -> Response:
    """One of the lists, filtered by what was typed."""
    asked, at = _asked(), now()
    listing = events.events(
        current_workspace, asked, at=at, cursor=decode(request.args.get("after"), str, int)
    )
    found = events.numbers(current_workspace, asked, at=at)
    return htmx.render(
        "events/index.html",
        fragment="events/_list.html",
        title=_("Events"),
        asked=asked,
        views=[
            {
                "label": view.label,
                "url": _url(asked, view),
                "current": view is asked.view,
                "count": found[view],
            }
            for view in View
        ],
        categories=events.categories(current_workspace),
        listing=listing,
        places=events.places_of(current_workspace, listing.rows),
        previous=_turned(asked, listing.previous),
        next=_turned(asked, listing.next),
        clear=url_for(".index", view=asked.view.value),
    )


def _asked() -> Asked:
    view, text = request.args.get("view", ""), request.args.get("q", "")
    return Asked(
        View(view) if view in set(View) else View.COMING,
        text[:_LONGEST].strip(),
        request.args.get("category", "")[:_LONGEST],
    )


def _url(asked: Asked, view: View, **more: Any) -> str:
    return url_for(".index", view=view.value, q=asked.text or None, category=asked.category or None, **more)


def _turned(asked: Asked, after: str | None) -> str | None:
    return after and _url(asked, asked.view, after=after)
