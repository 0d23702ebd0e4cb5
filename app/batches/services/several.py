"""One act on many rows: the same decision for all of them, in sets, taken back as a whole."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.acts import LastAct, Saw
from app.batches.domain.corrections import Correction, corrected
from app.batches.domain.ignoring import ignoring_all
from app.batches.domain.review import (
    MergedInto,
    RowAction,
    SkippedByStaff,
    decided_to_json,
    is_kept,
    keeping,
    refusal,
)
from app.batches.domain.several import CORRECTIONS, NEEDS, OF_CELLS, Verb, told
from app.batches.models import Batch, BatchAct, BatchRow
from app.batches.services.acting import act_id_of, before, note, standing, write
from app.batches.services.checking import cells_of, recheck, reread
from app.batches.services.distinctions import distinguish_all, forget_all
from app.batches.services.holding import hold
from app.batches.services.joining import apart, joined_all
from app.batches.services.planning import Planner
from app.constituents import queries as constituents
from app.constituents.domain.record import Incoming
from app.db import db, new_id

AT_ONCE = 1_000
"""Rows to decide in one transaction, so that nobody else waits for long to save."""
MOST = 5_000
"""Rows that one press of a button decides; the next press goes on."""


@dataclass(frozen=True, slots=True)
class DecidedRows:
    """The rows that were decided, which of them wait for nobody now, and the act that is taken back.

    `missed` is how many were left alone, as somebody did something with them that was not seen.
    """

    numbers: list[int]
    ready: int
    act: int
    missed: int = 0


Values = dict[int, dict[str, Any]]


def decide_rows(
    batch: Batch,
    numbers: Collection[int],
    verb: Verb,
    *,
    actor: Actor,
    correction: Correction | None = None,
    act: int = 0,
    saw: Saw | None = None,
) -> DecidedRows:
    """Do one and the same with these rows, as far as it is allowed: about `AT_ONCE`. Flushes.

    `correction` says which cell is corrected how, for the acts that correct; `act` is the act that goes on
    with these rows, 0 for a new one. Nobody decides over another's head about rows that others changed after
    `saw`: these are left alone.
    """
    hold(batch)
    act_id, planner = act or new_id(), Planner(batch)
    found = queries.rows_by_number(batch, numbers)
    seen = [row for row in found if not (saw and saw.missed(row.number, act_id_of(row)))]
    rows = [row for row in seen if _may(verb, batch, row)]
    values = _values(verb, batch, planner, rows, actor, correction)
    last = {row.number: LastAct(act_id, verb, actor.label, before(row)).to_json() for row in rows}
    if values:
        write(batch, {number: told | {"last_act": last[number]} for number, told in values.items()})
        recheck(batch, planner, values)
    decided = _finished(batch, verb, act_id, list(values), actor)
    return replace(decided, missed=len(found) - len(seen))


def choose_system(batch: Batch, numbers: Collection[int], system: str, *, actor: Actor) -> DecidedRows:
    """Say which system the IDs of the file belong to, and check these rows again. Flushes.

    A system that is known in another spelling is that one.
    """
    hold(batch)
    rows = queries.rows_by_number(batch, numbers)
    done = [row.number for row in rows if _may(Verb.SYSTEM, batch, row)]
    if not done:
        return DecidedRows([], 0, 0)
    was = batch.settings.get("external_system", "")
    known = {name.casefold(): name for name in constituents.system_names(batch.workspace_id)}
    batch.settings = {**batch.settings, "external_system": known.get(system.casefold(), system)}
    db.session.flush()
    planner = Planner(batch)
    for at in range(0, len(done), AT_ONCE):
        recheck(batch, planner, done[at : at + AT_ONCE])
    return _finished(batch, Verb.SYSTEM, new_id(), done, actor, system_before=was)


def _finished(
    batch: Batch, verb: Verb, act_id: int, done: list[int], actor: Actor, *, system_before: str | None = None
) -> DecidedRows:
    if done:
        act = queries.act(batch, act_id) or BatchAct(
            workspace_id=batch.workspace_id, id=act_id, batch_id=batch.id, act=verb, numbers=[]
        )
        act.numbers = [*act.numbers, *done]
        act.told, act.by, act.system_before = told(verb, len(act.numbers)), actor.label, system_before
        db.session.add(act)
        note(batch, done, verb, actor)
    return DecidedRows(done, queries.ready_among(batch, done), act_id)


def _may(verb: Verb, batch: Batch, row: BatchRow) -> bool:
    if verb in OF_CELLS and batch.kind.is_entered:
        return False
    needed = NEEDS.get(verb, RowAction.EDIT)
    waits = row.outcome in queries.UNRESOLVED and row.target_id is not None
    is_meant = waits if needed is RowAction.MERGE else True
    return is_meant and refusal(needed, standing(batch, row)) is None


def _values(
    verb: Verb,
    batch: Batch,
    planner: Planner,
    rows: Sequence[BatchRow],
    actor: Actor,
    correction: Correction | None,
) -> Values:
    if verb in CORRECTIONS:
        return _corrected(verb, rows, correction)
    if verb is Verb.DISTINCT:
        return _decided(rows, dict(_distinct(batch, planner, rows, actor)).get)
    if verb is Verb.JOIN:
        return _decided(rows, joined_all(batch, planner, rows).get)
    if verb is Verb.RESTORE:
        forget_all(rows)
        return {row.number: {"edited": None, "decision": None} for row in rows}
    if verb is Verb.RECHECK:
        return {row.number: {} for row in rows}
    return _decided(rows, lambda row: _decision(verb, planner, row))


def _decided(rows: Sequence[BatchRow], decision: Callable[[Any], dict[str, Any] | None]) -> Values:
    """The decisions, each with what staff said before about the row's email."""
    found = {row: decision(row) for row in rows}
    return {
        row.number: {"decision": keeping(told) if is_kept(row.decision) else told}
        for row, told in found.items()
        if told is not None
    }


def _decision(verb: Verb, planner: Planner, row: BatchRow) -> dict[str, Any] | None:
    match verb:
        case Verb.SKIP:
            return decided_to_json(SkippedByStaff())
        case Verb.KEEP:
            return keeping(row.decision)
        case Verb.RULES if row.target_id:
            return decided_to_json(MergedInto(row.target_id))
        case Verb.RECORD if row.target_id:
            what = reread(planner, row)
            ignored = ignoring_all(what) if isinstance(what, Incoming) else {}
            return decided_to_json(MergedInto(row.target_id, ignored))
        case _:
            return None


def _distinct(
    batch: Batch, planner: Planner, rows: Sequence[BatchRow], actor: Actor
) -> list[tuple[BatchRow, dict[str, Any]]]:
    read = [(row, what) for row in rows if isinstance(what := reread(planner, row), Incoming)]
    others = apart(batch, planner, [row for row, _ in read])
    decisions = distinguish_all(read, actor.id)
    return [
        (row, decision | others.get(row.number, {}))
        for (row, _), decision in zip(read, decisions, strict=True)
    ]


def _corrected(verb: Verb, rows: Sequence[BatchRow], correction: Correction | None) -> Values:
    values: Values = {}
    for row in rows:
        cells = cells_of(row)
        told: Mapping[int, str] | None = corrected(verb, cells, correction)
        if told is not None:
            edited = {**(row.edited or {}), **{str(index): text for index, text in told.items()}}
            values[row.number] = {"edited": edited}
    return values
