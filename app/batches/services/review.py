"""What staff do with rows in review. Each act changes the stored plan, never a constituent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches import queries
from app.batches.domain.identity import identity
from app.batches.domain.review import (
    AddedAsNew,
    Decided,
    MergedInto,
    RowAction,
    SkippedByStaff,
    Standing,
    decided_to_json,
    refusal,
)
from app.batches.models import Batch, BatchRow, Distinction
from app.batches.services.checking import cells_of, recheck, reread
from app.batches.services.planning import Planner
from app.constituents import queries as constituents
from app.constituents.domain.record import Incoming
from app.db import db, now


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
        batch.status, row.outcome, row.action, row.state, touched=bool(row.edited or row.decision)
    )


def edit_row(
    batch: Batch, row: BatchRow, texts: Mapping[int, str], *, actor: Actor
) -> RowChanged | NotAllowed:
    """Correct cells by column position; the row, and the rows that repeat its email, are decided anew."""
    cells = cells_of(row)
    edited = dict(row.edited or {})
    for index, text in texts.items():
        if 0 <= index < len(cells) and text != cells[index]:
            edited[str(index)] = text
    return _act(RowAction.EDIT, batch, row, actor, edited=edited or dict(row.edited or {}))


def skip_row(batch: Batch, row: BatchRow, *, actor: Actor) -> RowChanged | NotAllowed:
    """Leave the row out; a later row with its email takes its place."""
    return _act(RowAction.SKIP, batch, row, actor, decision=_said(SkippedByStaff()))


def merge_row(batch: Batch, row: BatchRow, *, target: int, actor: Actor) -> RowChanged | NotAllowed:
    """Let the row update this constituent's profile, and nothing else of hers."""
    if not constituents.existing(batch.workspace_id, [target]):
        return NotAllowed("That person is not here anymore. Search again.")
    return _act(RowAction.MERGE, batch, row, actor, decision=_said(MergedInto(target)))


def mark_distinct(batch: Batch, row: BatchRow, *, actor: Actor) -> RowChanged | NotAllowed:
    """Say for good that this row is none of those it was compared with; it adds somebody new."""
    refused = refusal(RowAction.MARK_DISTINCT, standing(batch, row))
    if refused:
        return NotAllowed(refused.reason)
    planner = Planner(batch)
    incoming = reread(planner, row)
    if isinstance(incoming, Incoming):
        _remember(batch.workspace_id, identity(incoming), candidates_of(row), actor)
    return _act(RowAction.MARK_DISTINCT, batch, row, actor, decision=_said(AddedAsNew()))


def restore_row(batch: Batch, row: BatchRow, *, actor: Actor) -> RowChanged | NotAllowed:
    """Take back corrections and decisions of this row: it stands again as the check left it."""
    refused = refusal(RowAction.RESTORE, standing(batch, row))
    if refused:
        return NotAllowed(refused.reason)
    if (row.decision or {}).get("do") == "add":
        incoming = reread(Planner(batch), row)
        if isinstance(incoming, Incoming):
            _forget(batch.workspace_id, identity(incoming), candidates_of(row))
    return _act(RowAction.RESTORE, batch, row, actor, edited=None, decision=None)


def skip_rows(batch: Batch, numbers: Collection[int], *, actor: Actor) -> int:
    """Leave several rows out at once; answers how many it could."""
    rows = [
        row
        for row in queries.rows_by_number(batch, numbers)
        if refusal(RowAction.SKIP, standing(batch, row)) is None
    ]
    _write(batch, [row.number for row in rows], {"decision": _said(SkippedByStaff())})
    if rows:
        recheck(batch, Planner(batch), [row.number for row in rows])
        _note(batch, [row.number for row in rows], RowAction.SKIP, actor)
    return len(rows)


def candidates_of(row: BatchRow) -> list[int]:
    """The constituents a row was compared with, best first."""
    found = [candidate["constituent_id"] for candidate in (row.match or {}).get("candidates", [])]
    return list(dict.fromkeys([*([row.target_id] if row.target_id else []), *found]))


def _said(decided: Decided) -> dict[str, Any]:
    return decided_to_json(decided)


def _act(
    action: RowAction, batch: Batch, row: BatchRow, actor: Actor, **values: Any
) -> RowChanged | NotAllowed:
    if refused := refusal(action, standing(batch, row)):
        return NotAllowed(refused.reason)
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
    batch.revision += 1
    db.session.flush()
    record(
        batch.workspace_id,
        actor,
        [
            Change(Subject.BATCH, batch.id, "row", after={"row": number, "act": action.value})
            for number in numbers
        ],
    )


def _remember(workspace_id: int, who: str, constituent_ids: Collection[int], actor: Actor) -> None:
    known = queries.distinctions(workspace_id, [who]).get(who, frozenset())
    db.session.add_all(
        Distinction(
            workspace_id=workspace_id,
            identity=who,
            constituent_id=constituent_id,
            made_by=actor.id,
            made_at=now(),
        )
        for constituent_id in constituent_ids
        if constituent_id not in known
    )
    db.session.flush()


def _forget(workspace_id: int, who: str, constituent_ids: Collection[int]) -> None:
    db.session.execute(
        delete(Distinction).where(
            Distinction.workspace_id == workspace_id,
            Distinction.identity == who,
            Distinction.constituent_id.in_(constituent_ids),
        )
    )
