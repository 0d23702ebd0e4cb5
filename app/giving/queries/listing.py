"""All gifts of a workspace: a page at a time, what they come to, and all of them for a file."""

from collections.abc import Callable, Iterator
from datetime import date
from operator import eq, ge, le
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import Workspace
from app.activity.domain.gift_words import HAND
from app.activity.models import Donation
from app.batches.models import Batch
from app.constituents.directory import Listed
from app.db import db
from app.giving.domain.asked import Asked
from app.giving.queries.one import people_by_id
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

SIZE = 50
_AT_ONCE = 1_000


def gifts(
    workspace: Workspace, asked: Asked, *, cursor: Cursor | None = None, size: int = SIZE
) -> tuple[Page[Any], dict[int, Listed]]:
    """One page, the latest first, and the donors on it who are still here."""
    place = dated(cursor, date)
    query = select(*_SHOWN).where(*conditions(workspace, asked))
    order = (Donation.received_on, Donation.id)
    found = db.session.execute(read_from(query, order, place, size=size, falling=True)).all()
    shown = page(found, size=size, cursor=place, key=lambda row: (row.received_on.isoformat(), row.id))
    return shown, people_by_id(workspace, {row.constituent_id for row in shown.rows})


_SHOWN = (
    *(Donation.id, Donation.constituent_id, Donation.received_on, Donation.amount, Donation.currency),
    *(Donation.status, Donation.kind, Donation.fund, Donation.campaign, Donation.appeal, Donation.method),
    *(Donation.source, Donation.external_key, Donation.anonymous, Donation.tribute, Donation.tribute_name),
    *(Donation.refund_of_id, Donation.note),
)


def count(workspace: Workspace, asked: Asked) -> int:
    """How many they are, refunds among them."""
    return db.session.scalar(select(func.count()).where(*conditions(workspace, asked))) or 0


def every(workspace: Workspace, asked: Asked) -> Iterator[tuple[Any, Listed | None]]:
    """All of them with their donors, the latest first, a thousand at a time and never all in memory."""
    cursor: Cursor | None = None
    while True:
        place = dated(cursor, date)
        query = select(*_SHOWN).where(*conditions(workspace, asked))
        order = (Donation.received_on, Donation.id)
        read = db.session.execute(read_from(query, order, place, size=_AT_ONCE, falling=True)).all()
        part = read[:_AT_ONCE]
        donors = people_by_id(workspace, {row.constituent_id for row in part})
        yield from ((row, donors.get(row.constituent_id)) for row in part)
        if len(read) <= _AT_ONCE:
            return
        cursor = Cursor((part[-1].received_on.isoformat(), part[-1].id))


def conditions(workspace: Workspace, asked: Asked) -> list[ColumnElement[bool]]:
    """Which gifts they are."""
    found = [op(column, value) for value, op, column in _bounds(asked) if value not in (None, "")]
    if asked.source:
        found.append(_from(asked.source))
    if asked.batch:
        found.append(Donation.batch_id.in_(_import(workspace, asked.batch)))
    # an index of what gifts are for leaves out those that say nothing
    found += [getattr(Donation, name) != "" for name in asked.texts]
    return [Donation.workspace_id == workspace.id, *found]


def _bounds(asked: Asked) -> Iterator[tuple[Any, Callable[[Any, Any], Any], Any]]:
    yield from ((asked.start, ge, Donation.received_on), (asked.end, le, Donation.received_on))
    yield from ((asked.least, ge, Donation.amount), (asked.most, le, Donation.amount))
    yield from ((asked.status, eq, Donation.status), (asked.kind, eq, Donation.kind))
    yield (asked.currency, eq, Donation.currency)
    yield from ((text, eq, getattr(Donation, name)) for name, text in asked.texts.items())


def _from(source: str) -> ColumnElement[bool]:
    if source == HAND:
        return Donation.external_key.is_(None) & Donation.batch_id.is_(None)
    return Donation.source == source


def _import(workspace: Workspace, number: int | None) -> Select[int]:
    return select(Batch.id).where(Batch.workspace_id == workspace.id, Batch.number == number)
