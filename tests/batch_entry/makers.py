"""Templates and batches for tests."""

from typing import Any

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.offers import offer_of
from app.batch_entry.models import BatchTemplate
from app.batch_entry.services import open_batch
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.db import db

ALICE = Actor("Alice", Via.FORM, id=101)
BOB = Actor("Bob", Via.FORM, id=103)


def template(
    workspace_id: int,
    kind: BatchKind = BatchKind.REVENUE,
    *,
    columns: tuple[Column, ...] = (),
    **given: Any,
) -> BatchTemplate:
    """A template, by default as the ready-made one of its kind. Flushes."""
    offer = offer_of(kind)
    values = {"name": offer.name, "prefix": offer.prefix} | given
    made = BatchTemplate(
        workspace_id=workspace_id,
        kind=kind,
        columns=[column.to_json() for column in columns or offer.columns],
        **values,
    )
    db.session.add(made)
    db.session.flush()
    return made


def opened(
    workspace_id: int, kind: BatchKind = BatchKind.REVENUE, *, actor: Actor = ALICE, **given: Any
) -> Batch:
    """An open batch of a template of its own. Flushes."""
    workspace = db.session.get_one(Workspace, workspace_id)
    return open_batch(workspace, template(workspace_id, kind, **given), actor=actor)
