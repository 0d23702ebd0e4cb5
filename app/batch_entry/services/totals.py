"""Control totals: what is expected of a batch, and who says that it may differ."""

import json
from collections.abc import Mapping
from hashlib import sha256

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.totals import Totals, compared, confirmation, differing, is_confirmed
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import entries, sums
from app.batches.domain.status import BatchStatus, NotPossible, described
from app.batches.models import Batch
from app.batches.services import hold
from app.db import db, now
from app.words import _


def expected_of(entry: EntryBatch) -> Totals:
    """What somebody said that the batch should come to."""
    return Totals(entry.expected_count, entry.expected or {})


def expect(batch: Batch, *, rows: int | None, amounts: Mapping[str, int], actor: Actor) -> NotPossible | None:
    """Say what the batch should come to; None and nothing for what nobody knows. Flushes.

    Amounts are in minor units, by currency.
    """
    hold(batch)
    if batch.status is not BatchStatus.OPEN:
        return NotPossible(described(batch.status, batch.kind))
    entry = entries.beside(batch)
    before, after = expected_of(entry), Totals(rows, dict(amounts))
    if before == after:
        return None
    entry.expected_count, entry.expected = rows, dict(amounts)
    change = Change(Subject.BATCH, batch.id, "expected totals", before.to_json(), after.to_json())
    record(batch.workspace_id, actor, [change])
    db.session.flush()
    return None


def confirm_difference(batch: Batch, *, seen: str, actor: Actor) -> NotPossible | None:
    """Say that the batch may differ from what is expected, by just as much as was `seen`. Flushes.

    `seen` is the fingerprint of the totals that were shown.
    """
    hold(batch)
    entry, actual = entries.beside(batch), sums.entered(batch)
    expected = expected_of(entry)
    if fingerprint(expected, actual) != seen:
        return NotPossible(_("The totals have changed meanwhile. Look at them again."))
    if unconfirmed(entry, actual):
        told = confirmation(expected, actual)
        entry.differs = told | {"by": actor.id, "name": actor.label, "at": now().isoformat()}
        record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "totals differ", after=told)])
        db.session.flush()
    return None


def unconfirmed(entry: EntryBatch, actual: Totals) -> bool:
    """Whether the batch differs from what is expected of it, and nobody said that it may."""
    expected = expected_of(entry)
    is_other = bool(differing(compared(expected, actual)))
    return is_other and not is_confirmed(entry.differs, expected, actual)


def fingerprint(expected: Totals, actual: Totals) -> str:
    """What names these totals and no others."""
    told = json.dumps(confirmation(expected, actual), sort_keys=True)
    return sha256(told.encode()).hexdigest()[:16]
