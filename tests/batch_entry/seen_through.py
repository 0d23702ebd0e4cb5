"""Batches typed in a few lines, validated and committed as the screens do it."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from app.audit.services import Actor
from app.batch_entry.domain.columns import columns_of, offered
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import entries
from app.batch_entry.services import validating
from app.batch_entry.services.approval import note_entered
from app.batches import queries, services
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.services import Planner
from app.batches.services.entering import enter
from app.db import db
from tests.batch_entry import makers
from tests.batch_entry.makers import ALICE
from tests.batches.makers import drain, fresh

PEOPLE = ("lookup_id", "first_name", "last_name", "email", "phone")
GIFTS = (*PEOPLE[:4], "gift_amount", "gift_currency", "gift_date")


def typed(
    workspace_id: int,
    rows: Sequence[Sequence[str]],
    *,
    kind: BatchKind = BatchKind.UPDATE,
    fields: Sequence[str] = (),
    actor: Actor = ALICE,
    by_hand: bool = True,
    **template: Any,
) -> Batch:
    """An open batch with these rows; commits. Cells that a row leaves out at its end are blank."""
    fields = fields or (PEOPLE if kind is BatchKind.UPDATE else GIFTS)
    labels = {field.id: field.label for field in offered(kind)}
    columns = columns_of({"field": each, "label": labels[each]} for each in fields)
    batch = makers.opened(workspace_id, kind, actor=actor, columns=columns, **template)
    add(batch, rows, actor=actor, by_hand=by_hand)
    return batch


def gifts(workspace_id: int, rows: Sequence[Sequence[str]], **more: Any) -> Batch:
    """An open revenue batch with these rows; commits."""
    return typed(workspace_id, rows, kind=BatchKind.REVENUE, **more)


def add(batch: Batch, rows: Sequence[Sequence[str]], *, actor: Actor = ALICE, by_hand: bool = True) -> None:
    """Type more rows; commits."""
    width = len(batch.shape["columns"])
    lines = [(None, [*row, *[""] * (width - len(row))], by_hand, None) for row in rows]
    note_entered(entries.beside(batch), actor)
    enter(batch, Planner(batch), lines)
    db.session.commit()


def validated(app: Flask, batch: Batch) -> Batch:
    """The batch after a validation of all of it."""
    answer = validating.validate(batch, actor=ALICE)
    assert isinstance(answer, validating.Validating), answer
    drain(app)
    return fresh(batch)


def committed(app: Flask, batch: Batch, *, actor: Actor = ALICE) -> Batch:
    """The batch after a commit of what was validated."""
    answer = services.commit(batch, revision=batch.revision, actor=actor)
    assert isinstance(answer, services.Committing), answer
    drain(app)
    return fresh(batch)


def entry(batch: Batch) -> EntryBatch:
    return entries.beside(batch)


def row(batch: Batch, number: int) -> BatchRow:
    found = queries.row(batch, number)
    assert found is not None
    return found
