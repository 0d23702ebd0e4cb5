"""How many constituents there are: counted only so far, for an exact count of a million takes too long."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from app.constituents import directory
from app.constituents.directory import Listing
from app.constituents.models import Constituent
from app.db import db
from app.profiles.queries.people import Found

MOST, MOST_FOUND = 10_000, 1_000
"""What a text finds is counted less far: who is interested in more types another letter."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people, which stops at a limit."""

    number: int
    is_more: bool


def counted(found: Found, *, seen: int | None = None) -> tuple[Counted, Counted]:
    """How many constituents there are, and how many are in the list; in two statements, seldom three.

    `seen` is the number in the list where a page already showed all of them.
    """
    everybody = _everybody(found.scope.workspace.id)
    if seen is not None or not found.asked.narrows:
        return everybody, everybody if seen is None else told(seen, MOST)
    most = MOST if found.listing.search is None else MOST_FOUND
    return everybody, told(directory.count_up_to(found.listing, most), most)


_LARGE: dict[int, float] = {}
"""Until when a workspace counts as larger than anybody counts: it will hardly shrink within a minute."""
_MINUTE = 60.0


def _everybody(workspace_id: int) -> Counted:
    if monotonic() < _LARGE.get(workspace_id, 0.0):
        return Counted(MOST, is_more=True)
    values = {"here": workspace_id, "most": MOST + 1}
    found = told(db.session.execute(_EVERYBODY, values).scalar_one(), MOST)
    if found.is_more:
        _LARGE[workspace_id] = monotonic() + _MINUTE
    return found


def is_cheap(listing: Listing) -> bool:
    """Whether all in the list can be found without looking at many others."""
    return listing.search is None or listing.search.is_few


def up_to(query: Select[Any], most: int) -> Any:
    """The number of rows of a query, as a value: one more than `most` stands for any greater number."""
    return select(func.count()).select_from(query.limit(most + 1).subquery()).scalar_subquery()


def told(number: int, most: int) -> Counted:
    """What `up_to` answered."""
    return Counted(min(number, most), number > most)


_EVERYBODY: Select[Any] = select(func.count()).select_from(
    select(Constituent.id)
    .where(Constituent.workspace_id == bindparam("here"))
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
"""Built once: it is on every page of the list."""
