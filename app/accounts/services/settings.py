"""Changing settings of a workspace from a page that may have been open for a while."""

from collections.abc import Callable, Mapping
from typing import Any

from app.accounts.models import Workspace
from app.audit.domain.meanwhile import Meanwhile
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, changed_meanwhile, differences, record
from app.db import db

Settings = Mapping[str, Any]
"""Values by what the journal calls each of them."""


def change_settings(
    workspace: Workspace,
    *,
    saved: Callable[[Workspace], Settings],
    shown: Settings,
    after: Settings,
    write: Callable[[Workspace], None],
    actor: Actor,
) -> list[Change] | Meanwhile:
    """Let `write` save what differs and journal it; answers the changes, none when all was so already.

    `saved` reads them now that nobody else can write. Nothing is written where somebody else changed them
    since they were `shown`. The caller commits.
    """
    held = db.session.get_one(
        Workspace, workspace.id, with_for_update={"key_share": True}, populate_existing=True
    )
    before = saved(held)
    changes = differences(Subject.WORKSPACE, held.id, before, after)
    if changes and (theirs := changed_meanwhile(held.id, shown, before)):
        return theirs
    if changes:
        write(held)
    record(held.id, actor, changes)
    return changes
