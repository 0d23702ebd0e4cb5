"""Emptying the rows of imports that hold what came about a person who is erased."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Row, Text, and_, cast, or_, select, update

from app.batches.domain.barred import Barred
from app.batches.domain.review import SkippedByStaff, decided_to_json
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries import rows_about
from app.batches.services.distinctions import forget_identities
from app.batches.services.holding import hold, touch
from app.db import db
from app.words import N_

ERASED = N_("the person in this row was erased")
COMPARED = N_("somebody this row was compared with was erased; look at it again")
_NOTHING: dict[str, Any] = {
    "problems": [],
    "name": "",
    "email": "",
    "email_key": "",
    "detail": ERASED,
    "edited": None,
    "last_act": None,
    "flaw": None,
    "match": None,
    "plan": None,
    "score": None,
    "target_version": None,
    "changes": 0,
    "cause": "erased",
    "barred": Barred.NOT,
}
_LEFT_OUT = {
    "outcome": Outcome.SKIPPED,
    "action": Action.NONE,
    "target_id": None,
    "decision": decided_to_json(SkippedByStaff()),
    "amount": None,
    "currency": "",
    "joins": None,
}
_TO_REVIEW = {
    "outcome": Outcome.CONFLICT,
    "action": Action.NONE,
    "cause": "stale",
    "state": RowState.STALE,
    "plan": None,
    "decision": None,
    "last_act": None,
    "target_id": None,
    "target_version": None,
    "score": None,
}


Place = tuple[int, int]
"""The id of a batch and the number of a row."""
_listeners: list[Callable[[int, Collection[Place]], None]] = []


def on_forgotten(listener: Callable[[int, Collection[Place]], None]) -> None:
    """Call `listener(workspace_id, rows)` when rows are emptied: what is kept beside them goes too."""
    if listener not in _listeners:
        _listeners.append(listener)


def forget_rows(workspace_id: int, person: int, email_keys: Collection[str]) -> int:
    """Empty every row about this person and answer how many; they keep their number and what was done.

    A row that is not carried out yet is left out of its import. Rows of others that were compared with her
    forget that, and wait for staff to look again where it mattered. Looks at every row of the workspace.
    """
    found = _found(workspace_id, person, email_keys)
    hers = [row for row in found if row.is_hers]
    others = [row for row in found if not row.is_hers]
    for batch_id in sorted({row.batch_id for row in found}):
        batch = db.session.get_one(Batch, (workspace_id, batch_id))
        hold(batch)
        touch(batch)
    forget_identities(workspace_id, {row.decision["identity"] for row in hers if _named(row)})
    _empty(workspace_id, [row for row in hers if _is_done(row)], {"decision": None})
    _empty(workspace_id, [row for row in hers if not _is_done(row)], _LEFT_OUT)
    for listener in _listeners:
        listener(workspace_id, [(row.batch_id, row.number) for row in hers])
    forgetting = {"match": None, "detail": COMPARED}
    _write(workspace_id, [row for row in others if not _was_undecided(row, person)], forgetting)
    _write(workspace_id, [row for row in others if _was_undecided(row, person)], forgetting | _TO_REVIEW)
    return len(hers)


def _found(workspace_id: int, person: int, email_keys: Collection[str]) -> Sequence[Row[Any]]:
    mentions = and_(BatchRow.match.is_not(None), cast(BatchRow.match, Text).contains(str(person)))
    columns = ("batch_id", "number", "state", "outcome", "target_id", "decision", "cells")
    hers = rows_about(workspace_id, person, email_keys)
    said: list[Any] = [*(getattr(BatchRow, name) for name in columns), hers.label("is_hers")]
    query = select(*said).where(
        BatchRow.workspace_id == workspace_id, or_(hers, BatchRow.target_id == person, mentions)
    )
    return db.session.execute(query).all()


def _named(row: Row[Any]) -> bool:
    """Whether staff said of the row whom it is not, which is kept by a key of name and email."""
    return bool(row.decision and row.decision.get("identity"))


def _is_done(row: Row[Any]) -> bool:
    return RowState(row.state).was_applied


def _was_undecided(row: Row[Any], person: int) -> bool:
    """Whether she was one of those among whom somebody still has to choose."""
    unclear = row.outcome in (Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)
    return not _is_done(row) and (unclear or row.target_id == person)


def _empty(workspace_id: int, rows: Sequence[Row[Any]], values: dict[str, Any]) -> None:
    """As many cells as before, with nothing in them: a row is read by the place of its cells."""
    _write(workspace_id, rows, _NOTHING | values, lambda row: {"cells": [""] * len(row.cells)})


def _write(
    workspace_id: int,
    rows: Sequence[Row[Any]],
    values: dict[str, Any],
    own: Callable[[Row[Any]], dict[str, Any]] = lambda _: {},
) -> None:
    key = {"workspace_id": workspace_id}
    if rows:
        db.session.execute(
            update(BatchRow),
            [key | {"batch_id": row.batch_id, "number": row.number} | values | own(row) for row in rows],
        )
