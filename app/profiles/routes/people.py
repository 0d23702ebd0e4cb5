"""The list of constituents, what it may be narrowed to, and which columns it shows."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for

from app.accounts.access import actor, current_staff, current_workspace, requires
from app.accounts.domain.places import countries
from app.accounts.domain.roles import Permission
from app.accounts.services import change_yourself
from app.consent.queries import topics
from app.cultivation.queries.constituencies import roles
from app.db import db, now
from app.groups.domain.columns import Column
from app.groups.queries import lists
from app.groups.queries.lines import Line
from app.groups.routes.kept_columns import keep_posted
from app.groups.routes.kept_columns import shown as kept_columns
from app.profiles.domain.asked import DAYS, Asked, Sort, chip, read
from app.profiles.domain.filters import MENUS
from app.profiles.queries import people
from app.profiles.queries.counts import counted
from app.profiles.queries.people import Found
from app.profiles.routes import bp, links
from app.web import htmx
from app.web.pagination import Page
from app.words import _


@bp.get("/constituents")
@requires(Permission.VIEW)
def index() -> Response:
    """One page of the list; asked for a part, all below the search field."""
    if "" in request.args.values() and not htmx.is_fragment():
        return htmx.redirect(url(read(request.args)))  # a form without JavaScript sends its blanks as well
    found = people.understood(current_workspace, read(request.args), at=now())
    asked, shown = found.asked, kept_columns()
    listing = people.lines(found, shown, people.place_in(asked.sort, request.args.get("after")))
    everybody, matching = counted(found, seen=_all_seen(listing))
    return htmx.render(
        "profiles/people.html",
        fragment="profiles/_list.html",
        title=_("Constituents"),
        asked=asked,
        typed=found.typed,
        shown=shown,
        listing=listing,
        everybody=everybody,
        matching=matching,
        chips=_chips(found),
        sorts={each: (url(asked, sort=_turned(asked, each)), _direction(asked, each)) for each in _SORTED},
        previous=url(asked, after=listing.previous) if listing.previous else None,
        next=url(asked, after=listing.next) if listing.next else None,
        profile=url_for("profiles.overview", constituent_id=0).removesuffix("0"),
        origin=(origin := urlencode(asked.query | {"sort": asked.sort.value})),
        inside=urlencode({"in": origin}),
        save_url=links.new_group(asked.rule),
    )


_SORTED = (Sort.NAME, Sort.LOOKUP, Sort.ADDED, Sort.UPDATED)


def url(asked: Asked, endpoint: str = "profiles.index", **more: Any) -> str:
    """The address of a page about the same people."""
    return url_for(endpoint, **(asked.query | more))


def _all_seen(listing: Page[Line]) -> int | None:
    return None if listing.previous or listing.next else len(listing.rows)


def _turned(asked: Asked, sort: Sort) -> str:
    return (sort.turned if asked.sort is sort else sort).value


def _direction(asked: Asked, sort: Sort) -> str | None:
    if asked.sort.column != sort.column:
        return None
    return "descending" if asked.sort.falling else "ascending"


def _chips(found: Found) -> list[tuple[str, str]]:
    """What is in force, each with the address without it."""
    asked, speech = found.asked, found.scope.speech
    return [(chip(name, value, speech), url(asked.without(name))) for name, value in asked.filters]


@bp.get("/constituents/filters")
@requires(Permission.VIEW)
def filters() -> Response:
    """Every filter at once, as they are in force."""
    asked = read(request.args)
    return htmx.render(
        "profiles/filters.html",
        fragment="profiles/_filters.html",
        title=_("Filter constituents"),
        asked=asked,
        told=dict(asked.filters),
        menus=MENUS,
        days=DAYS,
        groups=[(group.id, group.name) for group in lists.groups(current_workspace)],
        interests=[(topic.id, topic.name) for topic in topics(current_workspace)],
        roles=[(name, name) for name in roles(current_workspace.id).values()],
        countries=countries(),
        back=url(asked),
    )


@bp.get("/constituents/view")
@requires(Permission.VIEW)
def view() -> Response:
    """Which columns the list shows, and how dense it is."""
    asked = read(request.args)
    return htmx.render(
        "profiles/view.html",
        fragment="profiles/_view.html",
        title=_("Columns and density"),
        action=url(asked, "profiles.change_view"),
        back=url(asked),
        every=Column,
        shown=kept_columns(),
    )


@bp.post("/constituents/view")
@requires(Permission.VIEW)
def change_view() -> Response:
    """Keep the choice: of columns in this browser, of density for this member of staff."""
    density = request.form.get("density", "")
    if density in ("regular", "compact") and density != current_staff.density:
        change_yourself(
            current_workspace.id,
            current_staff,
            name=current_staff.name,
            density=density,
            shortcut_keys=current_staff.shortcut_keys,
            actor=actor(),
        )
        db.session.commit()
    return keep_posted(htmx.redirect(url(read(request.args))))
