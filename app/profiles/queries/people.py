"""The list of constituents: whom it is about, in what order, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, true

from app.accounts.models import Workspace
from app.constituents import directory
from app.constituents.directory import Listing, Order
from app.constituents.listing import keys, placed
from app.db import db
from app.groups.domain.columns import Column
from app.groups.queries.lines import Line, details
from app.groups.queries.members import who_meets
from app.groups.queries.scope import Scope, scope_for
from app.profiles.domain.asked import Asked, Sort
from app.web.pagination import Cursor, Key, Page, decode, page

PAGE = 50
ORDERS = {"name": Order.NAME, "updated": Order.UPDATED, "added": Order.CREATED, "lookup": Order.LOOKUP}


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for, understood: the list itself, and what its filters refer to.

    `asked` has the text that was looked for, `typed` another one where nobody has that.
    """

    asked: Asked
    scope: Scope
    listing: Listing
    typed: str = ""


def understood(workspace: Workspace, asked: Asked, *, at: datetime) -> Found:
    """The list that was asked for: two statements for a text, some more where nobody has it."""
    search = directory.search(workspace, asked.text)
    typed = asked.text if search and search.instead else ""
    if search and search.instead:
        asked = replace(asked, text=search.instead)
        search = directory.search(workspace, asked.text)
    scope = scope_for(workspace, asked.rule, at=at)
    where = (who(replace(asked, text=""), scope),) if asked.filters else ()
    order = ORDERS[asked.sort.column]
    return Found(asked, scope, Listing(workspace, search, order, asked.sort.falling, where), typed)


def who(asked: Asked, scope: Scope) -> ColumnElement[bool]:
    """Whom it is about, as a condition on constituents: the rule of the group that it can be saved as."""
    return who_meets(asked.rule, scope) if asked.narrows else true()


def place_in(sort: Sort, text: str | None) -> Cursor | None:
    """Where the page begins that an address names; None at the beginning."""
    order = ORDERS[sort.column]
    return placed(order, decode(text, *order.key_types))


def lines(found: Found, shown: Collection[Column], cursor: Cursor | None) -> Page[Line]:
    """One page of the list, in at most two statements however many people are on it."""
    some = _page(found.listing, cursor)
    rows = details(found.scope, [row.id for row in some.rows], shown)
    return Page(rows, some.previous, some.next)


def _page(listing: Listing, cursor: Cursor | None) -> Page[Any]:
    rows = db.session.execute(keys(listing, cursor, PAGE)).all()
    return page(rows, size=PAGE, cursor=cursor, key=_key)


def _key(row: Any) -> Key:
    return (row.key.isoformat() if isinstance(row.key, datetime) else row.key, row.id)
