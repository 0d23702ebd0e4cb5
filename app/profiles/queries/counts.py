"""How many constituents there are: counted only so far, for an exact count of a million takes too long."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from app.constituents import directory
from app.constituents.directory import Listing
from app.constituents.models import Constituent
from app.db import db
from app.profiles.queries.people import Found

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people, which stops at a limit."""

    number: int
    is_more: bool


def counted(found: Found, *, seen: int | None = None) -> tuple[Counted, Counted]:
    """How many constituents there are, and how many are in the list; in one statement, seldom three.

    `seen` is the number in the list where a page already showed all of them.
    """
    here = Constituent.workspace_id == found.scope.workspace.id
    everybody = up_to(select(Constituent.id).where(here), MOST)
    if not found.asked.narrows or seen is not None:
        number = db.session.execute(select(everybody)).scalar_one()
        return told(number, MOST), told(number if seen is None else seen, MOST)
    if is_cheap(found.listing):
        both = select(everybody, up_to(directory.ids(found.listing), MOST))
        number, matching = db.session.execute(both).one()
    else:
        number = db.session.execute(select(everybody)).scalar_one()
        matching = directory.count_up_to(found.listing, MOST)
    return told(number, MOST), told(matching, MOST)


def is_cheap(listing: Listing) -> bool:
    """Whether all in the list can be found without looking at many others."""
    return listing.search is None or listing.search.is_few


def up_to(query: Select[Any], most: int) -> Any:
    """The number of rows of a query, as a value: one more than `most` stands for any greater number."""
    return select(func.count()).select_from(query.limit(most + 1).subquery()).scalar_subquery()


def told(number: int, most: int) -> Counted:
    """What `up_to` answered."""
    return Counted(min(number, most), number > most)
