"""What staff decide about rows that wait, of one import or of several, and taking that back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.models import Workspace
from app.activity_imports import queries
from app.activity_imports.domain.cards import of_cards, scrubbed
from app.activity_imports.domain.choices import Choice, Skip, act_of, to_json
from app.activity_imports.queries.imports import OPEN
from app.activity_imports.services.receiving import reading_of
from app.activity_imports.services.rechecking import recheck_akin
from app.activity_imports.services.scrubbing import KEYS
from app.activity_imports.services.storing import write
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.acts import UNDO, Before, LastAct, Saw
from app.batches.domain.rows import Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services import hold, touch_counted
from app.db import new_id

Place = tuple[int, int]
"""The id of an import and the number of a row."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How many rows were decided, how many of them are ready now, and how many were left as they are.

    `act` is what the rows remember of it; it is taken back by that.
    """

    changed: int
    ready: int
    missed: int
    act: int


def decide(
    workspace: Workspace,
    rows: Collection[Place],
    choice: Choice,
    *,
    actor: Actor,
    saw: Saw | None = None,
) -> Decided:
    """Decide about rows that are open; one that was carried out, or changed unseen, is left. Flushes."""
    act = LastAct(new_id(), act_of(choice), actor.label)

    def values(row: BatchRow) -> Mapping[str, Any] | None:
        if saw and saw.missed(row.number, int((row.last_act or {}).get("id", 0))):
            return None
        if row.outcome is Outcome.SKIPPED and isinstance(choice, Skip):
            return None
        return {"decision": to_json(choice), "edited": row.edited, "last_act": _remembered(act, row)}

    return _act(workspace, rows, act, values, actor)


def edit_row(
    batch: Batch, number: int, cells: Mapping[int, str], *, actor: Actor, saw: Saw | None = None
) -> Decided:
    """Correct cells of a row, by the place of their column, and decide about it anew. Flushes."""
    workspace = queries.workspace_of(batch)
    act = LastAct(new_id(), "edit", actor.label)

    def values(row: BatchRow) -> Mapping[str, Any] | None:
        if saw and saw.missed(row.number, int((row.last_act or {}).get("id", 0))):
            return None
        here = {place: text for place, text in cells.items() if 0 <= place < len(row.cells)}
        changed = {str(place): _typed(batch, row, place, text) for place, text in here.items()}
        edited = {**(row.edited or {}), **changed}
        return {"decision": row.decision, "edited": edited, "last_act": _remembered(act, row)}

    return _act(workspace, [(batch.id, number)], act, values, actor)


def _typed(batch: Batch, row: BatchRow, place: int, text: str) -> str:
    """A correction as it may be stored: like a file, it keeps nothing of payment cards."""
    if text == row.cells[place]:
        return text
    if place in of_cards(batch.shape["columns"]):
        return ""
    ids = {each.index for each in reading_of(batch).columns if each.field in (*KEYS, "phone")}
    return scrubbed(text, may_be_id=place in ids)


def undo_decision(workspace: Workspace, rows: Collection[Place], *, actor: Actor, act: int = 0) -> Decided:
    """Give rows the corrections and the decision back that they had before the last act on them.

    With `act` only where that was the last one. Flushes.
    """
    undoing = LastAct(new_id(), UNDO, actor.label)

    def values(row: BatchRow) -> Mapping[str, Any] | None:
        last = LastAct.from_json(row.last_act)
        if last is None or last.before is None or act not in (0, last.id):
            return None
        told = LastAct(undoing.id, UNDO, actor.label, undone=row.decision)
        return {"decision": last.before.decision, "edited": last.before.edited, "last_act": told.to_json()}

    return _act(workspace, rows, undoing, values, actor)


def _remembered(act: LastAct, row: BatchRow) -> Mapping[str, Any]:
    return LastAct(act.id, act.act, act.by, Before(row.edited, row.decision)).to_json()


def _act(workspace: Workspace, rows: Collection[Place], act: LastAct, values: Any, actor: Actor) -> Decided:
    changed = ready = 0
    for batch, numbers in _held(workspace.id, rows):
        found = queries.rows_of(batch, numbers)
        new = {number: told for number, row in found.items() if _is_open(row) and (told := values(row))}
        if new:
            write(batch, [{"number": number, **told} for number, told in new.items()])
            recheck_akin(batch, new)
            _note(batch, new, act, actor)
            changed += len(new)
            ready += sum(row.outcome is Outcome.READY for row in queries.rows_of(batch, new).values())
    return Decided(changed, ready, len(rows) - changed, act.id)


def _is_open(row: BatchRow) -> bool:
    return row.state in (RowState.PENDING, RowState.STALE)


def _held(workspace_id: int, rows: Collection[Place]) -> Iterable[tuple[Batch, Sequence[int]]]:
    """Each import that can be decided about, kept from everybody else, with the numbers of its rows."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for batch_id, number in rows:
        numbers[batch_id].append(number)
    for batch_id in sorted(numbers):
        batch = queries.get(workspace_id, batch_id)
        if batch is None:
            continue
        hold(batch)
        if batch.status in OPEN:
            yield batch, numbers[batch_id]


def _note(batch: Batch, numbers: Collection[int], act: LastAct, actor: Actor) -> None:
    """Write down who did what with these rows, and count one more decision about the import."""
    touch_counted(batch)
    lines = [
        Change(Subject.BATCH, batch.id, "row", after={"row": number, "act": act.act}) for number in numbers
    ]
    record(batch.workspace_id, actor, lines)
