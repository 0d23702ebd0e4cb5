"""Lists of constituents as queries: who is in one, in which order, from where on.

A text that finds few is answered by finding them first and sorting then. One that finds many is answered by
walking the list in its order until a page is full. Those who are filed under it lie together in that order,
so they are read from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, func, literal_column, select, union, union_all

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.constituents.search import MANY, Search, candidates, owners
from app.constituents.search_owners import have, is_filed, meets, meets_way
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Key

Where = Sequence[ColumnElement[bool]]
"""More conditions on `Constituent`, all of which must hold."""


class Order(StrEnum):
    """How a list is sorted: by name from A, the latest change or the newest first, or by lookup ID."""

    NAME = "name"
    UPDATED = "updated"
    CREATED = "created"
    LOOKUP = "lookup"

    @property
    def key_types(self) -> tuple[type[str] | type[int], type[int]]:
        """What a cursor of this order is made of, for `pagination.decode`."""
        return (int if self is Order.LOOKUP else str, int)

    @property
    def is_by_time(self) -> bool:
        """Whether it begins with the latest, when nobody says otherwise."""
        return self in (Order.UPDATED, Order.CREATED)


_COLUMNS: dict[Order, Any] = {
    Order.NAME: Constituent.sort_name,
    Order.UPDATED: Constituent.updated_at,
    Order.CREATED: Constituent.created_at,
    Order.LOOKUP: Constituent.lookup_number,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as a value. `search` None means everybody, `falling` None the order's usual direction."""

    workspace: Workspace
    search: Search | None = None
    order: Order = Order.NAME
    falling: bool | None = None
    where: tuple[ColumnElement[bool], ...] = ()

    @property
    def is_falling(self) -> bool:
        return self.order.is_by_time if self.falling is None else self.falling

    @property
    def column(self) -> Any:
        """The column by which it is sorted."""
        return _COLUMNS[self.order]


@dataclass(frozen=True, slots=True)
class Neighbors:
    """Who comes before and after somebody in a list; None at its ends."""

    previous: int | None
    next: int | None


def placed(order: Order, cursor: Cursor | None) -> Cursor | None:
    """The cursor with its time as a time, where the order is one of times."""
    return dated(cursor, datetime) if order.is_by_time else cursor


def keys(listing: Listing, cursor: Cursor | None, size: int) -> Select[Any]:
    """Ids and sort keys of `size` constituents, and one more, in reading order from the cursor on."""
    search = listing.search
    if search is None:
        return _walked(listing, cursor, size)
    if listing.order is Order.NAME and search.is_mostly_filed and not search.is_few:
        parts = [*_filed(listing, cursor, size), _gathered(listing, cursor, size, owners(*_at(listing)))]
        return _merged(listing, cursor, size, parts)
    if search.is_gathered:
        return _gathered(listing, cursor, size, candidates(*_at(listing)))
    return _walked(listing, cursor, size, meets(search.reading), *_having(listing, search.at_hand))


def filed_first(listing: Listing, limit: int) -> Select[Any]:
    """The same for those alone who are filed under the text, and whose number it is."""
    numbered = Constituent.lookup_number == (listing.search.reading.lookup or 0) if listing.search else None
    parts = [*_filed(listing, None, limit), _walked(listing, None, limit, numbered)]
    return _merged(listing, None, limit, parts)


def count_up_to(listing: Listing, bound: int) -> int:
    """How many are in the list, counted no further than `bound` + 1."""
    if listing.search is None:
        return _count(_people(listing).limit(bound + 1))
    ways, enough = _each_way(listing), 2 * (bound + 1)  # somebody may be met by several words
    some = ways.limit(enough).subquery()
    met, number = db.session.execute(select(func.count(), func.count(distinct(some.c.id)))).one()
    if met == enough and number <= bound:
        number = _count(select(ways.subquery().c.id).distinct().limit(bound + 1))
    return min(number, bound + 1)


def neighbors(listing: Listing, constituent_id: int) -> Neighbors:
    """Who comes before and after somebody in the list, in three statements."""
    key = _key_of(listing, constituent_id)
    if key is None:
        return Neighbors(None, None)
    sides = (keys(listing, Cursor(key, backward=backward), 0) for backward in (True, False))
    before, after = (db.session.scalar(side) for side in sides)
    return Neighbors(before, after)


def place(listing: Listing, constituent_id: int, bound: int) -> int | None:
    """The place of somebody in the list, 1 for the first; None beyond `bound`, or if dear to know."""
    key = _key_of(listing, constituent_id)
    if key is None or (listing.search is not None and not listing.search.is_few):
        return None
    number = _count(keys(listing, Cursor(key, backward=True), bound - 1))
    return number + 1 if number < bound else None


def ids(listing: Listing) -> Select[Any]:
    """A select of the ids of all in the list, in no order, each once: for what is done to all of them."""
    if listing.search is None:
        return _people(listing)
    return select(_each_way(listing).subquery().c.id).distinct()


# --- pieces


def _at(listing: Listing) -> tuple[int, Search]:
    assert listing.search is not None
    return listing.workspace.id, listing.search


def _people(listing: Listing, *more: ColumnElement[bool]) -> Select[Any]:
    here = Constituent.workspace_id == listing.workspace.id
    return select(Constituent.id.label("id"), listing.column.label("key")).where(here, *more, *listing.where)


def _walked(listing: Listing, cursor: Cursor | None, size: int, *more: Any) -> Select[Any]:
    order = (listing.column, Constituent.id)
    return read_from(_people(listing, *more), order, cursor, size=size, falling=listing.is_falling)


def _gathered(
    listing: Listing, cursor: Cursor | None, size: int, found: Sequence[Select[Any]]
) -> Select[Any]:
    """From these candidates, each looked up: sorted by an expression, lest a planner walk the list."""
    query = _looked_up(listing, union(*found).limit(literal_column(str(4 * MANY))))
    order = (func.coalesce(listing.column, listing.column), Constituent.id)
    return read_from(query, order, cursor, size=size, falling=listing.is_falling)


def _looked_up(listing: Listing, found: Any) -> Select[Any]:
    some = found.subquery()
    is_one = and_(Constituent.id == some.c.id, Constituent.workspace_id == listing.workspace.id)
    query = _people(listing).select_from(some).join(Constituent, is_one)
    reading = _at(listing)[1].reading
    return query if all(len(way) == 1 for way in reading.ways) else query.where(meets(reading))


def _filed(listing: Listing, cursor: Cursor | None, size: int) -> list[Select[Any]]:
    """Those filed under the rarest beginning, each way for itself: a range of the order's index."""
    search = _at(listing)[1]
    return [
        _walked(
            listing,
            cursor,
            size,
            is_filed(driver),
            meets_way(way),
            *_having(listing, search.rarer(driver, way)),
        )
        for driver, way in search.drivers
    ]


def _having(listing: Listing, beginnings: Sequence[str]) -> list[ColumnElement[bool]]:
    """That a walk looks up those alone who have such a word: SQLite gains by it, PostgreSQL plans worse."""
    is_gain = beginnings and db.engine.dialect.name == "sqlite"
    return [have(listing.workspace.id, beginnings)] if is_gain else []


def _merged(listing: Listing, cursor: Cursor | None, size: int, parts: Sequence[Select[Any]]) -> Select[Any]:
    """The first of several pages, each in order."""
    whole = union(*(select(*part.subquery().c) for part in parts)).subquery()
    order = (whole.c.key, whole.c.id)
    return read_from(select(whole.c.id, whole.c.key), order, cursor, size=size, falling=listing.is_falling)


def _each_way(listing: Listing) -> Any:
    """Ids of all that a search finds, some of them several times; read one after the other, not gathered."""
    return union_all(*(_looked_up(listing, part) for part in candidates(*_at(listing))))


def _count(query: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _key_of(listing: Listing, constituent_id: int) -> Key | None:
    found = db.session.scalar(
        select(listing.column).where(
            Constituent.workspace_id == listing.workspace.id, Constituent.id == constituent_id
        )
    )
    return None if found is None else (found, constituent_id)
