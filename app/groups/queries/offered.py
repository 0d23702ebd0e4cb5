"""What the builder offers to choose from: things of the workspace, read only where a control shows them."""

from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Donation, Event
from app.constituents.models import Address
from app.cultivation.queries.constituencies import roles
from app.db import db
from app.groups.queries.lists import events

MOST = 200
LATEST = 2_000
"""So many of the latest gifts or addresses are looked at for words, however many there are."""


def offered(workspace: Workspace, asked: Collection[str]) -> dict[str, Sequence[tuple[str, str]]]:
    """The choices by name, as value and label; the words of gifts take one statement together."""
    found: dict[str, Sequence[tuple[str, str]]] = {
        name: read(workspace) for name, read in _READERS.items() if name in asked
    }
    if words := sorted(_OF_GIFTS & set(asked)):
        found |= _gift_words(workspace, words)
    return found


def _events(workspace: Workspace) -> Sequence[tuple[str, str]]:
    return [(str(key), name) for key, name in events(workspace)]


def _campaigns(workspace: Workspace) -> Sequence[tuple[str, str]]:
    query = select(Campaign.id, Campaign.name).where(Campaign.workspace_id == workspace.id)
    rows = db.session.execute(query.order_by(Campaign.sent_at.desc(), Campaign.id.desc()).limit(MOST))
    return [(str(row.id), row.name) for row in rows]


def _categories(workspace: Workspace) -> Sequence[tuple[str, str]]:
    query = select(Event.category).where(Event.workspace_id == workspace.id, Event.category != "")
    return _words(query.distinct().order_by(Event.category).limit(MOST))


def _roles(workspace: Workspace) -> Sequence[tuple[str, str]]:
    return [(name, name) for name in roles(workspace.id).values()]


def _cities(workspace: Workspace) -> Sequence[tuple[str, str]]:
    latest = (
        select(Address.city)
        .where(Address.workspace_id == workspace.id, Address.is_active, Address.city != "")
        .limit(LATEST)
        .subquery()
    )
    return _words(select(latest.c.city).distinct().order_by(latest.c.city).limit(MOST))


def _words(query: Select[str]) -> Sequence[tuple[str, str]]:
    return [(word, word) for word in db.session.scalars(query)]


_READERS: Mapping[str, Callable[[Workspace], Sequence[tuple[str, str]]]] = {
    "events": _events,
    "campaigns": _campaigns,
    "categories": _categories,
    "roles": _roles,
    "cities": _cities,
}
_OF_GIFTS = {"fund", "campaign", "appeal"}


def _gift_words(workspace: Workspace, names: Sequence[str]) -> dict[str, Sequence[tuple[str, str]]]:
    latest = (
        select(*(getattr(Donation, name) for name in names))
        .where(Donation.workspace_id == workspace.id)
        .order_by(Donation.received_on.desc(), Donation.id.desc())
        .limit(LATEST)
        .subquery()
    )
    rows = db.session.execute(select(*latest.c).distinct()).all()
    found = ({row[place] for row in rows} - {""} for place in range(len(names)))
    return {name: [(word, word) for word in sorted(words)] for name, words in zip(names, found, strict=True)}
