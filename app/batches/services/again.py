"""Rows that were mended in a spreadsheet and uploaded again: where they come from, and what becomes of them.

The import that brings them again takes mapping and settings of the one they come from. There its check
leaves them out, which one button takes back.
"""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.acts import LastAct
from app.batches.domain.again import holds_columns_of, is_same, origin_of, row_number
from app.batches.domain.mapping import Mapping
from app.batches.domain.review import RowAction, SkippedByStaff, decided_to_json, refusal
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchAct, BatchRow
from app.batches.queries import UNDECIDED, of
from app.batches.services.acting import before, note, standing, write
from app.batches.services.checking import recheck
from app.batches.services.holding import hold
from app.batches.services.planning import Planner
from app.batches.services.tally import keep_tally
from app.batches.services.undoing import undo_act
from app.db import db, new_id
from app.words import _, plural

AGAIN = "again"
"""The act that leaves rows out because they were uploaded again."""
_ACTS = "again_acts"
"""The setting that says by which act rows were left out for which import: its number, as text."""
_TAKEN = ("external_system", "country", "matching")


def source_of(batch: Batch) -> Batch | None:
    """The import whose rows this one brings again, as its columns say; None for any other file."""
    origin = origin_of(batch.shape.get("columns", ()))
    if origin is None or origin.number == batch.number:
        return None
    found = select(Batch).where(Batch.workspace_id == batch.workspace_id, Batch.number == origin.number)
    source = db.session.scalar(found.where(Batch.kind == BatchKind.IMPORT))
    return source if source and holds_columns_of(batch.shape["columns"], source.shape["columns"]) else None


def adopt(batch: Batch) -> Batch | None:
    """Read a file of mended rows as the import it comes from was read, and answer that one.

    The columns that were added to the file are not imported, whatever they are called.
    """
    source, origin = source_of(batch), origin_of(batch.shape.get("columns", ()))
    if source is None or origin is None or not source.mapping:
        return None
    mapping = Mapping.from_json(source.mapping, batch.shape["columns"])
    for place in origin.added:
        kept = mapping.with_column(place, field_id="")
        mapping = kept if isinstance(kept, Mapping) else mapping
    batch.mapping, batch.mode, batch.source = mapping.to_json(), source.mode, source.source
    taken = {key: source.settings[key] for key in _TAKEN if key in source.settings}
    batch.settings = {**batch.settings, **taken, "again_of": source.number, "mapped_like": "", "like": "no"}
    return source


def mended(batch: Batch, *, after: int, limit: int) -> tuple[dict[int, list[str]], int]:
    """The next rows of this import under the numbers they had in the source, and the last one of them.

    Without the columns that were added to the file.
    """
    origin = origin_of(batch.shape.get("columns", ()))
    if origin is None:
        return {}, 0
    query = select(BatchRow.number, BatchRow.cells).where(*of(batch), BatchRow.number > after)
    rows = db.session.execute(query.order_by(BatchRow.number).limit(limit)).all()
    found = {
        number: [cell for place, cell in enumerate(row.cells) if place not in origin.added]
        for row in rows
        if (number := row_number(row.cells[origin.column])) is not None
    }
    return found, rows[-1].number if rows else 0


def pairs(batch: Batch) -> list[tuple[Batch, Batch]]:
    """Of which imports rows are left out, and for which, when this one was checked.

    Its source, for itself; and itself for those that brought its rows before it was checked anew, as long as
    they are neither discarded nor undone.
    """
    source = source_of(batch)
    later = select(Batch).where(
        Batch.workspace_id == batch.workspace_id,
        Batch.number.in_(batch.settings.get(_LATER, ())),
        Batch.status.in_(_HAVE_ROWS),
    )
    others = db.session.scalars(later.order_by(Batch.number)) if batch.settings.get(_LATER) else ()
    return [
        *([(source, batch)] if source else []),
        *((batch, other) for other in others if source_of(other) is batch),
    ]


_LATER = "again_in"
_HAVE_ROWS = (BatchStatus.IN_REVIEW, BatchStatus.COMMITTING, BatchStatus.PAUSED, BatchStatus.COMMITTED)


def leave_out(
    source: Batch, rows: MappingOf[int, Sequence[str]], *, by: Batch, is_own_check: bool = False
) -> int:
    """Leave these rows of an import out that wait for a person, as they were uploaded again in another.

    A row of which nothing is left in its new cells is another one, and stays. Answers how many. They are
    left out in sets, and remembered as one act that can be taken back. The source's own check leaves them
    out at its end. Flushes.
    """
    hold(source)
    later = source.settings.get(_LATER, [])
    if by.number not in later:
        source.settings = {**source.settings, _LATER: [*later, by.number]}
    found = queries.rows_by_number(source, rows)
    status = BatchStatus.IN_REVIEW if is_own_check else source.status
    meant = [row for row in found if _waits(source, row, status) and is_same(row.cells, rows[row.number])]
    if not meant:
        return 0
    actor, chosen = _actor(by), [row.number for row in meant]  # once written, rows are read anew
    act = _act_of(source, by, actor)
    again = {"decision": decided_to_json(SkippedByStaff(by.number))}
    write(
        source,
        {
            row.number: again | {"last_act": LastAct(act.id, AGAIN, act.by, before(row)).to_json()}
            for row in meant
        },
    )
    recheck(source, Planner(source), chosen)
    act.numbers = [*act.numbers, *chosen]
    act.told = _told(len(act.numbers), by.number)
    note(source, chosen, AGAIN, actor)
    keep_tally(source)
    return len(chosen)


def release(batch: Batch, *, actor: Actor) -> None:
    """Let the rows wait again that were left out for this import, which is given up. Flushes."""
    source = source_of(batch)
    act = _standing_act(source, batch.number) if source else None
    if source and act:
        undo_act(source, act, actor=actor)


def left_out_for(batch: Batch) -> list[int]:
    """The numbers of the imports for which rows of this one are left out."""
    acts: MappingOf[str, int] = batch.settings.get(_ACTS, {})
    stand = {act.id for act in brought_again(batch)} if acts else set()
    return sorted(int(number) for number, id in acts.items() if id in stand)


def brought_again(batch: Batch) -> Sequence[BatchAct]:
    """The acts by which rows of this import were left out for another, newest first."""
    query = select(BatchAct).where(
        BatchAct.workspace_id == batch.workspace_id,
        BatchAct.batch_id == batch.id,
        BatchAct.act == AGAIN,
        BatchAct.undone_by.is_(None),
    )
    return db.session.scalars(query.order_by(BatchAct.id.desc())).all()


def _waits(batch: Batch, row: BatchRow, status: BatchStatus) -> bool:
    stands = replace(standing(batch, row), batch=status)
    return row.outcome in UNDECIDED and refusal(RowAction.SKIP, stands) is None


def _standing_act(source: Batch, number: int) -> BatchAct | None:
    id = source.settings.get(_ACTS, {}).get(str(number))
    return next((act for act in brought_again(source) if act.id == id), None)


def _actor(batch: Batch) -> Actor:
    """Who uploaded the file."""
    staff = db.session.get(Staff, batch.created_by) if batch.created_by else None
    return Actor(staff.name if staff else _("Command line"), Via.BATCH, id=staff.id if staff else None)


def _act_of(source: Batch, by: Batch, actor: Actor) -> BatchAct:
    """The act of this import, made when its first rows are left out."""
    if found := _standing_act(source, by.number):
        return found
    made: dict[str, Any] = {"act": AGAIN, "told": _told(0, by.number), "numbers": [], "by": actor.label}
    act = BatchAct(workspace_id=source.workspace_id, id=new_id(), batch_id=source.id, **made)
    db.session.add(act)
    source.settings = {**source.settings, _ACTS: {**source.settings.get(_ACTS, {}), str(by.number): act.id}}
    return act


def _told(rows: int, number: int) -> str:
    return plural(
        rows,
        "left out, as {n} row was uploaded again in import {number}",
        "left out, as {n} rows were uploaded again in import {number}",
        number=number,
    )
