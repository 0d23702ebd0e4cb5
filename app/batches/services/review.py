"""What staff do with rows in review. Each act changes the stored plan, never a constituent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches import queries
from app.batches.domain.review import (
    MergedInto,
    RowAction,
    SkippedByStaff,
    Standing,
    decided_to_json,
    refusal,
)
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import recheck, reread
from app.batches.services.distinctions import distinguish, forget
from app.batches.services.holding import hold, touch
from app.batches.services.planning import Planner
from app.constituents import queries as constituents
from app.constituents.domain.record import Incoming
from app.db import db


@dataclass(frozen=True, slots=True)
class RowChanged:
    """The row as it was decided anew."""

    row: BatchRow


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Nothing was changed; `reason` is a sentence for staff."""

    reason: str


def standing(batch: Batch, row: BatchRow) -> Standing:
    """What the rules of review look at."""
    return Standing(
        batch.status,
        row.outcome,
        row.action,
        row.state,
        touched=row.edited is not None or row.decision is not None,
    )


def edit_row(
    batch: Batch, row: BatchRow, texts: Mapping[int, str], *, actor: Actor
) -> RowChanged | NotAllowed:
    """Correct cells by column position; the row, and the rows that repeat its email, are decided anew."""
    if refused := _refused(RowAction.EDIT, batch, row):
        return refused
    edited = dict(row.edited or {})
    for index, text in texts.items():
        if 0 <= index < len(row.cells):
            edited[str(index)] = text.replace("\0", "")  # which Postgres cannot store
    changed = {key: text for key, text in edited.items() if text != row.cells[int(key)]}
    return _act(RowAction.EDIT, batch, row, actor, edited=changed)


def skip_row(batch: Batch, row: BatchRow, *, actor: Actor) -> RowChanged | NotAllowed:
    """Leave the row out; a later row with its email takes its place."""
    if refused := _refused(RowAction.SKIP, batch, row):
        return refused
    return _act(RowAction.SKIP, batch, row, actor, decision=decided_to_json(SkippedByStaff()))


def merge_row(batch: Batch, row: BatchRow, *, target: int, actor: Actor) -> RowChanged | NotAllowed:
    """Let the row update this constituent's profile, and nothing else of hers."""
    if refused := _refused(RowAction.MERGE, batch, row):
        return refused
    if not constituents.existing(batch.workspace_id, [target]):
        return NotAllowed("That person is not here anymore. Search again.")
    return _act(RowAction.MERGE, batch, row, actor, decision=decided_to_json(MergedInto(target)))


def mark_distinct(batch: Batch, row: BatchRow, *, actor: Actor) -> RowChanged | NotAllowed:
    """Say for good that this row is none of those it was compared with; it adds somebody new."""
    if refused := _refused(RowAction.MARK_DISTINCT, batch, row):
        return refused
    incoming = reread(Planner(batch), row)
    assert isinstance(incoming, Incoming)  # a row that cannot be read is compared with nobody
    decision = distinguish(row, incoming, candidates_of(row), actor.id)
    return _act(RowAction.MARK_DISTINCT, batch, row, actor, decision=decision)


def restore_row(batch: Batch, row: BatchRow, *, actor: Actor) -> RowChanged | NotAllowed:
    """Take back corrections and decisions of this row: it stands again as the check left it."""
    if refused := _refused(RowAction.RESTORE, batch, row):
        return refused
    forget(row)
    return _act(RowAction.RESTORE, batch, row, actor, edited=None, decision=None)


def skip_rows(batch: Batch, numbers: Collection[int], *, actor: Actor) -> int:
    """Leave several rows out at once; answers how many it could."""
    hold(batch)
    possible = [
        row.number
        for row in queries.rows_by_number(batch, numbers)
        if refusal(RowAction.SKIP, standing(batch, row)) is None
    ]
    if possible:
        _write(batch, possible, {"decision": decided_to_json(SkippedByStaff())})
        recheck(batch, Planner(batch), possible)
        _note(batch, possible, RowAction.SKIP, actor)
    return len(possible)


def candidates_of(row: BatchRow) -> list[int]:
    """The constituents a row was compared with, best first."""
    found = [candidate["constituent_id"] for candidate in (row.match or {}).get("candidates", [])]
    return list(dict.fromkeys([*([row.target_id] if row.target_id else []), *found]))


def _refused(action: RowAction, batch: Batch, row: BatchRow) -> NotAllowed | None:
    """Why the action is not allowed, now that nobody else can change the batch or the row."""
    hold(batch)
    db.session.refresh(row)
    refused = refusal(action, standing(batch, row))
    return NotAllowed(refused.reason) if refused else None


def _act(action: RowAction, batch: Batch, row: BatchRow, actor: Actor, **values: Any) -> RowChanged:
    number = row.number
    _write(batch, [number], values)
    recheck(batch, Planner(batch), [number])
    _note(batch, [number], action, actor)
    changed = queries.row(batch, number)
    assert changed is not None
    return RowChanged(changed)


def _write(batch: Batch, numbers: Collection[int], values: dict[str, Any]) -> None:
    db.session.execute(
        update(BatchRow)
        .where(BatchRow.workspace_id == batch.workspace_id, BatchRow.batch_id == batch.id)
        .where(BatchRow.number.in_(numbers))
        .values(**values),
        execution_options={"synchronize_session": False},
    )
    for item in db.session:
        if isinstance(item, BatchRow):
            db.session.expire(item)


def _note(batch: Batch, numbers: Collection[int], action: RowAction, actor: Actor) -> None:
    touch(batch)
    acts = [
        Change(Subject.BATCH, batch.id, "row", after={"row": number, "act": action.value})
        for number in numbers
    ]
    record(batch.workspace_id, actor, acts)
