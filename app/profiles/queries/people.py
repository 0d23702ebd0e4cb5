"""The list of constituents with what is worth knowing about each at a glance."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Workspace
from app.activity.domain.summaries import Gift
from app.activity.queries.giving import last_gifts
from app.consent import queries as consent
from app.consent.domain.verdict import Verdict
from app.constituents import directory
from app.constituents.directory import Listed, Order
from app.web.pagination import Cursor, Page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    who: Listed
    last_gift: Gift | None
    verdict: Verdict


def lines(
    workspace: Workspace, *, text: str, order: Order, cursor: Cursor | None, at: datetime
) -> Page[Line]:
    """One page of the list; the number of statements does not depend on how many people are on it."""
    people = directory.people(workspace, text=text, order=order, cursor=cursor)
    ids = [who.id for who in people.rows]
    gifts = last_gifts(workspace.id, ids)
    verdicts = consent.verdicts(workspace, ids, at=at)
    shown = [Line(who, gifts.get(who.id), verdicts[who.id]) for who in people.rows]
    return Page(shown, people.previous, people.next)
