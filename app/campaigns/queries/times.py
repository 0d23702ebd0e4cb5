"""When people first opened and clicked, counted by the hour."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import BigInteger, cast, extract, func, select

from app.activity.models import Campaign, Delivery
from app.campaigns.domain.times import Moment
from app.db import db

_HOUR = 3_600


def moments(campaign: Campaign, zone: tzinfo) -> list[Moment]:
    """The hours, from the sending on, in which somebody first opened or clicked, each with its day there."""
    began = campaign.sent_at.replace(microsecond=0)
    local = began.astimezone(zone).date()
    midnight = datetime.combine(local, time(), zone).astimezone(UTC)
    found: defaultdict[tuple[int, date], dict[str, int]] = defaultdict(dict)
    for name, column in (("opened", Delivery.opened_at), ("clicked", Delivery.clicked_at)):
        for hour, since, number in _counted(campaign, column, began, midnight):
            day = (midnight + timedelta(hours=since)).astimezone(zone).date()
            found[hour, day][name] = found[hour, day].get(name, 0) + number
    return [Moment(hour, day, **numbers) for (hour, day), numbers in sorted(found.items())]


def _counted(
    campaign: Campaign, column: Any, began: datetime, midnight: datetime
) -> Iterator[tuple[int, int, int]]:
    """Hours since the sending, hours since the midnight before it, and how many."""
    seconds = cast(extract("epoch", column), BigInteger)
    hour, since = ((seconds - int(start.timestamp())) // _HOUR for start in (began, midnight))
    query = select(hour, since, func.count()).where(
        Delivery.workspace_id == campaign.workspace_id,
        Delivery.campaign_id == campaign.id,
        column.is_not(None),
    )
    for row in db.session.execute(query.group_by(hour, since)):
        yield row[0], row[1], row[2]
