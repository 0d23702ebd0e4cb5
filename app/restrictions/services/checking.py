"""The check of a file of restrictions, in the background: it decides about rows, and touches nobody."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches import queries as batches
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchStatus, NotPossible, described, move
from app.batches.models import Batch, BatchRow
from app.batches.services import MOST_ROWS, clear, hold
from app.db import db, insert_all, now
from app.imports.domain.flaws import problem_of
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow
from app.imports.services.unread import unread
from app.restrictions import queries
from app.restrictions.domain.decision import Decision, Question, decide
from app.restrictions.domain.reading import Gap, gaps
from app.restrictions.domain.row import Wish, read_row
from app.restrictions.services.counting import count_anew
from app.restrictions.services.receiving import reading_of
from app.restrictions.services.world import World, workspace_of, world_of
from app.words import _
from app.work import services as work
from app.work.domain.lease import Ending, Lease, Progress
from app.work.domain.lease import Refused as CannotGoOn
from app.work.models import Work
from app.work.running import Handler, Staged

KIND = "restriction_check"


@dataclass(frozen=True, slots=True)
class Checking:
    """The check is on its way."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Nothing was started: what has to be settled first."""

    gaps: tuple[Gap, ...]


def check(
    workspace: Workspace, batch: Batch, *, actor: Actor, dates: Sequence[str] = ()
) -> Checking | NotChecked:
    """Start the check of the whole file, or go on with one that was stopped.

    `dates` are values of the date column that can be read in two ways. Flushes; the caller commits.
    """
    hold(batch)
    if found := gaps(reading_of(batch), dates):
        return NotChecked(found)
    if batch.status is not BatchStatus.CHECKING:
        if isinstance(move(batch.status, BatchStatus.CHECKING), NotPossible):
            return NotChecked((Gap("email", described(batch.status)),))
        _prepare(batch)
    match work.start(workspace_id=workspace.id, kind=KIND, subject_id=batch.id, total=None, by=actor.id):
        case work.AlreadyRunning(running):
            return Checking(running)
        case started:
            return Checking(started)


def _prepare(batch: Batch) -> None:
    if batch.status is BatchStatus.IN_REVIEW:
        clear(batch)
    if not batch.rows_read:
        batch.checked_at = now()
    batch.status = BatchStatus.CHECKING
    db.session.flush()


# --- the handler


def handler(limits: Limits) -> Handler:
    """How a check is done under these limits."""
    return Handler(_begin_with(limits), _at_end, keeps=False)


def _begin_with(limits: Limits) -> Callable[[Lease], Staged[list[dict[str, Any]]]]:
    def begin(lease: Lease) -> Staged[list[dict[str, Any]]]:
        batch = batch_of(lease)
        world = world_of(batch, began=batch.checked_at or now())
        rows = unread(batch, limits)
        done, is_over = batches.row_count(batch), False

        def think(size: int) -> list[dict[str, Any]]:
            nonlocal is_over
            wanted = min(size, MOST_ROWS)
            chunk = list(islice(rows, wanted))
            is_over = len(chunk) < wanted
            return _decided(batch_of(lease), world, chunk, limits) if chunk else []

        def write(decided: list[dict[str, Any]]) -> Progress:
            nonlocal done
            insert_all(BatchRow, decided)
            done += len(decided)
            batch_of(lease).rows_read = done
            db.session.flush()
            return Progress(done, finished=is_over)

        return Staged(think, write)

    return begin


def batch_of(lease: Lease) -> Batch:
    """The import that the work is about."""
    batch = queries.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise CannotGoOn(_("This import was removed."))
    return batch


def _decided(batch: Batch, world: World, rows: Sequence[RawRow], limits: Limits) -> list[dict[str, Any]]:
    """These rows as they are stored; the statements do not grow with their number."""
    columns = len(batch.shape["columns"])
    read = [
        read_row(row.cells, world.reading, today=world.today, flaw=_flaw(row, columns, limits))
        for row in rows
    ]
    wishes = [each for each in read if isinstance(each, Wish)]
    keys = {each.address: world.key(each.address) for each in wishes}
    known = queries.known(batch.workspace_id, set(keys.values()))
    questions = [
        Question(row.number, what, keys.get(what.address, ""), _instant(world, what))
        for row, what in zip(rows, read, strict=True)
    ]
    decisions = decide(questions, known, queries.earlier(batch, {each.key for each in wishes}))
    reached = {who for each in decisions for who in each.reaches}
    stopped = queries.mailable(workspace_of(batch), reached, at=world.began)
    return [_stored(batch, row, each, stopped) for row, each in zip(rows, decisions, strict=True)]


def _flaw(row: RawRow, columns: int, limits: Limits) -> str:
    found = problem_of(row, columns=columns, limits=limits)
    return (
        _("{what} Expected {expected}. {fix}", what=found.what, expected=found.expected, fix=found.fix)
        if found
        else ""
    )


def _instant(world: World, what: object) -> Any:
    return world.instant(what.on if isinstance(what, Wish) else None)


def _stored(batch: Batch, row: RawRow, decision: Decision, stopped: Collection[int]) -> dict[str, Any]:
    invalid = decision.outcome is Outcome.ERROR
    return {
        "workspace_id": batch.workspace_id,
        "batch_id": batch.id,
        "number": row.number,
        "line": row.line,
        "cells": row.cells,
        "email": decision.address,
        "email_key": decision.key,
        "outcome": decision.outcome,
        "action": decision.action,
        "cause": decision.cause,
        "detail": decision.detail,
        "plan": decision.plan,
        "changes": int(any(who in stopped for who in decision.reaches)),
        "state": RowState.FAILED if invalid else RowState.PENDING,
    }


def _at_end(lease: Lease, ending: Ending) -> None:
    """A file read to its end goes to review; one that was stopped or refused goes back to its columns."""
    batch = batch_of(lease)
    batch.status = BatchStatus.IN_REVIEW if ending is Ending.FINISHED else BatchStatus.MAPPED
    if ending is Ending.FAILED:
        clear(batch)
    count_anew(batch)
