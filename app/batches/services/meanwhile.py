"""Rows that were decided about a moment ago, and who went since: erased, merged, or taken back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.batches.domain.row_problems import CellProblem
from app.batches.models import Batch
from app.batches.services.checking import NewRow, checked
from app.batches.services.planning import Planner
from app.constituents.locking import still_here

_TRIES = 3
"""Whoever is found anew may go as well before she is held: after the first time next to impossible."""


def up_to_date(batch: Batch, planner: Planner, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """These checked rows, or what is decided about them now if anybody of whom they tell is gone.

    To be asked before anything else in the transaction that stores them: until it ends nobody goes of whom
    they tell. One statement while all are here, and none for rows that tell of nobody. All are decided about
    together, as one may repeat the email of another.
    """
    for _ in range(_TRIES):
        told = {who for row in rows for who in _told_of(row)}
        if not told or told <= still_here(batch.workspace_id, told):
            break
        rows = checked(batch, planner, [_as_read(row) for row in rows])
    return rows


def _told_of(row: Mapping[str, Any]) -> Iterator[int]:
    if row["target_id"]:
        yield row["target_id"]
    for people in (row["match"] or {}).values():
        yield from (each["constituent_id"] for each in people)


def _as_read(row: Mapping[str, Any]) -> NewRow:
    flaw = CellProblem.from_json(row["flaw"]) if row["flaw"] else None
    return NewRow(row["number"], row["line"], row["cells"], flaw)
