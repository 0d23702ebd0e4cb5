"""The list from which one came to a profile, and who stands before and after in it.

The address carries the list's own query in the parameter `in`. It is read as the list's address is read, so
that a forged one shows nothing that the list would not show.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import has_request_context, request, url_for

from app.accounts.access import current_workspace
from app.db import now
from app.profiles.domain.asked import Asked, read
from app.profiles.queries.around import Neighbors, neighbors
from app.profiles.queries.people import understood
from app.profiles.routes import bp
from app.web.filters import number
from app.words import _

IN = "in"
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Around:
    """Links to the neighbors in the list, None at its ends; the place in words; the way back to it."""

    previous: str | None
    next: str | None
    words: str
    back: str


def inside() -> Asked:
    """The list that the request says one came from; the whole list where it says none."""
    return read(dict(parse_qsl(request.values.get(IN, "")[:_LONGEST])))


def around(constituent_id: int, *, tab: str = "") -> Around | None:
    """Who stands around this person in the list one came from; None where one came from elsewhere.

    The neighbors are linked on the `tab` of this endpoint, or on the one that is asked for.
    """
    if not request.args.get(IN):
        return None
    asked = inside()
    found = neighbors(understood(current_workspace, asked, at=now()), constituent_id)
    if found is None:
        return None
    query: dict[str, Any] = asked.query
    back = url_for("profiles.index", **query)
    tab = tab or request.endpoint or "profiles.overview"
    return Around(_page_of(found.previous, tab), _page_of(found.next, tab), _words(found), back)


def _words(found: Neighbors) -> str:
    if found.total is None:
        return _("in a long list")
    total = number(found.total.number)
    total = _("more than {number}", number=total) if found.total.is_more else total
    return (
        _("{place} of {total}", place=number(found.place), total=total)
        if found.place
        else _("in a list of {total}", total=total)
    )


def _page_of(constituent_id: int | None, tab: str) -> str | None:
    """The same tab of another person, in the same list."""
    if constituent_id is None:
        return None
    told: dict[str, Any] = {"constituent_id": constituent_id, IN: request.args[IN][:_LONGEST]}
    return url_for(tab, **told)


@bp.app_url_defaults
def _stay_in_the_list(endpoint: str, values: dict[str, Any]) -> None:
    """Tabs and pages of the person that is shown keep the list one came from, whoever's pages they are."""
    if not has_request_context() or IN not in request.args:
        return
    here = (request.view_args or {}).get("constituent_id")
    if here is not None and values.get("constituent_id") == here:
        values.setdefault(IN, request.args[IN][:_LONGEST])
