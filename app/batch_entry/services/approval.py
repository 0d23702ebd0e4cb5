"""The step between typing and committing: a batch is sent for approval, and approved or sent back."""

from app.audit.services import Actor
from app.batch_entry.models import EntryBatch


def note_entered(entry: EntryBatch, actor: Actor) -> None:
    """Remember who wrote rows of the batch: they cannot approve it. The caller holds the batch."""
    if actor.id is not None and actor.id not in entry.entered_by:
        entry.entered_by = [*entry.entered_by, actor.id]
