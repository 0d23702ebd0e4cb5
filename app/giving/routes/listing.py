"""All gifts, narrowed as asked, with what they come to."""

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain import gift_words as words
from app.giving.domain.asked import TEXTS, Asked, chip, read
from app.giving.queries import listing, sums
from app.giving.queries.suggestions import suggestions
from app.giving.routes import bp
from app.web import htmx
from app.web.filters import day
from app.web.pagination import decode
from app.words import _


@bp.get("/donations")
@requires(Permission.VIEW)
def index() -> Response:
    """A page of gifts, the latest first; `after` turns the page, `sums=yes` adds up however long it takes."""
    asked = asked_for()
    adds_up = request.args.get("sums") == "yes" or sums.are_quick(current_workspace, asked)
    cursor = decode(request.args.get("after"), str, int)
    shown, donors = listing.gifts(current_workspace, asked, cursor=cursor)

    def turned(after: str | None) -> str | None:
        return url_for(".index", **asked.query, after=after) if after else None

    return htmx.render(
        "giving/index.html",
        fragment="giving/_list.html",
        title=_("Donations"),
        asked=asked,
        chips=_chips(asked),
        listing=shown,
        donors=donors,
        sums=sums.sums(current_workspace, asked) if adds_up else None,
        add_up=url_for(".index", **asked.query, sums="yes"),
        words=words,
        previous=turned(shown.previous),
        next=turned(shown.next),
    )


@bp.get("/donations/filters")
@requires(Permission.VIEW)
def filters() -> Response:
    """What the list can be narrowed to; the form leads back to it."""
    asked, known = asked_for(), suggestions(current_workspace)
    return htmx.render(
        "giving/filters.html",
        fragment="giving/_filters.html",
        title=_("Filter donations"),
        told=asked.query,
        known=known,
        sources=[
            (words.HAND, _("Typed here")),
            *((name, name) for name in known["source"] if name != words.HAND),
        ],
        currencies=[(code, code) for code in known["currency"]],
        texts=TEXTS,
        words=words,
        back=url_for(".index", **asked.query),
    )


def asked_for() -> Asked:
    """What the address asks for."""
    return read(request.args, currency=current_workspace.currency, locale=current_workspace.locale)


def _chips(asked: Asked) -> list[tuple[str, str]]:
    return [
        (chip(name, value, asked, day), url_for(".index", **asked.without(name)))
        for name, value in asked.query.items()
    ]
