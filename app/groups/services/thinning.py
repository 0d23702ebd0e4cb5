"""How long groups remember: what is kept of calculations and of stays that are over."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from app.db import db
from app.groups.domain.causes import Cause
from app.groups.models import Group, GroupCalculation, GroupStay

IN_FULL = timedelta(days=30)
"""How long every calculation is kept; of the days before, the last of each."""

AT_ALL = timedelta(days=3 * 366)
"""How long it is remembered at all who was in a group, and how many they were."""

_LOOKED_BACK = timedelta(days=60)
"""Far enough for whoever looks every month."""


def thin(group: Group, zone: ZoneInfo, *, at: datetime) -> None:
    """Forget what is remembered of the group for longer than that.

    Who came and went on a day of which only the last calculation stays is told by that one; who is in a
    group from the beginning did not come.
    """
    mine = (GroupCalculation.workspace_id == group.workspace_id, GroupCalculation.group_id == group.id)
    since, until = at - IN_FULL - _LOOKED_BACK, at - IN_FULL
    query = select(GroupCalculation).where(*mine, GroupCalculation.at >= since, GroupCalculation.at < until)
    days = defaultdict[date, list[GroupCalculation]](list)
    for each in db.session.scalars(query.order_by(GroupCalculation.at, GroupCalculation.id)):
        days[each.at.astimezone(zone).date()].append(each)
    for *spare, last in days.values():
        last.joined += sum(each.joined for each in spare if each.cause is not Cause.FIRST)
        last.left += sum(each.left for each in spare)
        for each in spare:
            db.session.delete(each)
    db.session.flush()
    _forget(GroupCalculation, *mine, GroupCalculation.at < at - AT_ALL)
    past = (GroupStay.workspace_id == group.workspace_id, GroupStay.group_id == group.id)
    _forget(GroupStay, *past, GroupStay.until < at - AT_ALL)


def _forget(table: type[GroupCalculation] | type[GroupStay], *which: object) -> None:
    gone = delete(table).where(*which)  # type: ignore[arg-type]
    db.session.execute(gone.execution_options(synchronize_session=False))
