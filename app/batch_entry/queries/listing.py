"""All batches that staff type, the newest first, with what stands beside each: a few statements a page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import case, func, select

from app.batch_entry.models import EntryBatch
from app.batches.domain.rows import CARRIED_OUT, Outcome, RowState
from app.batches.domain.status import ENTERED, BatchStatus
from app.batches.models import Batch, BatchRow
from app.db import db
from app.words import N_


class Standing(StrEnum):
    """Which batches the list shows."""

    ALL = "all"
    OPEN = "open"
    WAITING = "waiting"
    COMMITTED = "committed"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """The words of the filter."""
        return _LABELS[self]

    @property
    def statuses(self) -> tuple[BatchStatus, ...]:
        """How far such batches have come; none of them: any."""
        return _STATUSES[self]


_LABELS = {
    Standing.ALL: N_("All"),
    Standing.OPEN: N_("Open"),
    Standing.WAITING: N_("Waiting for approval"),
    Standing.COMMITTED: N_("Committed"),
    Standing.UNDONE: N_("Undone"),
}
_STATUSES = {
    Standing.ALL: (),
    Standing.OPEN: (BatchStatus.OPEN,),
    Standing.WAITING: (BatchStatus.IN_REVIEW,),
    Standing.COMMITTED: (BatchStatus.COMMITTING, BatchStatus.PAUSED, BatchStatus.COMMITTED),
    Standing.UNDONE: (BatchStatus.UNDOING, BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A batch, and what is kept beside it."""

    batch: Batch
    beside: EntryBatch


def listed(
    workspace_id: int, standing: Standing = Standing.ALL, *, before: int | None = None, limit: int = 25
) -> list[Listed]:
    """The latest batches that stand so; with `before`, those with lower numbers."""
    query = (
        select(Batch, EntryBatch)
        .join(EntryBatch, (EntryBatch.workspace_id == Batch.workspace_id) & (EntryBatch.batch_id == Batch.id))
        .where(Batch.workspace_id == workspace_id)
    )
    if standing.statuses:
        query = query.where(Batch.status.in_(standing.statuses))
    if before is not None:
        query = query.where(Batch.number < before)
    found = db.session.execute(query.order_by(Batch.number.desc()).limit(limit))
    return [Listed(batch, beside) for batch, beside in found]


def how_many(workspace_id: int) -> dict[Standing, int]:
    """The batches there are, for each choice of the list."""
    query = select(Batch.status, func.count()).where(
        Batch.workspace_id == workspace_id, Batch.kind.in_(ENTERED)
    )
    counted = {status: number for status, number in db.session.execute(query.group_by(Batch.status))}
    return {
        each: sum(n for status, n in counted.items() if not each.statuses or status in each.statuses)
        for each in Standing
    }


def sums_of(batches: Collection[Batch]) -> dict[int, list[tuple[int, str]]]:
    """What the gifts of each batch come to by currency, in minor units, without rows that were left out."""
    if not batches:
        return {}
    query = (
        select(BatchRow.batch_id, BatchRow.currency, func.sum(BatchRow.amount))
        .where(BatchRow.workspace_id.in_({batch.workspace_id for batch in batches}))
        .where(BatchRow.batch_id.in_([batch.id for batch in batches]))
        .where(BatchRow.amount.is_not(None), BatchRow.outcome != Outcome.SKIPPED)
        .group_by(BatchRow.batch_id, BatchRow.currency)
        .order_by(BatchRow.batch_id, BatchRow.currency)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for batch_id, currency, minor in db.session.execute(query):
        found.setdefault(batch_id, []).append((int(minor or 0), currency))
    return found


@dataclass(frozen=True, slots=True)
class Undone:
    """What the gifts of an undone batch came to, and what of it stays on record, in minor units."""

    currency: str
    was: int
    stays: int

    @property
    def taken_back(self) -> int:
        """What was taken back."""
        return self.was - self.stays


def undone_of(batches: Collection[Batch]) -> dict[int, list[Undone]]:
    """What became of the gifts of those of these batches that were undone, by currency."""
    undone = [batch for batch in batches if batch.status is BatchStatus.UNDONE]
    if not undone:
        return {}
    stays = (BatchRow.state == RowState.KEPT) & BatchRow.donation_id.is_not(None)
    query = (
        select(
            BatchRow.batch_id,
            BatchRow.currency,
            func.sum(BatchRow.amount),
            func.sum(case((stays, BatchRow.amount), else_=0)),
        )
        .where(BatchRow.workspace_id.in_({batch.workspace_id for batch in undone}))
        .where(BatchRow.batch_id.in_([batch.id for batch in undone]))
        .where(BatchRow.amount.is_not(None), BatchRow.state.in_(CARRIED_OUT))
        .group_by(BatchRow.batch_id, BatchRow.currency)
        .order_by(BatchRow.batch_id, BatchRow.currency)
    )
    found: dict[int, list[Undone]] = {}
    for batch_id, currency, was, kept in db.session.execute(query):
        found.setdefault(batch_id, []).append(Undone(currency, int(was), int(kept)))
    return found


@dataclass(frozen=True, slots=True)
class Link:
    """Another batch to go to."""

    number: int
    code: str


def exceptions_among(shown: Sequence[Listed]) -> tuple[dict[int, list[Link]], dict[int, Link]]:
    """By id of a batch: those that took over what it could not commit, and the one whose rows it has."""
    ids = {each.batch.id for each in shown}
    origins = {each.beside.exceptions_of for each in shown if each.beside.exceptions_of}
    if not ids:
        return {}, {}
    query = (
        select(Batch.id, Batch.number, EntryBatch.code, EntryBatch.exceptions_of)
        .join(EntryBatch, (EntryBatch.workspace_id == Batch.workspace_id) & (EntryBatch.batch_id == Batch.id))
        .where(Batch.workspace_id == shown[0].batch.workspace_id)
        .where(Batch.id.in_(origins) | EntryBatch.exceptions_of.in_(ids))
        .order_by(Batch.number)
    )
    took: dict[int, list[Link]] = {}
    known: dict[int, Link] = {}
    for batch_id, number, code, origin in db.session.execute(query):
        known[batch_id] = Link(number, code)
        if origin in ids:
            took.setdefault(origin, []).append(Link(number, code))
    links = ((each.batch.id, each.beside.exceptions_of) for each in shown)
    return took, {key: known[origin] for key, origin in links if origin in known}
