"""Blocks of cells from a spreadsheet, and one value for many rows: stored and decided about in sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import select

from app.audit.services import Actor
from app.batch_entry.domain.conflicts import Clash, Typed, taken_in, written_by
from app.batch_entry.domain.pasting import Block
from app.batch_entry.services.defaults import typed_now
from app.batch_entry.services.rows import NotTyped, added, not_typing, rewritten, typing
from app.batches import queries
from app.batches.domain.acts import LastAct
from app.batches.models import Batch, BatchRow
from app.batches.services import hold
from app.db import db


@dataclass(frozen=True, slots=True)
class Pasted:
    """The numbers of rows that were added and of those that changed, and by row the cells left alone.

    `act` is what it is taken back by, 0 where nothing changed.
    """

    added: Sequence[int]
    changed: Sequence[int]
    clashes: tuple[tuple[int, Clash], ...] = ()
    act: int = 0

    @property
    def rows(self) -> list[int]:
        """The rows that changed or came, in their order."""
        return sorted([*self.added, *self.changed])


def paste(
    batch: Batch,
    block: Block,
    *,
    onto: Sequence[int],
    column: int,
    actor: Actor,
    was: Block = (),
) -> Pasted | NotTyped:
    """Lay the block over these rows from a column on; lines beyond the last of them become new rows.

    `was` is what stood in the cells that are laid over: where somebody else changed one since, it stays.
    """
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    rows = {row.number: row for row in queries.rows_by_number(batch, onto)}
    numbers = [number for number in onto if number in rows][: len(block)]
    over = _over(block[: len(numbers)], was, column)
    taken = {
        number: taken_in(rows[number].cells, typed, written_by(rows[number].last_act, actor.id))
        for number, typed in zip(numbers, over, strict=True)
    }
    changed = {number: each.cells for number, each in taken.items() if each.changed}
    last = typing(actor)
    if changed:
        rewritten(batch, [rows[number] for number in changed], changed, actor=actor, last=last)
    made = _made(batch, block[len(numbers) :], column, actor, last)
    clashes = tuple((number, clash) for number, each in taken.items() for clash in each.clashes)
    return Pasted(made, list(changed), clashes, last.id if made or changed else 0)


def _made(batch: Batch, block: Block, column: int, actor: Actor, last: LastAct) -> list[int]:
    typed = [{column + at: text for at, text in enumerate(line)} for line in block if any(line)]
    return added(batch, typed_now(batch, typed), actor=actor, last=last) if typed else []


def _over(block: Block, was: Block, column: int) -> list[dict[int, Typed]]:
    return [
        {
            column + at: Typed(text, known)
            for at, (text, known) in enumerate(zip_longest(line, before[: len(line)]))
        }
        for line, before in zip(block, [*was, *[()] * len(block)], strict=False)
    ]


def fill_down(batch: Batch, number: int, column: int, *, actor: Actor) -> Pasted | NotTyped | None:
    """Put the value of this row into the empty cells of the column in the rows below it."""
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    row = queries.row(batch, number)
    if row is None or not 0 <= column < len(row.cells):
        return None
    query = select(BatchRow).where(*queries.of(batch), BatchRow.number > number).order_by(BatchRow.number)
    empty = [each for each in db.session.scalars(query) if not each.cells[column]]
    after = {
        each.number: [*each.cells[:column], row.cells[column], *each.cells[column + 1 :]] for each in empty
    }
    if empty and row.cells[column]:
        last = typing(actor)
        rewritten(batch, empty, after, actor=actor, last=last)
        return Pasted([], list(after), act=last.id)
    return Pasted([], [])
