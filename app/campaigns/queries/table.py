"""The people behind a figure as a table to take away."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement

from app.accounts.models import Workspace
from app.activity.models import Campaign
from app.campaigns.queries.people import everybody
from app.words import _

HEAD = (
    *(
        "Lookup ID",
        "Name",
        "Email",
        "Can be emailed now",
        "Sent",
        "Delivered",
        "Opened",
        "Clicked",
    ),
    *("Opened by a machine", "Bounced", "Bounce", "Complained", "Unsubscribed"),
)


def rows(
    workspace: Workspace, campaign: Campaign, who: ColumnElement[bool], *, at: datetime
) -> Iterator[tuple[str, ...]]:
    """The head, and a row for each person by name; times are of UTC, and blank where nothing is known."""
    yield HEAD
    for each in everybody(workspace, campaign, who, at=at):
        told, barrier = each.message, each.barrier
        yield (
            *(each.who.lookup_id, each.who.name, each.who.email),
            _("no: {reason}", reason=barrier.label) if barrier else _("yes"),
            *map(_written, (told.sent_at, told.delivered_at, told.opened_at, told.clicked_at)),
            *map(_written, (told.machine_opened_at, told.bounced_at)),
            told.bounce.value if told.bounce else "",
            *map(_written, (told.complained_at, told.unsubscribed_at)),
        )


def _written(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
