"""Restriction imports from a few lines of text, seen through as the screens do."""

import io
from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.consent import queries as consent
from app.consent.domain.verdict import Verdict
from app.constituents.models import Constituent
from app.db import db, now
from app.imports.domain.limits import DEFAULT_LIMITS
from app.restrictions import services
from app.restrictions.domain.reading import Reading
from tests.batches.makers import ALICE, LARGEST, drain, fresh


def workspace(workspace_id: int, policy: str = "opt_out") -> Workspace:
    """The workspace under this policy."""
    found = db.session.get_one(Workspace, workspace_id)
    found.consent_policy = policy
    db.session.commit()
    return found


def upload(workspace_id: int, text: str, *, name: str = "unsubscribed.csv") -> Batch:
    """A file taken in and read as proposed; commits."""
    answer = services.receive(
        db.session.get_one(Workspace, workspace_id),
        io.BytesIO(text.encode()),
        filename=name,
        actor=ALICE,
        largest=LARGEST,
        limits=DEFAULT_LIMITS,
    )
    assert isinstance(answer, services.Received), answer
    assert answer.batch.kind is BatchKind.RESTRICTION
    db.session.commit()
    return answer.batch


def start_check(batch: Batch, reading: Reading | None = None) -> None:
    """Ask for the check of a file that is read like this; commits."""
    assert services.keep_reading(batch, reading or services.reading_of(batch)) is None
    answer = services.check(db.session.get_one(Workspace, batch.workspace_id), batch, actor=ALICE)
    assert isinstance(answer, services.Checking), answer
    db.session.commit()


def checked(app: Flask, workspace_id: int, text: str, reading: Reading | None = None) -> Batch:
    """A file taken in and checked."""
    batch = upload(workspace_id, text)
    start_check(batch, reading)
    drain(app)
    return fresh(batch)


def start_commit(batch: Batch) -> None:
    """Press the button; commits."""
    answer = services.commit(batch, actor=ALICE)
    assert isinstance(answer, services.Committing), answer
    db.session.commit()


def run(app: Flask, workspace_id: int, text: str, reading: Reading | None = None) -> Batch:
    """A file checked and written."""
    batch = checked(app, workspace_id, text, reading)
    start_commit(batch)
    drain(app)
    return fresh(batch)


def verdicts(workspace_id: int) -> dict[int, Verdict]:
    """Whether everybody of the workspace can be emailed."""
    ids = db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == workspace_id)).all()
    return consent.verdicts(db.session.get_one(Workspace, workspace_id), ids, at=now())


def mailable(workspace_id: int) -> set[int]:
    """Who can be emailed."""
    return {who for who, verdict in verdicts(workspace_id).items() if verdict.eligible}


def said(batch: Batch) -> dict[int, str]:
    """Outcome and action of each row by its number."""
    found = db.session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id)).all()
    return {row.number: f"{row.outcome} {row.action}" for row in sorted(found, key=lambda row: row.number)}


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as CSV."""
    return "".join(",".join(row) + "\n" for row in rows)
