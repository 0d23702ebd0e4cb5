"""What is known already of the gifts of a file, and which batches were filled from the same file."""

from collections.abc import Iterable

from sqlalchemy import select

from app.activity.models import Donation
from app.batch_entry.domain.filling_file import filled_of
from app.batch_entry.models import EntryBatch
from app.batches.domain.gift_sources import source_of
from app.batches.domain.status import ENTERED, BatchStatus
from app.batches.models import Batch
from app.batches.queries.gifts import with_keys
from app.constituents.queries import in_parts
from app.db import db

_LATEST = 200


def on_record(workspace_id: int, tool: str, keys: Iterable[str]) -> set[str]:
    """Which of these numbers are on record as gifts of the tool."""
    known: set[str] = set()
    for some in in_parts(sorted({key for key in keys if key})):
        found = select(Donation.external_key).where(
            Donation.workspace_id == workspace_id, Donation.source == tool, Donation.external_key.in_(some)
        )
        known |= {key for key in db.session.scalars(found) if key}
    return known


def in_batch(batch: Batch, tool: str, at: int, keys: Iterable[str]) -> set[str]:
    """Which of these numbers of gifts of the tool rows of the batch have in the column at this place."""
    wanted = sorted({key for key in keys if key})
    settings, code = batch.settings, batch.source
    return {
        text.removesuffix(".0")
        for number, typed, text in with_keys(batch.workspace_id, batch.id, at, wanted)
        if source_of(settings, code, number, typed=typed) == tool
    }


def filled_from(workspace_id: int, mark: str) -> list[tuple[Batch, int, int]]:
    """Batches that hold rows of a file with this content, with the first and last number of these rows."""
    latest = db.session.scalars(
        select(Batch)
        .join(EntryBatch, (EntryBatch.workspace_id == Batch.workspace_id) & (EntryBatch.batch_id == Batch.id))
        .where(
            Batch.workspace_id == workspace_id,
            Batch.kind.in_(ENTERED),
            Batch.status != BatchStatus.UNDONE,
        )
        .order_by(Batch.number.desc())
        .limit(_LATEST)
    )
    return [
        (batch, each.first, each.last)
        for batch in latest
        for each in filled_of(batch.settings)
        if each.mark == mark and each.rows
    ]
