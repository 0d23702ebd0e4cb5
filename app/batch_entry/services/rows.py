"""Rows as they are typed: each is decided about at once, and nobody's typing is written over unseen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.cards import without_cards
from app.batch_entry.domain.columns import columns_of
from app.batch_entry.domain.conflicts import KEY, WROTE, Clash, Typed, taken_in, written_by, wrote
from app.batch_entry.domain.typing import cleaned, is_blank
from app.batch_entry.models import EntryBatch
from app.batch_entry.services.defaults import typed_now
from app.batches import queries
from app.batches.domain.acts import LastAct
from app.batches.domain.status import BatchStatus, described
from app.batches.models import Batch, BatchRow
from app.batches.services import hold
from app.batches.services.acting import write
from app.batches.services.entering import LAST_NUMBER, enter, remove, rewrite
from app.batches.services.planning import Planner
from app.db import db, new_id
from app.words import _

TYPE = "type"
ADDED, CELLS = "added", "cells"
"""Where a row keeps that its last act made it, and what its cells said before that act, by their position."""
_OWN = frozenset({"gift_key", "external_id"})
"""Fields that no two rows share."""
_LOOKED_AT = 100
"""Among how many of the newest rows one looks for that which was sent before."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """The row is stored and decided about; `clashes` are cells that somebody else changed meanwhile."""

    number: int
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class NotTyped:
    """Nothing was stored; `reason` is a sentence for staff, "" where there was nothing to store."""

    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """What the removed row said, with which it is put back."""

    number: int
    cells: list[str]
    typed: bool


def add_row(
    batch: Batch, typed: Mapping[int, str], *, actor: Actor, key: str = "", at: int | None = None
) -> TypedRow | NotTyped:
    """A new row at the end, with the defaults of the columns; `at` puts a removed row back where it was.

    `key` is a word made up for the empty row: what is sent twice with it changes the one row, but for cells
    that somebody else has changed since.
    """
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    texts = {index: cleaned(text) for index, text in typed.items()}
    if key and (known := _sent_before(batch, key)):
        return _changed(batch, known, {index: Typed(text, "") for index, text in texts.items()}, actor)
    if is_blank(texts):
        return NotTyped("")
    return TypedRow(added(batch, typed_now(batch, [texts]), actor=actor, key=key, at=at)[0])


def added(
    batch: Batch,
    rows: Sequence[list[str]],
    *,
    actor: Actor,
    key: str = "",
    at: int | None = None,
    typed: bool = True,
    last: LastAct | None = None,
) -> list[int]:
    """The numbers of these new rows, which are decided about in sets. Whoever calls holds the batch."""
    kept = without_cards(columns_of(batch.settings["columns"]), rows)
    numbers = enter(batch, Planner(batch), [(at, cells, typed, at) for cells in kept])
    told = (last or typing(actor)).to_json() | {ADDED: True} | ({KEY: key} if key else {})
    told |= {WROTE: wrote(None, range(len(rows[0])), actor.id)}
    write(batch, {number: {"last_act": told} for number in numbers})
    noted(batch, "rows typed", numbers, actor)
    return numbers


def change_row(
    batch: Batch, number: int, typed: Mapping[int, Typed], *, actor: Actor
) -> TypedRow | NotTyped | None:
    """The row with what was typed into some of its cells; None where it is not there any more."""
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    row = queries.row(batch, number)
    if row is None:
        return None
    db.session.refresh(row)
    return _changed(
        batch, row, {at: Typed(cleaned(each.text), each.was) for at, each in typed.items()}, actor
    )


def remove_row(batch: Batch, number: int, *, actor: Actor) -> Removed | NotTyped | None:
    """Take the row out of the batch; its number stays unused. None where it is gone already."""
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    row = queries.row(batch, number)
    if row is None:
        return None
    db.session.refresh(row)
    gone = Removed(number, list(row.cells), row.typed)
    remove(batch, [number])
    noted(batch, "rows removed", [number], actor)
    return gone


def put_back(batch: Batch, gone: Removed, *, actor: Actor) -> TypedRow | NotTyped:
    """The removed row again, where it stood, or at the end where its number is in use."""
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    width, last = len(columns_of(batch.settings["columns"])), batch.settings.get(LAST_NUMBER, 0)
    texts = {at: cleaned(text) for at, text in enumerate(gone.cells[:width])}
    if gone.number > last or is_blank(texts):
        return NotTyped(_("This row was never in the batch, so it cannot be put back."))
    at = gone.number if queries.row(batch, gone.number) is None else None
    cells = [texts.get(index, "") for index in range(width)]
    return TypedRow(added(batch, [cells], actor=actor, at=at, typed=gone.typed)[0])


def copy_row(batch: Batch, number: int, *, actor: Actor) -> TypedRow | NotTyped | None:
    """A new row at the end that says what this one does."""
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    row = queries.row(batch, number)
    if row is None:
        return None
    columns = columns_of(batch.settings["columns"])
    cells = ["" if column.field_id in _OWN else text for column, text in zip(columns, row.cells, strict=True)]
    return TypedRow(added(batch, [cells], actor=actor)[0])


def not_typing(batch: Batch) -> str:
    """Why nothing can be typed now; "" where it can."""
    if batch.status is BatchStatus.OPEN:
        return ""
    if batch.status is BatchStatus.IN_REVIEW:
        return _("This batch waits for approval. It can be typed again once it is sent back.")
    return described(batch.status, batch.kind)


def rewritten(
    batch: Batch,
    rows: Iterable[BatchRow],
    cells: Mapping[int, list[str]],
    *,
    actor: Actor,
    last: LastAct | None = None,
) -> None:
    """Store other cells in these rows and decide about them anew, in sets; what they said is kept by them."""
    act, told = (last or typing(actor)).to_json(), {}
    kept = dict(
        zip(cells, without_cards(columns_of(batch.settings["columns"]), [*cells.values()]), strict=True)
    )
    for row in rows:
        after = kept[row.number]
        before = {index: text for index, text in enumerate(row.cells) if text != after[index]}
        also = {KEY: row.last_act[KEY]} if row.last_act and KEY in row.last_act else {}
        also |= {WROTE: wrote(row.last_act, before, actor.id), CELLS: before}
        told[row.number] = {"last_act": act | also}
    rewrite(batch, kept)
    write(batch, told)
    _entered(batch, actor)


def _changed(batch: Batch, row: BatchRow, typed: Mapping[int, Typed], actor: Actor) -> TypedRow | NotTyped:
    taken = taken_in(row.cells, typed, written_by(row.last_act, actor.id))
    if taken.changed:
        rewritten(batch, [row], {row.number: taken.cells}, actor=actor)
    return TypedRow(row.number, taken.clashes)


def _sent_before(batch: Batch, key: str) -> BatchRow | None:
    query = select(BatchRow.number, BatchRow.last_act).where(*queries.of(batch))
    newest = db.session.execute(query.order_by(BatchRow.number.desc()).limit(_LOOKED_AT))
    number = next((number for number, last in newest if (last or {}).get(KEY) == key), None)
    return queries.row(batch, number) if number else None


def typing(actor: Actor) -> LastAct:
    """The act of typing, by which rows are found that were typed in one go."""
    return LastAct(new_id(), TYPE, actor.label)


def noted(batch: Batch, what: str, numbers: Sequence[int], actor: Actor) -> None:
    """Write down who added or removed rows; what is typed into a row is told by the row itself."""
    which = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, what, after=which)])
    _entered(batch, actor)


def _entered(batch: Batch, actor: Actor) -> None:
    beside = db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))
    if actor.id is not None and actor.id not in beside.entered_by:
        beside.entered_by = [*beside.entered_by, actor.id]
        db.session.flush()
