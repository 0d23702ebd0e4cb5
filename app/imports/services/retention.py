"""What is not kept for ever: uploads that nobody went on with, and files of imports that are long over."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select

from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.config import Settings
from app.db import db, now
from app.imports.models import UploadPart
from app.imports.services.uploads import discard
from app.words import N_

OVER = (BatchStatus.COMMITTED, BatchStatus.UNDONE)
WAITING = (BatchStatus.UPLOADED, BatchStatus.MAPPED)
KITH = Actor(N_("Kith"), Via.RULE)


def forgetting(settings: Settings) -> Callable[[int], None]:
    """The chore of this deployment; it answers at once where nothing is due."""

    def forget(workspace_id: int) -> None:
        forget_abandoned(workspace_id, before=now() - timedelta(days=settings.upload_days))
        forget_files(workspace_id, before=now() - timedelta(days=settings.file_days))

    return forget


def touched_at(batch: Batch) -> datetime:
    """When somebody last did something about the batch."""
    touched = batch.settings.get("touched")
    return datetime.fromisoformat(touched) if touched else batch.created_at


def forget_abandoned(workspace_id: int, *, before: datetime) -> int:
    """Discard the uploads that were never checked and not touched since then; answers how many. Flushes."""
    waiting = db.session.scalars(
        select(Batch).where(
            Batch.workspace_id == workspace_id, Batch.status.in_(WAITING), Batch.created_at < before
        )
    )
    abandoned = [batch for batch in waiting if touched_at(batch) < before]
    return sum(discard(batch, actor=KITH) is None for batch in abandoned)


def forget_files(workspace_id: int, *, before: datetime) -> None:
    """Delete the uploaded files of imports that were committed before that instant; their rows stay.

    One that was undone before its first commit had come to an end counts from then.
    """
    has_file = exists().where(
        UploadPart.workspace_id == workspace_id, UploadPart.batch_id == Batch.id, UploadPart.part == 0
    )
    over = db.session.scalars(
        select(Batch.id).where(
            Batch.workspace_id == workspace_id,
            Batch.status.in_(OVER),
            func.coalesce(Batch.committed_at, Batch.undone_at) < before,
            has_file,
        )
    ).all()
    if over:
        here = UploadPart.workspace_id == workspace_id, UploadPart.batch_id.in_(over)
        db.session.execute(delete(UploadPart).where(*here))
