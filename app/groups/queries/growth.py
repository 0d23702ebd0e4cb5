"""How many members groups had, day by day, out of what their calculations remember."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Workspace
from app.db import db, now
from app.groups.domain.growth import DIGEST_DAYS, Counted, Point, day_by_day, digest, last_months, month_words
from app.groups.domain.midnights import days_ago
from app.groups.models import Group, GroupCalculation
from app.groups.queries.history import is_move

SHOWN = 90
"""Days."""

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Digest:
    """A group whose list moved lately, and how: "since Tuesday +12 −3"; or one that is broken, and why."""

    group_id: int
    name: str
    words: str
    broken: str = ""


def growths(workspace: Workspace, groups: Iterable[Group], *, days: int = SHOWN) -> dict[int, list[Point]]:
    """The members of each group at the end of each of the last days, by the group's id; in one statement.

    A group begins with the first day that is known of it.
    """
    at, zone = now(), ZoneInfo(workspace.timezone)
    ids = [group.id for group in groups]
    told = _counted(workspace.id, ids, days_ago(at, zone, days - 1))
    return {key: day_by_day(told[key], zone, at.astimezone(zone).date(), days) for key in ids}


def months(workspace: Workspace, group: Group, *, at: datetime) -> list[tuple[str, int, int]]:
    """The last twelve months, this one being the last: its name, and how many joined and left."""
    zone = ZoneInfo(workspace.timezone)
    spans = last_months(at.astimezone(zone).date(), MONTHS)
    query = select(GroupCalculation.at, GroupCalculation.joined, GroupCalculation.left).where(
        GroupCalculation.workspace_id == workspace.id,
        GroupCalculation.group_id == group.id,
        GroupCalculation.at >= datetime.combine(spans[0], time(), zone),
        is_move(),
    )
    sums = {span: [0, 0] for span in spans}
    for when, joined, left in db.session.execute(query):
        month = sums[when.astimezone(zone).date().replace(day=1)]
        month[0], month[1] = month[0] + joined, month[1] + left
    return [(month_words(span), counts[0], counts[1]) for span, counts in sums.items()]


def digests(workspace: Workspace, *, at: datetime, limit: int = 5) -> list[Digest]:
    """The groups in use that are broken, then those that moved most lately; in one statement.

    At most so many of either. The numbers of a broken group say nothing, so it is not among those that moved.
    """
    since, start = digest_since(workspace, at=at)
    kept = GroupCalculation
    joined, left = func.coalesce(func.sum(kept.joined), 0), func.coalesce(func.sum(kept.left), 0)
    its = and_(kept.workspace_id == Group.workspace_id, kept.group_id == Group.id)
    query = (
        select(Group.id, Group.name, Group.broken_reason, joined, left)
        .outerjoin(kept, and_(its, kept.at >= start, is_move()))
        .where(Group.workspace_id == workspace.id, Group.archived_at.is_(None))
        .group_by(Group.id, Group.name, Group.broken_reason)
        .having(or_(Group.broken_reason != "", joined + left > 0))
        .order_by(Group.broken_reason == "", (joined + left).desc(), Group.name)
        .limit(2 * limit)
    )
    found = [
        Digest(key, name, "" if why else digest(int(came), int(went), since), why)
        for key, name, why, came, went in db.session.execute(query)
    ]
    return [each for each in found if each.broken][:limit] + [each for each in found if each.words][:limit]


def digest_since(workspace: Workspace, *, at: datetime) -> tuple[date, datetime]:
    """The day since which a digest tells who came and went, and its first instant."""
    zone = ZoneInfo(workspace.timezone)
    start = days_ago(at, zone, DIGEST_DAYS)
    return start.astimezone(zone).date(), start


def _counted(workspace_id: int, ids: list[int], start: datetime) -> dict[int, list[Counted]]:
    """What is remembered of these groups since, oldest first; and the last of what was before."""
    kept, earlier = GroupCalculation, aliased(GroupCalculation)
    last = (
        select(func.max(earlier.at))
        .where(earlier.workspace_id == workspace_id, earlier.group_id == kept.group_id, earlier.at < start)
        .correlate(kept)
        .scalar_subquery()
    )
    wanted = or_(kept.at >= start, kept.at == last)
    query = select(kept.group_id, kept.at, kept.members, kept.eligible).where(
        and_(kept.workspace_id == workspace_id, kept.group_id.in_(ids), wanted)
    )
    found = defaultdict[int, list[Counted]](list)
    for key, at, members, eligible in db.session.execute(query.order_by(kept.at, kept.id)):
        found[key].append(Counted(at, members, eligible))
    return found
