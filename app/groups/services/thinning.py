"""How long groups remember: what is kept of calculations and of stays that are over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from app.db import db
from app.groups.models import Group, GroupCalculation, GroupStay

IN_FULL = timedelta(days=90)
"""How long every calculation is kept; of the days before, the last of each."""

AT_ALL = timedelta(days=3 * 366)
"""How long it is remembered at all who was in a group, and how many they were."""

_LOOKED_BACK = timedelta(days=60)
"""Far enough for whoever looks every month."""


def thin(group: Group, zone: ZoneInfo, *, at: datetime) -> None:
    """Forget what is remembered of the group for longer than that; in three statements."""
    mine = (GroupCalculation.workspace_id == group.workspace_id, GroupCalculation.group_id == group.id)
    since, until = at - IN_FULL - _LOOKED_BACK, at - IN_FULL
    query = select(GroupCalculation.id, GroupCalculation.at).where(
        *mine, GroupCalculation.at >= since, GroupCalculation.at < until
    )
    rows = db.session.execute(query.order_by(GroupCalculation.at, GroupCalculation.id)).all()
    last = {each.astimezone(zone).date(): key for key, each in rows}
    if spare := {key for key, _ in rows} - set(last.values()):
        _forget(GroupCalculation, *mine, GroupCalculation.id.in_(spare))
    _forget(GroupCalculation, *mine, GroupCalculation.at < at - AT_ALL)
    past = (GroupStay.workspace_id == group.workspace_id, GroupStay.group_id == group.id)
    _forget(GroupStay, *past, GroupStay.until < at - AT_ALL)


def _forget(table: type[GroupCalculation] | type[GroupStay], *which: object) -> None:
    gone = delete(table).where(*which)  # type: ignore[arg-type]
    db.session.execute(gone.execution_options(synchronize_session=False))
