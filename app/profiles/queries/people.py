"""The list of constituents with what is worth knowing about each at a glance."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Workspace
from app.activity.domain.summaries import Gift
from app.activity.queries.giving import last_gifts
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents import directory
from app.constituents.directory import Listed, Order
from app.web.pagination import Cursor, Page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; `barrier` is the first reason why somebody cannot be emailed."""

    who: Listed
    last_gift: Gift | None
    barrier: Barrier | None


def lines(
    workspace: Workspace, *, text: str, order: Order, cursor: Cursor | None, at: datetime
) -> Page[Line]:
    """One page of the list, in seven statements however many people are on it."""
    page = directory.people(workspace, text=text, order=order, cursor=cursor)
    ids = [who.id for who in page.rows]
    gifts = last_gifts(workspace.id, ids)
    # By reading standings, not by the headline in SQL: for a page of people that is the cheaper one.
    verdicts = consent.verdicts(workspace, ids, at=at)
    shown = [Line(who, gifts.get(who.id), verdicts[who.id].headline) for who in page.rows]
    return Page(shown, page.previous, page.next)
