"""Reading templates: which there are, how often each was used, and how one has changed."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.audit import queries as audit
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batch_entry.domain.templates import differing
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batches.models import Batch
from app.db import db

JOURNALED = "batch_template"
"""What the journal calls a line about a template; its `item_id` says which one."""


def get(workspace_id: int, template_id: int) -> BatchTemplate | None:
    """The template with this id."""
    return db.session.scalar(
        select(BatchTemplate).where(
            BatchTemplate.workspace_id == workspace_id, BatchTemplate.id == template_id
        )
    )


def templates(workspace_id: int) -> Sequence[BatchTemplate]:
    """All of them by name, those in use before those that are retired."""
    query = select(BatchTemplate).where(BatchTemplate.workspace_id == workspace_id)
    found = db.session.scalars(query.order_by(BatchTemplate.name)).all()
    return sorted(found, key=lambda each: (each.retired_at is not None, each.name.casefold()))


def used(workspace_id: int) -> dict[int, int]:
    """How many batches each template has made."""
    query = select(EntryBatch.template_id, func.count()).where(
        EntryBatch.workspace_id == workspace_id, EntryBatch.template_id.is_not(None)
    )
    return {key: number for key, number in db.session.execute(query.group_by(EntryBatch.template_id)) if key}


def prefixes(workspace_id: int) -> set[str]:
    """What the numbers of templates begin with."""
    return set(
        db.session.scalars(select(BatchTemplate.prefix).where(BatchTemplate.workspace_id == workspace_id))
    )


def codes_like(workspace_id: int, prefix: str) -> Sequence[str]:
    """The names of batches that begin with this prefix."""
    query = select(EntryBatch.code).where(EntryBatch.workspace_id == workspace_id)
    return db.session.scalars(query.where(EntryBatch.code.startswith(f"{prefix}-", autoescape=True))).all()


def last_change(template: BatchTemplate) -> JournalEntry | None:
    """The latest line of the journal about the template."""
    key = template.workspace_id
    found = audit.history(key, Subject.WORKSPACE, key, item_id=template.id, limit=1)
    return next(iter(found.entries), None)


def template_of(batch: Batch) -> BatchTemplate | None:
    """The template by which the batch was made."""
    query = select(BatchTemplate).join(
        EntryBatch,
        (EntryBatch.workspace_id == BatchTemplate.workspace_id)
        & (EntryBatch.template_id == BatchTemplate.id),
    )
    here = EntryBatch.workspace_id == batch.workspace_id, EntryBatch.batch_id == batch.id
    return db.session.scalar(query.where(*here))


def changed_since(batch: Batch) -> tuple[str, ...]:
    """How its template says otherwise now than when the batch started, a sentence for each."""
    template = template_of(batch)
    if template is None:
        return ()
    told = {name: getattr(template, name) for name in ("columns", "thresholds", "rules")}
    return differing(batch.settings, told)
