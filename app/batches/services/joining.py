"""What staff say of rows about one new person: that it is one, or that it is somebody else."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.identity import identity
from app.batches.domain.ignoring import ignoring_all
from app.batches.domain.review import Joined, RowAction, decided_from_json, decided_to_json
from app.batches.domain.rows import Action
from app.batches.models import Batch, BatchRow
from app.batches.services.acting import NotAllowed, RowChanged, act, refused
from app.batches.services.distinctions import APART, apart_from
from app.batches.services.planning import Planner
from app.batches.services.stored import reread
from app.constituents.domain.record import Incoming
from app.words import _


def join_row(
    batch: Batch, row: BatchRow, *, leader: int, keep: bool = False, actor: Actor, saw: int | None = None
) -> RowChanged | NotAllowed:
    """Say that the row is about the new person of an earlier one.

    With `keep` nothing is taken from it but what hangs on the row, as its gift.
    """
    if no := refused(RowAction.JOIN, batch, row, saw=saw):
        return no
    if leader >= row.number:
        return NotAllowed(
            _(
                "Row {leader} comes after row {number}. Say so on row {leader}.",
                leader=leader,
                number=row.number,
            )
        )
    other = queries.row(batch, leader)
    if other is None or not (other.joins or other.action is Action.CREATE):
        return NotAllowed(_("Row {leader} adds nobody new. Choose another row.", leader=leader))
    planner = Planner(batch)
    incoming = reread(planner, row)
    assert isinstance(incoming, Incoming)  # a row that cannot be read adds nobody
    whose = _identities(planner, [other]).get(leader, "")
    return act(RowAction.JOIN, batch, row, actor, decision=_joining(incoming, leader, whose, keep=keep))


def joined_all(batch: Batch, planner: Planner, rows: Iterable[BatchRow]) -> dict[BatchRow, dict[str, Any]]:
    """For rows that may be about new people of others, the decision that each is the likeliest."""
    leaders = {row: like[0] for row in rows if (like := rows_like(row))}
    whose = _identities(planner, queries.rows_by_number(batch, set(leaders.values()))) if leaders else {}
    return {
        row: _joining(what, leader, whose.get(leader, ""))
        for row, leader in leaders.items()
        if isinstance(what := reread(planner, row), Incoming)
    }


def _joining(incoming: Incoming, leader: int, whose: str, *, keep: bool = False) -> dict[str, Any]:
    """The decision to store with a row; it holds for whom it was said about, on both sides."""
    choices = ignoring_all(incoming) if keep else {}
    return decided_to_json(Joined(leader, choices, whose)) | {"identity": identity(incoming)}


def rows_like(row: BatchRow) -> list[int]:
    """The rows whose new person the row is, or may be."""
    decided = decided_from_json(row.decision)
    found = [each["number"] for each in (row.match or {}).get("rows", ())]
    chosen = [decided.row] if isinstance(decided, Joined) else []
    return list(dict.fromkeys([*([row.joins] if row.joins else []), *chosen, *found]))


def apart(batch: Batch, planner: Planner, rows: Iterable[BatchRow]) -> dict[int, dict[str, Any]]:
    """For rows that are somebody else than others, by number, what their decision says of these."""
    like = {row.number: (row, rows_like(row)) for row in rows}
    wanted = {number for __, numbers in like.values() for number in numbers}
    others = _identities(planner, queries.rows_by_number(batch, wanted)) if wanted else {}
    return {
        number: {APART: sorted({*apart_from(row), *(others[each] for each in numbers if each in others)})}
        for number, (row, numbers) in like.items()
        if numbers or apart_from(row)
    }


def _identities(planner: Planner, rows: Sequence[BatchRow]) -> dict[int, str]:
    read = [(row.number, reread(planner, row)) for row in rows]
    return {number: identity(what) for number, what in read if isinstance(what, Incoming)}
