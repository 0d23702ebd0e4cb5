"""Removing records whose addition is undone, with everything that was made of them, in sets."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, select, update

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services.holding import hold
from app.batches.services.tally import moved, touch_counted
from app.consent.services import mailable
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent, Removal
from app.constituents.queries import in_parts
from app.constituents.search_keeping import forget as forget_words
from app.db import db, insert_all, now
from app.groups.services.forgetting import forget_members
from app.matching.services import forget as forget_likeness
from app.words import N_

REMOVED = "removed"
COMPARED = N_("whom this row was matched with is gone: that addition was undone; look at it again")
_TO_REVIEW: dict[str, Any] = {
    "outcome": Outcome.CONFLICT,
    "action": Action.NONE,
    "cause": "taken_back",
    "detail": COMPARED,
    "state": RowState.STALE,
    "plan": None,
    "match": None,
    "decision": None,
    "last_act": None,
    "score": None,
    "changes": 0,
    "fields": 0,
}
_NO_TARGET: dict[str, Any] = {"target_id": None, "target_version": None}
STANDS: tuple[Any, ...] = (
    *(BatchRow.batch_id, BatchRow.number),
    *(BatchRow.outcome, BatchRow.action, BatchRow.state, BatchRow.cause, BatchRow.fields),
)
"""What has to be read of rows that move, so that they are counted where they go."""


def remove(
    workspace: Workspace,
    people: Mapping[int, Existing],
    *,
    batch: Batch | None,
    actor: Actor,
    rule: str = "",
) -> None:
    """Remove records that nothing refers to but rows of imports; the caller has locked and examined them.

    What the record made is gone afterwards: values, words of the search, likeness, hashes of addresses,
    places in groups. Other imports whose rows were matched with one of them have these rows in review again.
    No restriction goes: whoever has any line in the ledger of permission must not be among these people.
    Statements do not grow with their number. Flushes; the caller commits.
    """
    if not people:
        return
    _let_go(workspace.id, people, batch)
    forget_members(workspace, people, lambda some: mailable(workspace, some))
    forget_likeness(workspace.id, people)
    for part in in_parts(people):
        db.session.execute(
            delete(Constituent).where(Constituent.workspace_id == workspace.id, Constituent.id.in_(part)),
            execution_options={"synchronize_session": False},
        )
    forget_words(workspace.id, people.values())  # at last: a word stays known while some name begins with it
    _note(workspace.id, people.values(), batch, actor, rule)


def _note(
    workspace_id: int, people: Collection[Existing], batch: Batch | None, actor: Actor, rule: str
) -> None:
    """Remember who went, so that an old address of a profile tells it; and in the journal."""
    shared = {
        "workspace_id": workspace_id,
        "batch_number": batch.number if batch else None,
        "at": now(),
        "actor_id": actor.id,
        "actor": actor.label,
    }
    insert_all(
        Removal,
        [
            {**shared, "constituent_id": who.id, "lookup_number": int(who.lookup_id.removeprefix("C-"))}
            for who in people
        ],
    )
    changes = [Change(Subject.CONSTITUENT, who.id, REMOVED, before=True, rule=rule) for who in people]
    record(workspace_id, actor.with_via(Via.UNDO), changes)


# --- rows of imports that refer to them


def _let_go(workspace_id: int, people: Collection[int], batch: Batch | None) -> None:
    """No row leads to these people any more; one that waits is decided about anew.

    Of an import that is undone as a whole no row waits.
    """
    waiting, others = _rows_of(workspace_id, people, batch)
    for batch_id, rows in sorted(by_batch(waiting).items()):
        _turn_back(db.session.get_one(Batch, (workspace_id, batch_id)), rows)
    _write(workspace_id, others, _NO_TARGET)
    for part in in_parts(people):
        db.session.execute(
            update(BatchRow)
            .where(BatchRow.workspace_id == workspace_id, BatchRow.constituent_id.in_(part))
            .values(constituent_id=None),
            execution_options={"synchronize_session": False},
        )


def by_batch(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    """These rows by their batch; each is looked at once, as the writer's place is held meanwhile."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.batch_id].append(row)
    return found


def _turn_back(batch: Batch, rows: Sequence[Row[Any]]) -> None:
    """The count moves with the rows, so that nobody counts another import's million with every chunk."""
    hold(batch)
    moved(batch, rows, [_TO_REVIEW] * len(rows))
    _write(batch.workspace_id, rows, _TO_REVIEW | _NO_TARGET)
    touch_counted(batch)


def _rows_of(
    workspace_id: int, people: Collection[int], batch: Batch | None
) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """Rows matched with these people: those that wait for commit, and all others."""
    undone = batch.id if batch is not None and batch.status is BatchStatus.UNDOING else None
    waiting: list[Row[Any]] = []
    others: list[Row[Any]] = []
    for part in in_parts(people):
        query = select(*STANDS).where(BatchRow.workspace_id == workspace_id, BatchRow.target_id.in_(part))
        for row in db.session.execute(query):
            is_open = row.state in (RowState.PENDING, RowState.STALE) and row.outcome in _UNDECIDED_OR_READY
            (waiting if is_open and row.batch_id != undone else others).append(row)
    return waiting, others


_UNDECIDED_OR_READY = (Outcome.READY, Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)


def _write(workspace_id: int, rows: Collection[Row[Any]], values: dict[str, Any]) -> None:
    key = {"workspace_id": workspace_id}
    if rows:
        db.session.execute(
            update(BatchRow),
            [key | {"batch_id": row.batch_id, "number": row.number} | values for row in rows],
        )
