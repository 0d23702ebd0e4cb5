"""Keeping people in a dynamic group or out of it, whatever its rule says; who can be emailed stays decided
by consent alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.locking import still_here
from app.db import db, insert_all, now
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind, Side
from app.groups.models import Group, GroupPin
from app.groups.queries.pinned import pinned_among
from app.groups.services.editing import Refused
from app.groups.services.following import follow, is_in_step, recount
from app.groups.services.remembering import LONGEST_NOTE, let_users_follow, one_list_writer
from app.words import _, figure

MOST_PINNED = 1_000


@dataclass(frozen=True, slots=True)
class Pinned:
    """For how many something changed; 0 when all were pinned so already, or nobody was pinned."""

    count: int


def pin(
    workspace: Workspace, group: Group, ids: Sequence[int], side: Side, *, note: str = "", actor: Actor
) -> Pinned | Refused:
    """Keep people in the group, or out of it, from now on; a pin on the other side is turned over.

    Flushes; the caller commits. Who does not exist is passed over.
    """
    if refused := _refusal(group, ids, note):
        return refused
    one_list_writer(group.id)
    here = still_here(workspace.id, ids)
    before = pinned_among(workspace.id, here, [group.id])
    fresh = sorted(who for who in here if before.get((group.id, who)) is not side)
    _delete(group, fresh)
    row = {"workspace_id": workspace.id, "group_id": group.id, "side": side, "by": actor.id, "at": now()}
    insert_all(GroupPin, [{**row, "note": note.strip(), "constituent_id": who} for who in fresh])
    _done(workspace, group, f"pinned {side.value}", fresh, actor)
    return Pinned(len(fresh))


def unpin(workspace: Workspace, group: Group, ids: Sequence[int], *, actor: Actor) -> Pinned | Refused:
    """Let the rule decide about these people again, at once. Flushes; the caller commits."""
    if refused := _refusal(group, ids, ""):
        return refused
    one_list_writer(group.id)
    loose = sorted(who for __, who in pinned_among(workspace.id, ids, [group.id]))
    _delete(group, loose)
    _done(workspace, group, "unpinned", loose, actor)
    return Pinned(len(loose))


def _refusal(group: Group, ids: Sequence[int], note: str) -> Refused | None:
    if group.kind is not GroupKind.DYNAMIC:
        return Refused(None, _("Nobody needs to be pinned in a static group: the list is the decision."))
    if group.archived_at:
        return Refused(None, _("This group is archived. Take it out of the archive first."))
    if len(ids) > MOST_PINNED:
        return Refused(None, _("Pin at most {most} people at once.", most=figure(MOST_PINNED)))
    if len(note) > LONGEST_NOTE:
        return Refused("note", _("Write at most {most} characters.", most=LONGEST_NOTE))
    return None


def _delete(group: Group, ids: Sequence[int]) -> None:
    theirs = (
        GroupPin.workspace_id == group.workspace_id,
        GroupPin.group_id == group.id,
        GroupPin.constituent_id.in_(ids),
    )
    db.session.execute(delete(GroupPin).where(*theirs).execution_options(synchronize_session=False))


def _done(workspace: Workspace, group: Group, field: str, ids: Sequence[int], actor: Actor) -> None:
    """Write into the journal what was done, and let the stored list follow."""
    if ids:
        record(workspace.id, actor, [Change(Subject.GROUP, group.id, field, after=list(ids))])
        if not is_in_step(group):
            let_users_follow(group)
        recount(workspace, follow(workspace, [group], {who: {Cause.PIN} for who in ids}, by=actor.id))
