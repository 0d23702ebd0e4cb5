"""The people of an import or batch, to be put into a group."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from app.accounts.models import Workspace
from app.batches.domain.grouping import Whom
from app.batches.domain.rows import Action, RowState
from app.batches.domain.status import APART, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.constituents.models import Constituent
from app.db import db

OFFERED = 50
"""How many imports are offered, the latest first."""


def in_import(batch: Batch, whom: Whom) -> ColumnElement[bool]:
    """Whether a constituent is one of the people of an import that was carried out, and not taken back."""
    actions = (Action.CREATE,) if whom is Whom.ADDED else (Action.CREATE, Action.UPDATE, Action.NO_CHANGE)
    rows = select(BatchRow.constituent_id).where(
        *of(batch),
        BatchRow.state == RowState.APPLIED,
        BatchRow.action.in_(actions),
        BatchRow.constituent_id.is_not(None),
    )
    return Constituent.id.in_(rows)


def offered(workspace: Workspace) -> Sequence[Batch]:
    """The latest imports and batches that were carried out."""
    query = select(Batch).where(
        Batch.workspace_id == workspace.id,
        Batch.kind.not_in(APART),
        Batch.status.in_((BatchStatus.COMMITTED, BatchStatus.PAUSED)),
    )
    return db.session.scalars(query.order_by(Batch.number.desc()).limit(OFFERED)).all()
