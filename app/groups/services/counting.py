"""The counts that a group remembers: at once with its list, and again when others than its list change them.

Who can be emailed changes for many reasons that move nobody in or out. Groups that hold somebody touched are
counted again in the background, all others once a day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select, update

from app.accounts.models import Workspace
from app.activity.queries.asked import any_of
from app.db import db, now
from app.groups.domain.kinds import GroupKind
from app.groups.domain.midnights import next_midnight
from app.groups.models import Group, GroupMember
from app.groups.queries.counts import summary_of_list
from app.groups.queries.scope import Scope, scope_of
from app.groups.services.remembering import many
from app.groups.services.thinning import thin
from app.work import services as work
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler, Staged

KIND = "count groups"


def count_members(scope: Scope, group: Group) -> None:
    """Store how many stand in the group's list, and how many of them can be emailed, as of the scope."""
    db.session.flush()
    found = summary_of_list(scope, group.id)
    group.member_count, group.eligible_count = found.count, found.eligible
    group.calculated_at = scope.at
    db.session.flush()


def holding(workspace_id: int, people: Collection[int] | None) -> set[int]:
    """The groups that have one of these people in their list; all groups, where nobody is named."""
    if people is None:
        return set(db.session.scalars(select(Group.id).where(Group.workspace_id == workspace_id)))
    theirs = select(GroupMember.group_id).where(
        GroupMember.workspace_id == workspace_id, GroupMember.constituent_id.in_(any_of(people))
    )
    return set(db.session.scalars(theirs.distinct())) if people else set()


def count_again(workspace_id: int, group_ids: Collection[int], *, at: datetime) -> None:
    """How many members of these groups can be emailed may not hold any more: they are counted in time."""
    mine = (Group.workspace_id == workspace_id, Group.id.in_(group_ids))
    marking = update(Group).where(*mine).values(count_due_at=at)
    db.session.execute(marking.execution_options(synchronize_session=False))


def have_counted(workspace_id: int) -> None:
    """Let the groups that are due be counted, in the background."""
    if db.session.execute(_due(workspace_id, now())).first():
        work.start(workspace_id=workspace_id, kind=KIND, subject_id=workspace_id, total=None, by=None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of a group: it holds as long as nobody wrote its list, or marked it again."""

    group_id: int
    edition: int
    due_at: datetime | None
    eligible: int
    at: datetime


def begin(lease: Lease) -> Staged[_Counted | None]:
    """One step counts one group; others may write meanwhile."""
    done = 0

    def write(counted: _Counted | None) -> Progress:
        nonlocal done
        if counted is None:
            return Progress(done, finished=True)
        done += _store(lease.workspace_id, counted)
        return Progress(done, finished=False)

    return Staged(lambda _size: _count(lease.workspace_id), write)


HANDLER = Handler(begin)


def _count(workspace_id: int) -> _Counted | None:
    workspace, at = db.session.get_one(Workspace, workspace_id), now()
    found = db.session.execute(_due(workspace_id, at)).first()
    if found is None:
        return None
    counted = summary_of_list(scope_of(workspace, None, at=at), found.id)
    return _Counted(found.id, found.edition, found.count_due_at, counted.eligible, at)


def _store(workspace_id: int, counted: _Counted) -> int:
    """Whether it still held; what dates and changes leave behind of a dynamic group is thinned as well."""
    zone = ZoneInfo(db.session.get_one(Workspace, workspace_id).timezone)
    told = {"eligible_count": counted.eligible, "count_due_at": next_midnight(counted.at, zone)}
    group = (
        Group.workspace_id == workspace_id,
        Group.id == counted.group_id,
        Group.edition == counted.edition,
        Group.count_due_at.is_not_distinct_from(counted.due_at),
    )
    stored = update(Group).where(*group).values(told).execution_options(synchronize_session=False)
    if not many(db.session.execute(stored)):
        return 0
    kept = db.session.get_one(Group, (workspace_id, counted.group_id), populate_existing=True)
    if kept.kind is GroupKind.DYNAMIC:
        thin(kept, zone, at=counted.at)
    return 1


def _due(workspace_id: int, at: datetime) -> Select[int, int, datetime | None]:
    query = select(Group.id, Group.edition, Group.count_due_at).where(
        Group.workspace_id == workspace_id,
        Group.archived_at.is_(None),
        Group.calculated_at.is_not(None),
        or_(Group.count_due_at.is_(None), Group.count_due_at <= at),
    )
    return query.order_by(Group.id).limit(1)
