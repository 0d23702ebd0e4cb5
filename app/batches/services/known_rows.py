"""Rows of a batch about people on record, as far as they tell whom later rows may be about."""

from collections.abc import Sequence
from typing import NamedTuple

from app.batches import queries
from app.batches.domain.decision import Decision
from app.batches.domain.identity import identity
from app.batches.domain.joining import Compare, Newcomer
from app.batches.domain.known_rows import TELLING, Known, held, waiting
from app.batches.domain.row_keys import keys_of
from app.batches.domain.rows import Outcome
from app.batches.domain.touched import mask
from app.batches.models import Batch, BatchRow
from app.batches.queries import ties
from app.batches.services.in_common import in_common
from app.batches.services.planning import Planner
from app.batches.services.stored import Read, described, reread
from app.constituents import queries as constituents
from app.constituents.domain.record import Incoming
from app.constituents.queries import in_parts


class Told(NamedTuple):
    """What a row that is ready says of whom on record."""

    name: str
    email_key: str
    whom: int
    brings: bool


def told(row: BatchRow) -> Told | None:
    """The same of a row as it is stored; None of one that says nothing of anybody on record."""
    if row.outcome is not Outcome.READY or not row.target_id:
        return None
    return Told(row.name, row.email_key, row.target_id, bool(row.fields & TELLING))


def told_now(what: Read, decision: Decision) -> Told | None:
    """The same of a row as it is decided now."""
    if decision.outcome is not Outcome.READY or not decision.target:
        return None
    says = described(what)
    return Told(says["name"], says["email_key"], decision.target, bool(mask(decision.plan) & TELLING))


def held_back(
    batch: Batch,
    planner: Planner,
    newcomers: Sequence[Newcomer],
    decided: Sequence[tuple[int, Read, Decision]],
    compare: Compare,
) -> dict[int, Decision]:
    """The rows that wait as an earlier row like them is about somebody on record: at most four statements.

    Of rows that were `decided` just now it is known; of the others what is stored counts.
    """
    open = [each for each in newcomers if each.decided is None]
    if not open:
        return {}
    known = [
        Known(number, what, now.whom, now.brings)
        for number, what, decision in decided
        if isinstance(what, Incoming) and (now := told_now(what, decision))
    ]
    known += _stored(batch, planner, open, {number for number, _, _ in decided})
    found = held(open, sorted(known, key=lambda each: each.number), compare) if known else {}
    if not found:
        return {}
    rows = {each.number: each.row for each in open if each.number in found}
    said = queries.distinctions(batch.workspace_id, [identity(row) for row in rows.values()])
    people = constituents.existing(batch.workspace_id, {why.known.whom for why in found.values()})
    return {
        number: waiting(rows[number], why, people[why.known.whom])
        for number, why in found.items()
        if why.known.whom in people and why.known.whom not in said.get(identity(rows[number]), ())
    }


def _stored(batch: Batch, planner: Planner, newcomers: Sequence[Newcomer], without: set[int]) -> list[Known]:
    """Of the rows before the last of these that share something with them: one for all that say the same."""
    wanted = {key for each in newcomers for key in keys_of(each.row)}
    last = newcomers[-1].number
    near = {number for number in in_common(batch).sharing(wanted) if number < last} - without
    first: dict[Told, int] = {}
    for number, name, email, whom, fields in ties.on_record(batch, near):
        first.setdefault(Told(name, email, whom, bool(fields & TELLING)), number)
    rows = {
        row.number: reread(planner, row)
        for some in in_parts(sorted(first.values()))
        for row in queries.rows_by_number(batch, some)
    }
    return [
        Known(number, what, says.whom, says.brings)
        for says, number in first.items()
        if isinstance(what := rows.get(number), Incoming)
    ]
