"""The members of a group, a page at a time: found, filtered, sorted, in the columns that were chosen."""

from typing import Any

from flask import Response, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.consent.domain.barrier import STANDING_BARRIERS
from app.groups.domain import member_filters
from app.groups.domain.columns import Column
from app.groups.domain.kinds import GroupKind
from app.groups.domain.member_filters import By, Wanted
from app.groups.domain.sentence import sentence
from app.groups.models import Group
from app.groups.queries import member_page, members
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, Opened, group_or_404
from app.groups.routes.kept_columns import keep_posted, shown
from app.web import htmx
from app.words import _


@bp.get(GROUP)
@requires(Permission.VIEW)
def show(group_id: int) -> Response:
    """The page of a group; asked for a part, only its members."""
    group = group_or_404(group_id)
    if "" in request.args.values() and not htmx.is_fragment():
        return htmx.redirect(url(group, asked()))  # a form without JavaScript sends its blanks as well
    return _page(group)


def asked() -> Wanted:
    """Which members the address asks for."""
    return member_filters.read(request.args)


def url(group: Group, wanted: Wanted, endpoint: str = "groups.show", **more: Any) -> str:
    """The address of a page about the members that were asked for."""
    return url_for(endpoint, group_id=group.id, **(wanted.query | more))


def _page(group: Group) -> Response:
    what, wanted = frame.opened(group), asked()
    who = member_page.whom(what.scope, group, what.who, wanted)
    numbers, after = _numbers(what, who, wanted), request.args.get("after")
    listing = member_page.rows(what.scope, group, who, wanted, shown(), after, among=numbers["matching"])
    return frame.show(
        what,
        "show",
        "groups/_members_tab.html",
        fragment="groups/_members.html",
        listing=listing,
        wanted=wanted,
        shown=shown(),
        sorts={by.value: (url(group, wanted.sorted_by(by)), _direction(wanted, by)) for by in By},
        chips=_chips(what, wanted),
        ways=member_filters.BY_RULE if group.kind is GroupKind.DYNAMIC else member_filters.BY_HAND,
        barriers=STANDING_BARRIERS,
        previous=url(group, wanted, after=listing.previous) if listing.previous else None,
        next=url(group, wanted, after=listing.next) if listing.next else None,
        **numbers,
    )


def _numbers(what: Opened, who: members.Who, wanted: Wanted) -> dict[str, Any]:
    """How many there are, and how many of them the filters leave; the rest of the page around the list."""
    summary = members.summary(what.scope, what.who)
    return {
        "summary": summary,
        "matching": members.count(what.scope, who) if wanted.narrows else summary.count,
        "sentence": sentence(what.rule, what.scope.speech) if what.rule else "",
    }


def _direction(wanted: Wanted, by: By) -> str | None:
    if wanted.by is not by:
        return None
    return "descending" if wanted.falling else "ascending"


def _chips(what: Opened, wanted: Wanted) -> list[tuple[str, str]]:
    """What is in force, each with the address without it."""
    topics = {key: topic.name for key, topic in what.scope.topics.items()}
    found = member_filters.chips(wanted, topics)
    return [(words, url(what.group, wanted.without(name))) for name, words in found]


@bp.get(f"{GROUP}/columns")
@requires(Permission.VIEW)
def choose_columns(group_id: int) -> Response:
    """Which columns stand beside the name."""
    group = group_or_404(group_id)
    return htmx.render(
        "groups/columns.html",
        fragment="groups/_columns.html",
        title=_("Columns"),
        group=group,
        every=Column,
        shown=shown(),
        action=url(group, asked(), "groups.keep_columns"),
        back=url(group, asked()),
    )


@bp.post(f"{GROUP}/columns")
@requires(Permission.VIEW)
def keep_columns(group_id: int) -> Response:
    """Keep the choice in this browser, for this list and that of everybody."""
    return keep_posted(htmx.redirect(url(group_or_404(group_id), asked())))
