"""The tray: rows of all activity imports that wait for a person, by the sender whom they are about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal_column, or_, select

from app.accounts.models import Workspace
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.plan import NOBODY
from app.activity_imports.domain.senders import ROW, Sender, Spot, in_order, totals
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.imports import OPEN
from app.activity_imports.queries.sums import ARRIVED, beside
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNRESOLVED
from app.db import db

PAGE = 20
MOST = 5_000
"""Rows that one decision reaches at most."""
_SHOWN = 6
_NOTHING, _SPACE, _DASH, _ROW = (literal_column(f"'{each}'", String) for each in ("", " ", "-", ROW))
"""No parameters: PostgreSQL sees only then that what is grouped is what is shown."""
ALIKE_FROM = 30
"""From this score on somebody on record is shown beside a row, as it may be theirs."""
_WITHOUT = (
    BatchRow.cause == NOBODY,
    BatchRow.email_key != "",
    func.coalesce(BatchRow.score, 0) < ALIKE_FROM,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A row of a sender as it is shown, with its import."""

    batch: Batch
    row: BatchRow
    beside: ActivityRow


@dataclass(frozen=True, slots=True)
class Entry:
    """A sender with some of the rows, the latest import first."""

    sender: Sender
    some: Sequence[Told]

    @property
    def row(self) -> BatchRow:
        """The row that stands for all of them."""
        return self.some[0].row


def entries(workspace_id: int, *, after: str = "", text: str = "", limit: int = PAGE) -> list[Entry]:
    """Senders in the order of their keys, those after one, with a few rows of each; in three statements."""
    query = _senders(workspace_id, text).having(_key() > after) if after else _senders(workspace_id, text)
    found = {row.key: row for row in db.session.execute(query.order_by(_key()).limit(limit))}
    return in_order(list(found), _entries(workspace_id, found))


def entry(workspace_id: int, batch: Batch, number: int) -> Entry | None:
    """The sender of a row that waits."""
    key = db.session.scalar(_where(select(_key()), workspace_id).where(*_row(batch, number)))
    if key is None:
        return None
    row = db.session.execute(_senders(workspace_id).where(_key() == key)).one()
    return _entries(workspace_id, {key: row}, most=100).get(key)


def senders_waiting(workspace_id: int) -> int:
    """How many senders wait."""
    query = _where(select(func.count(_key().distinct())), workspace_id)
    return db.session.scalar(query) or 0


def senders_without_anybody(workspace_id: int) -> int:
    """How many senders wait who are like nobody on record, and have an email."""
    query = _where(select(func.count(_key().distinct())), workspace_id)
    return db.session.scalar(query.where(*_WITHOUT)) or 0


def rows_of(workspace_id: int, spots: Collection[Spot]) -> list[tuple[int, int]]:
    """All rows that wait of the senders of these rows, as batch and row number; at most `MOST`."""
    if not spots:
        return []
    named = select(_key()).select_from(BatchRow).join(Batch, _of_batch())
    chosen = [(Batch.number == spot.import_number) & (BatchRow.number == spot.row) for spot in spots]
    keys = db.session.scalars(_waits(named, workspace_id).where(or_(*chosen))).all()
    query = _where(select(BatchRow.batch_id, BatchRow.number), workspace_id).where(_key().in_(set(keys)))
    return [(one, other) for one, other in db.session.execute(query.limit(MOST))]


def rows_without_anybody(workspace_id: int) -> list[tuple[int, int]]:
    """The rows that wait of senders who are like nobody on record; at most `MOST`."""
    query = _where(select(BatchRow.batch_id, BatchRow.number), workspace_id)
    query = query.where(*_WITHOUT)
    return [(one, other) for one, other in db.session.execute(query.order_by(BatchRow.email_key).limit(MOST))]


def decided(workspace_id: int, *, act: int | None = None) -> list[tuple[int, int]]:
    """Rows that staff decided about and that are not recorded yet, those of one act if asked."""
    query = (
        select(BatchRow.batch_id, BatchRow.number, BatchRow.last_act)
        .join(Batch, _of_batch())
        .where(*_open(workspace_id), BatchRow.decision.is_not(None), BatchRow.state == RowState.PENDING)
        .limit(MOST)
    )
    return [
        (batch_id, number)
        for batch_id, number, last in db.session.execute(query)
        if act is None or (last or {}).get("id") == act
    ]


def due(workspace: Workspace) -> tuple[int, int]:
    """Rows of imports recorded before that are ready by now, and of how many imports."""
    query = (
        select(func.count(), func.count(BatchRow.batch_id.distinct()))
        .join(Batch, _of_batch())
        .where(
            *_open(workspace.id),
            Batch.status == BatchStatus.COMMITTED,
            BatchRow.outcome == Outcome.READY,
            BatchRow.state == RowState.PENDING,
        )
    )
    rows, imports = db.session.execute(query).one()
    return rows, imports


# --- which rows


def _key() -> ColumnElement[str]:
    """What a sender is known by: email and name, as two may share an inbox; without an email the row."""
    batch, number = cast(BatchRow.batch_id, String), cast(BatchRow.number, String)
    named = BatchRow.email_key + _SPACE + func.lower(BatchRow.name)
    return case((BatchRow.email_key != _NOTHING, named), else_=_ROW + batch + _DASH + number)


def _of_batch() -> ColumnElement[bool]:
    return (Batch.workspace_id == BatchRow.workspace_id) & (Batch.id == BatchRow.batch_id)


def _open(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    return Batch.workspace_id == workspace_id, Batch.kind == BatchKind.ACTIVITY, Batch.status.in_(OPEN)


def _waits(query: Select[*tuple[Any, ...]], workspace_id: int) -> Select[*tuple[Any, ...]]:
    waiting = BatchRow.outcome.in_(UNRESOLVED), BatchRow.state.in_((RowState.PENDING, RowState.STALE))
    return query.where(*_open(workspace_id), *waiting)


def _where(query: Select[*tuple[Any, ...]], workspace_id: int) -> Select[*tuple[Any, ...]]:
    return _waits(query.select_from(BatchRow).join(Batch, _of_batch()), workspace_id)


def _row(batch: Batch, number: int) -> tuple[ColumnElement[bool], ...]:
    return BatchRow.batch_id == batch.id, BatchRow.number == number


def _senders(workspace_id: int, text: str = "") -> Select[*tuple[Any, ...]]:
    """One row per sender: key, name, email and how many rows."""
    named = (func.max(BatchRow.name).label("name"), func.max(BatchRow.email).label("email"))
    query = _where(select(_key().label("key"), *named, func.count().label("rows")), workspace_id)
    for word in text.split():
        query = query.where(
            BatchRow.name.icontains(word, autoescape=True) | BatchRow.email.icontains(word, autoescape=True)
        )
    return query.group_by(_key())


def _some(workspace_id: int, senders: Collection[str], *, most: int = _SHOWN) -> dict[str, list[Told]]:
    """The latest rows of each sender, at most so many."""
    place = func.row_number().over(partition_by=_key(), order_by=(Batch.number.desc(), BatchRow.number))
    ranked = _where(select(BatchRow.batch_id, BatchRow.number, place.label("place")), workspace_id)
    first = ranked.where(_key().in_(set(senders))).subquery()
    query = (
        select(_key(), Batch, BatchRow, ActivityRow)
        .select_from(BatchRow)
        .join(Batch, _of_batch())
        .join(ActivityRow, beside())
        .join(first, (first.c.batch_id == BatchRow.batch_id) & (first.c.number == BatchRow.number))
        .where(BatchRow.workspace_id == workspace_id, first.c.place <= most)
        .order_by(Batch.number.desc(), BatchRow.number)
    )
    found: dict[str, list[Told]] = {}
    for key, batch, row, fact in db.session.execute(query) if senders else ():
        found.setdefault(key, []).append(Told(batch, row, fact))
    return found


def _entries(workspace_id: int, found: Mapping[str, Any], *, most: int = _SHOWN) -> dict[str, Entry]:
    """Senders by key, each with some of the rows and what all of them come to."""
    told, money = _some(workspace_id, found, most=most), _money(workspace_id, found)
    return {
        key: Entry(_sender(row, told[key], money.get(key, [])), told[key])
        for key, row in found.items()
        if told.get(key)
    }


def _money(workspace_id: int, senders: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """What the gifts of each sender come to by currency, as far as the money arrived."""
    query = _where(select(_key(), ActivityRow.currency, func.sum(ActivityRow.amount)), workspace_id)
    query = query.join(ActivityRow, beside()).where(
        _key().in_(set(senders)),
        ActivityRow.kind == FactKind.GIFTS,
        ActivityRow.status.in_(ARRIVED),
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for key, currency, amount in db.session.execute(query.group_by(_key(), ActivityRow.currency)):
        found.setdefault(key, []).append((currency, int(amount or 0)))
    return found


def _sender(row: Any, told: Sequence[Told], money: Sequence[tuple[str, int]]) -> Sender:
    first = told[0]
    causes = frozenset(each.row.cause for each in told)
    spot = Spot(first.batch.number, first.row.number)
    return Sender(row.key, row.name or "", row.email or "", row.rows, spot, causes, totals(money))
