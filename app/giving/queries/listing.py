"""All gifts of a workspace: a page at a time, what they come to, and all of them for a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, le
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.batches.models import Batch
from app.constituents.directory import Listed
from app.db import db
from app.giving.domain.asked import Asked
from app.giving.domain.words import HAND
from app.giving.queries.one import people_by_id
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

SIZE = 50
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Sum:
    """What the gifts of one currency come to. `net` is settled gifts less refunds, in minor units.

    `gifts` are settled ones and `refunds` those taken off; `waiting` and `pending` are not counted in it.
    """

    currency: str
    gifts: int
    net: int
    refunds: int
    refunded: int
    waiting: int
    pending: int


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


def sums(workspace: Workspace, asked: Asked) -> list[Sum]:
    """What all of them come to by currency, the workspace's own first, in one statement."""
    settled, back = Donation.status == GiftStatus.SETTLED, Donation.amount < 0
    pending = (Donation.status == GiftStatus.PENDING) & ~back
    query = (
        select(
            Donation.currency,
            func.count().filter(settled & ~back),
            func.coalesce(func.sum(Donation.amount).filter(settled), 0),
            func.count().filter(settled & back),
            func.coalesce(-func.sum(Donation.amount).filter(settled & back), 0),
            func.count().filter(pending),
            func.coalesce(func.sum(Donation.amount).filter(pending), 0),
        )
        .where(*conditions(workspace, asked))
        .group_by(Donation.currency)
    )
    found = [Sum(row[0], *(int(number) for number in row[1:])) for row in db.session.execute(query)]
    return sorted(found, key=lambda each: (each.currency != workspace.currency, each.currency))


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
