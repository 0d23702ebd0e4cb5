"""The list of constituents: found by what one types, in order, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select

from app.accounts.models import Workspace
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, called, sort_name
from app.constituents.domain.record import Kind
from app.constituents.domain.text import visible
from app.constituents.listing import Listing as Listing
from app.constituents.listing import Neighbors as Neighbors
from app.constituents.listing import Order as Order
from app.constituents.listing import Where, filed_first, keys, placed
from app.constituents.listing import count_up_to as count_up_to
from app.constituents.listing import ids as ids
from app.constituents.listing import neighbors as neighbors
from app.constituents.listing import place as place
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import NAME_PARTS
from app.constituents.search import Search as Search
from app.constituents.search import understand
from app.db import db
from app.web.pagination import Cursor, Key, Page, page

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One constituent as a list shows it; `filed` is the name by which the list is sorted."""

    id: int
    kind: Kind
    name: str
    filed: str
    email: str
    lookup_id: str
    is_active: bool
    is_deceased: bool
    updated_at: datetime
    created_at: datetime
    sort_key: str


def search(workspace: Workspace, text: str) -> Search | None:
    """A text understood, to hand on as `text` to everything below; None for a blank one: everybody.

    Its `instead` tells what was looked for in the place of a text that nobody has.
    """
    return understand(workspace, text) if visible(text) else None


def listing(
    workspace: Workspace,
    *,
    text: str | Search | None = "",
    order: Order = Order.NAME,
    falling: bool | None = None,
    where: Where = (),
) -> Listing:
    """A list as a value; a text is understood first."""
    found = search(workspace, text) if isinstance(text, str) else text
    return Listing(workspace, found, order, falling, tuple(where))


def name_of(who: Constituent) -> str:
    """How a constituent is called; the primary email is looked for only where no name is known."""
    name = Name(**{part: getattr(who, part) for part in NAME_PARTS})
    is_hers = (EmailAddress.workspace_id == who.workspace_id, EmailAddress.constituent_id == who.id)
    known = called(name, who.display_override, lookup_id="")
    email = (
        ""
        if known
        else db.session.scalar(select(EmailAddress.address).where(*is_hers, EmailAddress.is_primary))
    )
    return known or email or format_lookup(who.lookup_number)


def find(workspace: Workspace, text: str | Search | None, *, limit: int = 5) -> list[Listed]:
    """The first that a text finds, those filed under it before others, by name; none for a blank text."""
    found = listing(workspace, text=text)
    if found.search is None:
        return []
    first = list(_rows(found, filed_first(found, limit)))[:limit]
    if len(first) == limit:
        return first
    seen = {who.id for who in first}
    return [*first, *(who for who in read(found, size=limit).rows if who.id not in seen)][:limit]


def people(
    workspace: Workspace,
    *,
    text: str | Search | None = "",
    order: Order = Order.NAME,
    falling: bool | None = None,
    where: Where = (),
    cursor: Cursor | None = None,
    size: int = PAGE,
) -> Page[Listed]:
    """One page of the list; a blank text lists everybody."""
    return read(listing(workspace, text=text, order=order, falling=falling, where=where), cursor, size=size)


def read(listing: Listing, cursor: Cursor | None = None, *, size: int = PAGE) -> Page[Listed]:
    """One page of a list, in one statement."""
    start = placed(listing.order, cursor)
    rows = _rows(listing, keys(listing, start, size), backward=start is not None and start.backward)
    return page(list(rows), size=size, cursor=start, key=_key_by(listing.order))


def _key_by(order: Order) -> Any:
    def key(row: Listed) -> Key:
        match order:
            case Order.NAME:
                return (row.sort_key, row.id)
            case Order.UPDATED:
                return (row.updated_at.isoformat(), row.id)
            case Order.CREATED:
                return (row.created_at.isoformat(), row.id)
            case Order.LOOKUP:
                return (int(row.lookup_id.removeprefix("C-")), row.id)

    return key


def _rows(listing: Listing, chosen: Select[Any], *, backward: bool = False) -> Iterator[Listed]:
    """What a list shows of the chosen ones, in reading order."""
    some = chosen.subquery()
    place: tuple[Any, ...] = (some.c.key, some.c.id)
    down = listing.is_falling is not backward
    query = _shown(some, listing.workspace.id).order_by(
        *(column.desc() if down else column for column in place)
    )
    return map(_row, db.session.execute(query))


def _shown(some: Any, workspace_id: int) -> Select[*tuple[Any, ...]]:
    is_one = and_(Constituent.id == some.c.id, Constituent.workspace_id == workspace_id)
    primary = and_(
        EmailAddress.workspace_id == workspace_id,
        EmailAddress.constituent_id == some.c.id,
        EmailAddress.is_primary,
    )
    names = [getattr(Constituent, part) for part in NAME_PARTS]
    columns = (
        *(Constituent.id, Constituent.kind, Constituent.lookup_number, Constituent.display_override),
        *(Constituent.is_active, Constituent.is_deceased, Constituent.updated_at, Constituent.created_at),
        *(Constituent.sort_name, EmailAddress.address, *names),
    )
    return select(*columns).select_from(some).join(Constituent, is_one).outerjoin(EmailAddress, primary)


def _row(row: Row[*tuple[Any, ...]]) -> Listed:
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    lookup_id = format_lookup(row.lookup_number)
    return Listed(
        id=row.id,
        kind=row.kind,
        name=called(name, row.display_override, email=row.address or "", lookup_id=lookup_id),
        filed=sort_name(name) or row.display_override,
        email=row.address or "",
        lookup_id=lookup_id,
        is_active=row.is_active,
        is_deceased=row.is_deceased,
        updated_at=row.updated_at,
        created_at=row.created_at,
        sort_key=row.sort_name,
    )
