"""Batches that are filled from a few lines of text, as the screens and a worker do it."""

import io

from flask import Flask

from app.accounts.models import Workspace
from app.batch_entry.domain.filling import Filling
from app.batch_entry.domain.filling_file import File, file_of
from app.batch_entry.domain.offers import columns_for
from app.batch_entry.services import filling
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.db import db
from app.imports import services as imports
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from tests.batch_entry.makers import ALICE, opened
from tests.batches.makers import LARGEST, drain

GIFTS = columns_for(
    BatchKind.REVENUE,
    (
        *("lookup_id", "first_name", "last_name", "email"),
        *("gift_amount", "gift_currency", "gift_date", "gift_fund", "gift_key"),
    ),
)
HEADER = "Email,First name,Amount,Currency,Date,Number of the gift"


def open_for_gifts(workspace_id: int) -> Batch:
    """An open batch of gifts with numbers; commits."""
    batch = opened(workspace_id, columns=GIFTS)
    db.session.commit()
    return batch


def gifts(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def many(count: int, *, first: int = 1) -> str:
    """A file of so many gifts of different people."""
    rows = (f"p{n}@example.org,Pat{n},{n}.50,USD,2026-11-01,g{n}" for n in range(first, first + count))
    return gifts(*rows)


def take(
    batch: Batch,
    text: str | bytes,
    *,
    name: str = "gifts.csv",
    tool: str = "Parish",
    limits: Limits = DEFAULT_LIMITS,
) -> object:
    """The answer to a file for the batch; commits where it was taken."""
    data = text.encode() if isinstance(text, str) else text
    found = imports.as_text(io.BytesIO(data), filename=name, largest=LARGEST, limits=limits)
    assert isinstance(found, imports.Opened), found
    with found:
        kept = filling.take(
            batch, found, filename=name, actor=ALICE, largest=LARGEST, limits=limits, tool=tool
        )
    if isinstance(kept, File):
        db.session.commit()
    else:
        db.session.rollback()
    return kept


def start(batch: Batch, how: Filling | None = None) -> object:
    """Ask for the rows to be filled in, as proposed; commits."""
    workspace = db.session.get_one(Workspace, batch.workspace_id)
    file = file_of(batch.settings)
    assert file is not None
    answer = filling.start(workspace, batch, how or file.how, actor=ALICE, limits=DEFAULT_LIMITS)
    if answer is None:
        db.session.commit()
    else:
        db.session.rollback()
    return answer


def fill(
    app: Flask, batch: Batch, text: str | bytes, *, name: str = "gifts.csv", tool: str = "Parish"
) -> None:
    """A file taken, filled in as proposed, to its end."""
    assert isinstance(take(batch, text, name=name, tool=tool), File)
    assert start(batch) is None
    drain(app)


def rows(batch: Batch) -> list[BatchRow]:
    """The rows of the batch as they are, in order."""
    here = BatchRow.workspace_id == batch.workspace_id, BatchRow.batch_id == batch.id
    found = db.session.scalars(
        db.select(BatchRow).where(*here).order_by(BatchRow.number),
        execution_options={"populate_existing": True},
    )
    return list(found)
