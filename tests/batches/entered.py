"""Batches that staff type, made without the screens: their rows are decided as they are entered."""

from typing import Any

from flask import Flask

from app.batch_entry.models import EntryBatch
from app.batch_entry.services import validating
from app.batches import services
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.constituents.services import next_numbers
from app.db import db, now
from tests.batches import makers

PERSON = ("lookup_id", "first_name", "last_name", "email", "phone")
LABELS = {"lookup_id": "Lookup ID", "first_name": "First name", "last_name": "Last name"}


def open_batch(
    workspace_id: int,
    *fields: str,
    kind: BatchKind = BatchKind.UPDATE,
    required: tuple[str, ...] = (),
    **settings: Any,
) -> Batch:
    """An open batch with these columns and nothing in it; commits."""
    chosen = fields or PERSON
    labels = [LABELS.get(field, field.replace("_", " ").capitalize()) for field in chosen]
    columns = [
        {"field": field, "label": label, "default": "", "required": field in required}
        for field, label in zip(chosen, labels, strict=True)
    ]
    number = next_numbers(workspace_id, "batch", 1)[0]
    batch = Batch(
        workspace_id=workspace_id,
        number=number,
        kind=kind,
        status=BatchStatus.OPEN,
        name=f"UPD-{number:04} Changes by phone",
        source=f"UPD-{number:04}",
        shape={"columns": labels},
        mapping={"columns": [_mapped(field, label) for field, label in zip(chosen, labels, strict=True)]},
        settings={"columns": columns, "thresholds": None, "rules": None} | settings,
    )
    db.session.add(batch)
    db.session.flush()
    db.session.add(EntryBatch(workspace_id=workspace_id, batch_id=batch.id, code=batch.source))
    db.session.commit()
    return batch


def _mapped(field: str, label: str) -> dict[str, Any]:
    is_gift = field.startswith("gift_")
    return {"header": label, "field": "" if is_gift else field, "date_format": None}


def enter(batch: Batch, *rows: str, typed: bool = True) -> list[int]:
    """Rows of cells parted by bars, "C-7|Ann|Lee||"; commits."""
    lines = [(None, row.split("|"), typed, None) for row in rows]
    numbers = services.enter(batch, services.Planner(batch), lines)
    db.session.commit()
    return numbers


def rewrite(batch: Batch, **rows: str) -> None:
    """Other cells for rows, `r2="|Ann|Lee||"`; commits."""
    services.rewrite(batch, {int(name[1:]): cells.split("|") for name, cells in rows.items()})
    db.session.commit()


def validate(app: Flask, batch: Batch) -> Batch:
    """Every row decided anew, and the batch looked over."""
    answer = validating.validate(batch, actor=makers.ALICE)
    assert isinstance(answer, validating.Validating), answer
    makers.drain(app)
    return makers.fresh(batch)


def as_validated(batch: Batch) -> None:
    """The batch as if it had been validated as it is, which it is where nothing changed since; commits."""
    batch.checked_at = now()
    services.keep_stamp(batch, services.Planner(batch), is_first=True)
    entry = db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))
    entry.validated_revision = batch.revision
    db.session.commit()


def commit(app: Flask, batch: Batch) -> Batch:
    """The batch validated and carried out."""
    return makers.commit(app, validate(app, batch))


def details(batch: Batch) -> dict[int, str]:
    """What each row says of itself."""
    return {row.number: row.detail for row in makers.rows(batch)}
