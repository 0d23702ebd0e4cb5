"""Starting a batch: it gets the next number of its template, and a copy of how it is typed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.columns import columns_of
from app.batch_entry.domain.layout import SYSTEM, in_the_grid, mapping_of, stated_system
from app.batch_entry.domain.numbering import code
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batch_entry.services.holding import hold_template
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.constituents.domain.dates import usual_order
from app.constituents.services import next_numbers
from app.db import db
from app.words import _


def open_batch(workspace: Workspace, template: BatchTemplate, *, actor: Actor) -> Batch:
    """A new batch of the template, with nothing in it yet. Flushes; the caller commits.

    What the template says is copied: later changes of it reach no batch that exists. Raises `TemplateGone`.
    """
    number = next_numbers(workspace.id, "batch", 1)[0]
    called = _called(template)
    stated = columns_of(template.columns)
    columns = in_the_grid(stated)
    batch = Batch(
        workspace_id=workspace.id,
        number=number,
        kind=template.kind,
        status=BatchStatus.OPEN,
        name=f"{called} {template.name}",
        source=called,
        shape={"columns": [column.label for column in columns]},
        mapping=mapping_of(columns, usual_order(workspace.country)).to_json(),
        settings={
            "columns": [column.to_json() for column in columns],
            "thresholds": template.thresholds,
            "rules": template.rules,
            SYSTEM: stated_system(stated),
        },
        created_by=actor.id,
    )
    return _opened(batch, template, called, actor)


def open_exceptions(of: Batch, *, actor: Actor) -> Batch:
    """A new batch for the rows of another that could not be committed, typed by the same copy.

    It has the next number of the same template, also where that was retired. Flushes; the caller commits.
    """
    beside = db.session.get_one(EntryBatch, (of.workspace_id, of.id))
    number = next_numbers(of.workspace_id, "batch", 1)[0]
    template = _template(of.workspace_id, beside.template_id)
    called = _called(template) if template else code(of.source, number)
    batch = Batch(
        workspace_id=of.workspace_id,
        number=number,
        kind=of.kind,
        status=BatchStatus.OPEN,
        name=_("{batch} Exceptions of {code}", batch=called, code=beside.code),
        source=called,
        mode=of.mode,
        shape=of.shape,
        mapping=of.mapping,
        settings=_lasting(of.settings),
        created_by=actor.id,
    )
    return _opened(batch, template, called, actor, exceptions_of=of.id, needs_approval=beside.needs_approval)


LASTING = ("columns", "thresholds", "rules", "country", SYSTEM)
"""What of its settings says how a batch is typed; the rest is about what happened to it."""


def _lasting(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: settings[name] for name in LASTING if name in settings}


def _called(template: BatchTemplate) -> str:
    """The next free name of a batch of this template, which is counted on.

    Whoever gets here has counted a batch of the workspace, which one transaction does at a time.
    """
    hold_template(template, key_share=True)
    number = template.next_number
    while _is_taken(template.workspace_id, code(template.prefix, number)):
        number += 1
    template.next_number = number + 1
    return code(template.prefix, number)


def _is_taken(workspace_id: int, called: str) -> bool:
    query = select(EntryBatch.batch_id).where(EntryBatch.workspace_id == workspace_id)
    return db.session.scalar(query.where(EntryBatch.code == called)) is not None


def _template(workspace_id: int, template_id: int | None) -> BatchTemplate | None:
    return db.session.get(BatchTemplate, (workspace_id, template_id)) if template_id else None


def _opened(batch: Batch, template: BatchTemplate | None, called: str, actor: Actor, **beside: Any) -> Batch:
    db.session.add(batch)
    db.session.flush()
    kept = {"needs_approval": template.needs_approval if template else False} | beside
    db.session.add(
        EntryBatch(
            workspace_id=batch.workspace_id,
            batch_id=batch.id,
            template_id=template.id if template else None,
            code=called,
            **kept,
        )
    )
    db.session.flush()
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "opened", after=batch.number)])
    return batch
