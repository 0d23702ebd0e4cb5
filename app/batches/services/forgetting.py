"""Emptying the rows of imports that hold what came about a person who is erased."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Row, Text, and_, cast, or_, select, update

from app.batches.domain.review import SkippedByStaff, decided_to_json
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.holding import hold, touch
from app.db import db

ERASED = "the person in this row was erased"
COMPARED = "somebody this row was compared with was erased; look at it again"
_NOTHING: dict[str, Any] = {
    "problems": [],
    "name": "",
    "email": "",
    "email_key": "",
    "detail": ERASED,
    "edited": None,
    "flaw": None,
    "match": None,
    "plan": None,
    "score": None,
    "target_version": None,
    "changes": 0,
    "cause": "erased",
}
_LEFT_OUT = {
    "outcome": Outcome.SKIPPED,
    "action": Action.NONE,
    "target_id": None,
    "decision": decided_to_json(SkippedByStaff()),
}
_TO_REVIEW = {
    "outcome": Outcome.CONFLICT,
    "action": Action.NONE,
    "cause": "stale",
    "state": RowState.STALE,
    "plan": None,
    "decision": None,
    "target_id": None,
    "target_version": None,
    "score": None,
}


def forget_rows(workspace_id: int, person: int, email_keys: Collection[str]) -> int:
    """Empty every row about this person and answer how many; they keep their number and what was done.

    A row that is not carried out yet is left out of its import. Rows of others that were compared with her
    forget that, and wait for staff to look again where it mattered. Looks at every row of the workspace.
    """
    found = _found(workspace_id, person, email_keys)
    hers = [row for row in found if _is_hers(row, person, email_keys)]
    others = [row for row in found if not _is_hers(row, person, email_keys)]
    for batch_id in sorted({row.batch_id for row in found}):
        batch = db.session.get_one(Batch, (workspace_id, batch_id))
        hold(batch)
        touch(batch)
    _empty(workspace_id, [row for row in hers if _is_done(row)], {"decision": None})
    _empty(workspace_id, [row for row in hers if not _is_done(row)], _LEFT_OUT)
    forgetting = {"match": None, "detail": COMPARED}
    _write(workspace_id, [row for row in others if not _was_undecided(row, person)], forgetting)
    _write(workspace_id, [row for row in others if _was_undecided(row, person)], forgetting | _TO_REVIEW)
    return len(hers)


def _found(workspace_id: int, person: int, email_keys: Collection[str]) -> Sequence[Row[Any]]:
    mentions = and_(BatchRow.match.is_not(None), cast(BatchRow.match, Text).contains(str(person)))
    columns = ("batch_id", "number", "state", "outcome", "target_id", "constituent_id", "email_key", "cells")
    query = select(*(getattr(BatchRow, name) for name in columns)).where(
        BatchRow.workspace_id == workspace_id,
        or_(
            BatchRow.constituent_id == person,
            BatchRow.target_id == person,
            BatchRow.email_key.in_(sorted(email_keys)),
            mentions,
        ),
    )
    return db.session.execute(query).all()


def _is_hers(row: Row[Any], person: int, email_keys: Collection[str]) -> bool:
    """Whether the row is about her: it wrote her record or will, or brings an address of hers."""
    will = row.target_id == person and row.outcome is Outcome.READY
    return row.constituent_id == person or will or row.email_key in email_keys


def _is_done(row: Row[Any]) -> bool:
    return row.state is RowState.APPLIED


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
