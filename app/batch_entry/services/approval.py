"""The step between typing and committing: a batch is sent for approval, and approved or sent back."""

from sqlalchemy import select

from app.accounts.models import Membership
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.approval import Asking, refusal
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import entries
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus, NotPossible, described
from app.batches.models import Batch
from app.batches.services import hold
from app.db import db, now
from app.words import _


def note_entered(entry: EntryBatch, actor: Actor) -> None:
    """Remember who wrote rows of the batch: they cannot approve it. The caller holds the batch."""
    if actor.id is not None and actor.id not in entry.entered_by:
        entry.entered_by = [*entry.entered_by, actor.id]


def refused(batch: Batch, entry: EntryBatch, actor: Actor) -> str:
    """Why they may not commit the batch as far as approval goes; "" where they may."""
    if not entry.needs_approval:
        return ""
    role = db.session.scalar(
        select(Membership.role).where(
            Membership.workspace_id == batch.workspace_id, Membership.staff_id == actor.id
        )
    )
    asking = Asking(actor.id, role, has_decided=entries.has_decided(entry, actor.id))
    return refusal(asking, status=batch.status, entered_by=entry.entered_by)


def submit(batch: Batch, *, unready: str, actor: Actor) -> NotPossible | None:
    """Send the batch for approval: until it comes back nobody types in it. Flushes; the caller commits.

    `unready` is why it cannot be committed whoever does it, "" for nothing.
    """
    entry = entries.beside(batch)
    if batch.status is BatchStatus.IN_REVIEW:
        return None
    if batch.status is not BatchStatus.OPEN:
        return NotPossible(described(batch.status, batch.kind))
    if not entry.needs_approval:
        return NotPossible(_("This batch needs no approval. Commit it."))
    if unready or not batches.row_count(batch):
        return NotPossible(unready or _("There is no row in this batch yet."))
    batch.status = BatchStatus.IN_REVIEW
    entry.submitted_by, entry.submitted_at, entry.sent_back = actor.id, now(), None
    record(
        batch.workspace_id,
        actor,
        [Change(Subject.BATCH, batch.id, "sent for approval", after=batch.number)],
    )
    db.session.flush()
    return None


def send_back(batch: Batch, *, why: str, actor: Actor) -> NotPossible | None:
    """Open the batch again that waits for approval, and say what is to be mended. Flushes.

    Nobody stands to have approved it: whoever typed in it may mend it and send it again.
    """
    hold(batch)
    if batch.status is not BatchStatus.IN_REVIEW:
        return NotPossible(described(batch.status, batch.kind))
    entry = entries.beside(batch)
    batch.status = BatchStatus.OPEN
    entry.submitted_by = entry.submitted_at = None
    entry.sent_back = {"why": why, "by": actor.id, "name": actor.label, "at": now().isoformat()}
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "sent back", after=why)])
    db.session.flush()
    return None
