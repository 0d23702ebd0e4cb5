"""Imports of activity from a few lines of text, seen through as the screens and the command do."""

import io
from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.activity_imports import services
from app.activity_imports.models import ActivityRow
from app.activity_imports.services import receiving
from app.batches.models import Batch, BatchRow
from app.db import db
from app.imports.domain.limits import DEFAULT_LIMITS
from tests.batches.makers import ALICE, LARGEST, drain, fresh

STRIPE = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode,Customer ID,Customer Email,Description"


def workspace(workspace_id: int) -> Workspace:
    return db.session.get_one(Workspace, workspace_id)


def stripe(*rows: str) -> str:
    """A file of payments, one row each: id, day, amount, refunded, status, email, name of the fund."""
    lines = []
    for row in rows:
        key, day, amount, refunded, status, email, *_ = (*row.split(","), "")
        lines.append(f"{key},{day} 10:00:00,{amount},{refunded},usd,{status},Live,,{email},")
    return "\n".join([STRIPE, *lines]) + "\n"


def upload(workspace_id: int, text: str, *, name: str = "payments.csv") -> Batch:
    """A file taken in and read as proposed; commits."""
    answer = receiving.receive(
        workspace(workspace_id),
        io.BytesIO(text.encode()),
        filename=name,
        actor=ALICE,
        largest=LARGEST,
        limits=DEFAULT_LIMITS,
    )
    assert isinstance(answer, receiving.Received), answer
    db.session.commit()
    return answer.batch


def start_check(batch: Batch) -> None:
    """Ask for the check; commits."""
    assert receiving.keep_reading(batch, receiving.reading_of(batch)) is None
    answer = services.check(workspace(batch.workspace_id), batch, actor=ALICE)
    assert isinstance(answer, services.Checking), answer
    db.session.commit()


def checked(app: Flask, workspace_id: int, text: str) -> Batch:
    """A file taken in and checked."""
    batch = upload(workspace_id, text)
    start_check(batch)
    drain(app)
    return fresh(batch)


def start_commit(batch: Batch) -> None:
    """Press the button; commits."""
    answer = services.commit(batch, actor=ALICE)
    assert isinstance(answer, services.Committing), answer
    db.session.commit()


def commit(app: Flask, batch: Batch) -> Batch:
    """Record what is ready."""
    start_commit(batch)
    drain(app)
    return fresh(batch)


def run(app: Flask, workspace_id: int, text: str) -> Batch:
    """A file checked and recorded."""
    return commit(app, checked(app, workspace_id, text))


def undo(app: Flask, batch: Batch) -> Batch:
    """Take the import back."""
    answer = services.undo(batch, actor=ALICE)
    assert isinstance(answer, services.Undoing), answer
    db.session.commit()
    drain(app)
    return fresh(batch)


def decide(batch: Batch, choice: Any, *numbers: int) -> services.Decided:
    """Decide about rows; commits."""
    places = [(batch.id, number) for number in numbers]
    answer = services.decide(workspace(batch.workspace_id), places, choice, actor=ALICE)
    db.session.commit()
    return answer


def rows(batch: Batch) -> dict[int, BatchRow]:
    found = db.session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id)).all()
    return {row.number: row for row in sorted(found, key=lambda row: row.number)}


def said(batch: Batch) -> dict[int, str]:
    """Outcome, action or cause, of each row by its number."""
    return {number: _said(row) for number, row in rows(batch).items()}


def _said(row: BatchRow) -> str:
    return f"{row.outcome} {row.action}" if row.outcome == "ready" else f"{row.outcome} {row.cause}"


def states(batch: Batch) -> dict[int, str]:
    """The state of each row by its number."""
    return {number: str(row.state) for number, row in rows(batch).items()}


def beside(batch: Batch) -> Mapping[int, ActivityRow]:
    found = db.session.scalars(select(ActivityRow).where(ActivityRow.batch_id == batch.id)).all()
    return {row.number: row for row in found}


def gifts() -> dict[str, tuple[int, str]]:
    """Amount and status of every gift of the workspace by its key."""
    found = db.session.scalars(select(Donation)).all()
    return {each.external_key or "": (each.amount, str(each.status)) for each in found}
