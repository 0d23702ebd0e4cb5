"""The list of constituents."""

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.directory import Order
from app.db import now
from app.profiles.queries.people import lines
from app.profiles.routes import bp
from app.web import htmx
from app.web.pagination import decode


@bp.get("/constituents")
@requires(Permission.VIEW)
def index() -> Response:
    text = request.args.get("q", "").strip()
    order = request.args.get("sort", Order.NAME, type=Order)
    cursor = decode(request.args.get("after"), str, int)

    def turn(after: str | None) -> str | None:
        return _url(text, order, after) if after else None

    page = lines(current_workspace, text=text, order=order, cursor=cursor, at=now())
    return htmx.render(
        "profiles/people.html",
        fragment="profiles/_list.html",
        title="Constituents",
        text=text,
        order=order,
        listing=page,
        previous=turn(page.previous),
        next=turn(page.next),
        sorts={each.value: _url(text, each) for each in Order},
    )


def _url(text: str, order: Order, after: str | None = None) -> str:
    sort = order.value if order is not Order.NAME else None
    return url_for("profiles.index", q=text or None, sort=sort, after=after)
