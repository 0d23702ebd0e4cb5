"""Recalculating a dynamic group: new members are found beside the old and take their place in one step."""

from collections.abc import Callable
from time import monotonic

from sqlalchemy import ColumnElement, delete, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.constituents.models import Constituent
from app.db import db, now
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from app.groups.queries import lists
from app.groups.queries.members import rule_of, who_meets
from app.groups.queries.scope import missing, scope_of
from app.groups.services.counting import count_members
from app.groups.services.editing import Refused
from app.groups.services.filling import put_in
from app.work import services as work
from app.work.domain import lease as leased
from app.work.domain.lease import Lease, Progress
from app.work.models import Work
from app.work.running import Handler
from app.work.services import AlreadyRunning

KIND = "recalculate"
_RULE = Actor("Recalculation", Via.RULE)


def recalculate(workspace: Workspace, group: Group, *, by: int | None) -> Work | AlreadyRunning | Refused:
    """Ask for a dynamic group's members to be found anew, in the background."""
    if group.kind is not GroupKind.DYNAMIC:
        return Refused(None, "A static group is never recalculated: the list is the decision.")
    return work.start(workspace_id=workspace.id, kind=KIND, subject_id=group.id, total=None, by=by)


def begin(lease: Lease) -> Callable[[int], Progress]:
    """One step does it all: whoever reads meanwhile sees the old members until it is done."""

    def step(_size: int) -> Progress:
        workspace = db.session.get_one(Workspace, lease.workspace_id)
        group = lists.get(workspace, lease.subject_id)
        if group is None:
            raise leased.Refused("The group was deleted.")
        return Progress(calculate(workspace, group), finished=True)

    return step


HANDLER = Handler(begin)


def calculate(workspace: Workspace, group: Group) -> int:
    """Bring the stored members in step with the rule as it is now; answers how many there are.

    A rule that refers to something gone breaks the group: it says so and keeps its last members.
    """
    started, at = monotonic(), now()
    scope = scope_of(workspace, rule_of(group), at=at)
    if gone := missing(rule_of(group), scope):
        group.broken_reason = " ".join(gone)
        db.session.flush()
        return group.member_count or 0
    before = group.member_count
    _swap(workspace, group, who_meets(rule_of(group), scope))
    count_members(scope, group)
    group.broken_reason = ""
    group.duration_ms = round((monotonic() - started) * 1000)
    db.session.flush()
    if before != group.member_count:
        change = Change(Subject.GROUP, group.id, "members", before=before, after=group.member_count)
        record(workspace.id, _RULE, [change])
    return group.member_count or 0


def _swap(workspace: Workspace, group: Group, who: ColumnElement[bool]) -> None:
    """Those who stay keep the day they joined."""
    met = select(Constituent.id).where(Constituent.workspace_id == workspace.id, who)
    db.session.execute(
        delete(GroupMember)
        .where(
            GroupMember.workspace_id == workspace.id,
            GroupMember.group_id == group.id,
            GroupMember.constituent_id.not_in(met),
        )
        .execution_options(synchronize_session=False)
    )
    put_in(workspace.id, group.id, who, at=now(), by=JoinedBy.RULE)
