"""What is in the way of a commit: the same for the page, for commands and for whoever calls the service."""

from app.audit.services import Actor
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import entries, sums
from app.batch_entry.services import approval, filling, totals
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.words import N_

NOT_VALIDATED = N_("Validate this batch first: it shows what a commit will do.")
CHANGED = N_("This batch was changed after it was validated. Validate it again.")
DIFFERS = N_("The totals of this batch differ from what is expected. Mend them, or confirm the difference.")


def blocks(batch: Batch, actor: Actor) -> str:
    """Why the batch is not committed by them, as a sentence for staff; "" where nothing is in the way.

    A commit that stopped goes on with the batch as it was validated: nobody could change it since.
    """
    entry = entries.beside(batch)
    if batch.status is not BatchStatus.PAUSED and (why := unready(batch, entry)):
        return why
    return approval.refused(batch, entry, actor)


def unready(batch: Batch, entry: EntryBatch) -> str:
    """Why nobody at all can commit the batch as it is; "" where nothing is in the way."""
    if filling_in := filling.blocks(batch):
        return filling_in
    if entry.validated_revision is None:
        return NOT_VALIDATED
    if entry.validated_revision != batch.revision:
        return CHANGED
    return DIFFERS if totals.unconfirmed(entry, sums.entered(batch)) else ""
