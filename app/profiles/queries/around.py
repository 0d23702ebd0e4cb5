"""Where one person stands in a list: who comes before and after, and the how-manieth she is."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import null, select

from app.constituents import directory
from app.constituents.listing import keys
from app.constituents.models import Constituent
from app.db import db
from app.profiles.queries.counts import Counted, is_cheap, told, up_to
from app.profiles.queries.people import Found
from app.web.pagination import Cursor

MOST = 10_000
"""How far places are counted on the page of a person."""


@dataclass(frozen=True, slots=True)
class Neighbors:
    """Ids of who comes before and after, None at the ends.

    `place` is None where she is not in the list or too far down it, `total` where it is dear to know.
    """

    previous: int | None
    next: int | None
    place: int | None
    total: Counted | None


def neighbors(found: Found, constituent_id: int) -> Neighbors | None:
    """Her neighbors in the list, in two statements; None for an unknown person."""
    listing, here = found.listing, Constituent.workspace_id == found.scope.workspace.id
    key = db.session.scalar(select(listing.column).where(here, Constituent.id == constituent_id))
    if key is None:
        return None
    before, after = (keys(listing, Cursor((key, constituent_id), side), 0) for side in (True, False))
    counts: list[Any] = [null(), null(), null()]
    if is_cheap(listing):
        people = directory.ids(listing)
        ahead = keys(listing, Cursor((key, constituent_id), backward=True), MOST)
        counts = [up_to(ahead, MOST), up_to(_only(people, constituent_id), 1), up_to(people, MOST)]
    row = db.session.execute(select(_first(before), _first(after), *counts)).one()
    previous, following, number, own_place, total = row
    place = number + 1 if own_place and number < MOST else None
    return Neighbors(previous, following, place, None if total is None else told(total, MOST))


def _only(people: Any, constituent_id: int) -> Any:
    found = people.subquery()
    return select(found.c.id).where(found.c.id == constituent_id)


def _first(query: Any) -> Any:
    return select(query.subquery().c.id).limit(1).scalar_subquery()
