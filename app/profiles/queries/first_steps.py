"""Which of the first steps are done: computed from what is there."""

from typing import Any

from sqlalchemy import Exists, exists, func, or_, select

from app.accounts.domain.roles import LinkPurpose
from app.accounts.models import Membership, OneTimeLink, Workspace
from app.audiences.models import AudienceCheck
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.queries import waits
from app.db import db
from app.profiles.domain.home import Step

_COMMITTED = (BatchStatus.COMMITTED, BatchStatus.UNDOING, BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE)


def done(workspace: Workspace) -> dict[Step, bool]:
    """Each step and whether it is done, in one statement."""
    asked = {
        Step.IMPORT: _import(workspace, Batch.status.in_(_COMMITTED)),
        Step.RESOLVE: ~_import(workspace, waits()),
        Step.GROUP: _made_by_hand(workspace),
        Step.AUDIENCE: exists().where(AudienceCheck.workspace_id == workspace.id),
        Step.UNDO: exists().where(Batch.workspace_id == workspace.id, Batch.undone_at.is_not(None)),
        Step.INVITE: _somebody_else(workspace),
    }
    row = db.session.execute(select(*(each.label(step.value) for step, each in asked.items()))).one()
    found = {step: bool(getattr(row, step.value)) for step in asked}
    resolved = found[Step.IMPORT] and found[Step.RESOLVE]
    return {**found, Step.RESOLVE: resolved, Step.ADDRESS: bool(workspace.public_email)}


def _import(workspace: Workspace, *which: Any) -> Exists:
    return exists().where(Batch.workspace_id == workspace.id, Batch.kind == BatchKind.IMPORT, *which)


def _made_by_hand(workspace: Workspace) -> Exists:
    """A group that the sample brought is none of theirs."""
    return exists().where(
        JournalEntry.workspace_id == workspace.id,
        JournalEntry.subject == Subject.GROUP,
        JournalEntry.via == Via.FORM,
        JournalEntry.field != "deleted",
    )


def _somebody_else(workspace: Workspace) -> Any:
    colleagues = select(func.count()).where(Membership.workspace_id == workspace.id).scalar_subquery()
    invited = exists().where(
        OneTimeLink.workspace_id == workspace.id, OneTimeLink.purpose == LinkPurpose.INVITATION
    )
    return or_(colleagues > 1, invited)
