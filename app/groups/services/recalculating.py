"""Recalculating a dynamic group: new members are found beside the old and take their place in one step.

They are found in a transaction that only reads; what is written is the difference. Whoever changes the rule,
a pin or the list meanwhile raises the group's edition: then they are found again.
"""

from dataclasses import dataclass
from time import monotonic
from zoneinfo import ZoneInfo

from sqlalchemy import update

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupVersion
from app.groups.queries import lists
from app.groups.queries.finding import Found, find
from app.groups.services.asking import ask
from app.groups.services.dates import next_due
from app.groups.services.editing import Refused
from app.groups.services.moving import bring_in, send_out, stored
from app.groups.services.remembering import note_change, one_list_writer
from app.groups.services.thinning import thin
from app.words import N_, _
from app.work import queries as works
from app.work.domain import lease as leased
from app.work.domain.lease import Lease, Progress
from app.work.models import Work
from app.work.running import Handler, Staged
from app.work.services import AlreadyRunning

_RULE = Actor(N_("Recalculation"), Via.RULE)
_BY_SOMEBODY = frozenset({Cause.FIRST, Cause.RULE, Cause.ASKED})


@dataclass(frozen=True, slots=True)
class Thought:
    """What was found, and how long that took in seconds."""

    found: Found
    seconds: float


def recalculate(
    workspace: Workspace, group: Group, *, by: int | None, cause: Cause = Cause.ASKED
) -> Work | AlreadyRunning | Refused:
    """Ask for a dynamic group's members to be found anew, in the background."""
    if group.kind is not GroupKind.DYNAMIC:
        return Refused(None, _("A static group is never recalculated: the list is the decision."))
    if group.archived_at:
        return Refused(None, _("An archived group is not recalculated. Take it out of the archive first."))
    return ask(group, cause, by=by)


def begin(lease: Lease) -> Staged[Thought]:
    """Think, then write; whoever reads meanwhile sees the old members until it is done."""
    return Staged(lambda _size: _think(lease), lambda thought: _write(lease, thought))


HANDLER = Handler(begin)


def calculate(workspace: Workspace, group: Group) -> int:
    """Bring the stored members in step with the rule at once; answers how many there are. Flushes.

    A rule that refers to something gone breaks the group: it says so and keeps its last members.
    """
    one_list_writer(group.id)
    started = monotonic()
    _settle(workspace, group, Thought(find(workspace, group, at=now()), monotonic() - started), by=None)
    return group.member_count or 0


def _think(lease: Lease) -> Thought:
    started = monotonic()
    workspace, group = _of(lease)
    return Thought(find(workspace, group, at=now()), monotonic() - started)


def _write(lease: Lease, thought: Thought) -> Progress:
    one_list_writer(lease.subject_id)
    workspace, group = _of(lease)
    if group.edition != thought.found.edition:
        return Progress(0, finished=False)
    asked = works.get(lease.workspace_id, lease.work_id)
    _settle(workspace, group, thought, by=asked.created_by if asked else None)
    return Progress(group.member_count or 0, finished=True)


def _of(lease: Lease) -> tuple[Workspace, Group]:
    workspace = db.session.get_one(Workspace, lease.workspace_id)
    group = lists.get(workspace, lease.subject_id)
    if group is None:
        raise leased.Refused(_("The group was deleted."))
    if group.archived_at:
        raise leased.Refused(_("The group was archived."))
    return workspace, group


def _settle(workspace: Workspace, group: Group, thought: Thought, *, by: int | None) -> None:
    """Store what was found, with what is remembered of it."""
    found, started = thought.found, monotonic()
    group.broken_reason, group.due_at = found.broken, next_due(workspace, group, at=found.at)
    cause, group.due_cause = _cause(group), None
    db.session.flush()
    if found.broken:
        return
    joined = bring_in(group, found.joining, at=found.at, cause=cause)
    left = send_out(group, found.leaving, at=found.at, cause=cause, by=None)
    before, group.member_count = group.member_count, stored(group)
    group.eligible_count = min(found.eligible, group.member_count)
    group.calculated_at = found.at
    group.duration_ms = round((thought.seconds + monotonic() - started) * 1000)
    _remember(workspace, group, cause, by, joined, left)
    if before != group.member_count:
        change = Change(Subject.GROUP, group.id, "members", before=before, after=group.member_count)
        record(workspace.id, _RULE, [change])


def _cause(group: Group) -> Cause:
    if group.calculated_at is None:
        return Cause.FIRST
    return group.due_cause or Cause.ASKED


def _remember(
    workspace: Workspace, group: Group, cause: Cause, by: int | None, joined: int, left: int
) -> None:
    """One that moved nobody is remembered where somebody asked for it."""
    at = group.calculated_at
    assert at is not None
    took = group.duration_ms
    group.edition = Group.edition + 1
    db.session.flush()
    if joined or left or cause in _BY_SOMEBODY:
        note_change(group, at=at, joined=joined, left=left, cause=cause, by=by, duration_ms=took, of_all=True)
    _tell_version(group, joined, left)
    thin(group, ZoneInfo(workspace.timezone), at=at)


def _tell_version(group: Group, joined: int, left: int) -> None:
    """What a version of the rule came to is told by the first calculation of it."""
    version = (
        GroupVersion.workspace_id == group.workspace_id,
        GroupVersion.group_id == group.id,
        GroupVersion.version == group.rule_version,
        GroupVersion.joined.is_(None),
    )
    told = update(GroupVersion).where(*version).values(members=group.member_count, joined=joined, left=left)
    db.session.execute(told.execution_options(synchronize_session=False))
