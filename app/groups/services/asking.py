"""Asking for a dynamic group's members to be found anew, in the background."""

from app.db import db
from app.groups.domain.causes import Cause
from app.groups.models import Group
from app.work import services as work
from app.work.models import Work
from app.work.services import AlreadyRunning

KIND = "recalculate"


def ask(group: Group, cause: Cause, *, by: int | None = None) -> Work | AlreadyRunning:
    """Have the group's members found anew for this cause, unless another is waiting already. Flushes.

    Who found them before this and did not write them yet has to find them again.
    """
    if group.due_cause is None:
        group.due_cause = cause
    group.edition = Group.edition + 1
    db.session.flush()
    return work.start(workspace_id=group.workspace_id, kind=KIND, subject_id=group.id, total=None, by=by)
