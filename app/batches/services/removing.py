"""Removing records whose addition is undone, with everything that was made of them, in sets."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select, update

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.holding import hold, touch
from app.batches.services.tally import keep_tally
from app.consent.services import mailable
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent, Removal
from app.constituents.queries import in_parts
from app.constituents.search_keeping import forget as forget_words
from app.db import db, insert_all, now
from app.groups.services.forgetting import forget_members
from app.matching.services import forget as forget_likeness

REMOVED = "removed"
COMPARED = "whom this row was matched with is gone: that addition was undone; look at it again"
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
    """No row leads to these people any more; one of another import that waits is decided about anew."""
    waiting, others = _rows_of(workspace_id, people, batch)
    for batch_id in sorted({batch_id for batch_id, _ in waiting}):
        open_batch = db.session.get_one(Batch, (workspace_id, batch_id))
        hold(open_batch)
        touch(open_batch)
    _write(workspace_id, waiting, _TO_REVIEW | _NO_TARGET)
    _write(workspace_id, others, _NO_TARGET)
    for batch_id in sorted({batch_id for batch_id, _ in waiting}):
        keep_tally(db.session.get_one(Batch, (workspace_id, batch_id)))
    for part in in_parts(people):
        db.session.execute(
            update(BatchRow)
            .where(BatchRow.workspace_id == workspace_id, BatchRow.constituent_id.in_(part))
            .values(constituent_id=None),
            execution_options={"synchronize_session": False},
        )


def _rows_of(
    workspace_id: int, people: Collection[int], batch: Batch | None
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Rows matched with these people, by batch and number: those that wait for commit, and all others."""
    waiting: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for part in in_parts(people):
        query = select(BatchRow.batch_id, BatchRow.number, BatchRow.state, BatchRow.outcome).where(
            BatchRow.workspace_id == workspace_id, BatchRow.target_id.in_(part)
        )
        for batch_id, number, state, outcome in db.session.execute(query):
            is_open = state in (RowState.PENDING, RowState.STALE) and outcome in _UNDECIDED_OR_READY
            mine = batch is not None and batch_id == batch.id
            (waiting if is_open and not mine else others).append((batch_id, number))
    return waiting, others


_UNDECIDED_OR_READY = (Outcome.READY, Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)


def _write(workspace_id: int, rows: Collection[tuple[int, int]], values: dict[str, Any]) -> None:
    key = {"workspace_id": workspace_id}
    if rows:
        db.session.execute(
            update(BatchRow),
            [key | {"batch_id": batch_id, "number": number} | values for batch_id, number in rows],
        )
