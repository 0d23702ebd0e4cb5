"""Deliveries: what the events of one person and campaign come to, kept in step with them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, literal, select, tuple_

from app.activity.domain.arrivals import NewEmailEvent
from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity.domain.outcomes import Outcome
from app.activity.models import Delivery, EmailEvent
from app.activity.queries.asked import PEOPLE, asking, numbers_of, packed
from app.activity.services.sets import inserting, some
from app.db import db
from app.gathered import HERE

Pair = tuple[int, int]
"""A constituent and a campaign."""


def follow(workspace_id: int, events: Sequence[NewEmailEvent]) -> None:
    """Bring the deliveries that these events concern in step with all events stored of them.

    Every column is the earliest of its kind, so the result does not depend on the order of arrival, and two
    transactions that bring events of one delivery at the same time cannot undo each other.
    """
    campaigns = packed({event.campaign_id for event in events})
    for people in some({event.constituent_id for event in events}):
        values = asking(workspace_id, people) | {_CAMPAIGNS: campaigns}
        if db.engine.dialect.name == "postgresql":
            db.session.execute(_waiting(), values)
        db.session.execute(_following(db.engine.dialect.name), values)


_CAMPAIGNS = "campaigns"


def _among(table: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        table.constituent_id.in_(select(numbers_of(PEOPLE).c.value)),
        table.campaign_id.in_(select(numbers_of(_CAMPAIGNS).c.value)),
    )


@cache
def _waiting() -> Any:
    """Waits for whoever takes reports away: what is told after that is told without them."""
    here = select(Delivery.campaign_id).where(Delivery.workspace_id == HERE, *_among(Delivery))
    return here.order_by(Delivery.constituent_id, Delivery.campaign_id).with_for_update()


@cache
def _following(_dialect: str) -> Any:
    """The statement; building it takes longer than sending it."""
    found = told(HERE, *_among(EmailEvent))
    insert = inserting(Delivery).from_select(["workspace_id", *COLUMNS], found)
    new = insert.excluded
    merged = {name: _earlier(getattr(Delivery, name), new[name]) for name in COLUMNS if name.endswith("_at")}
    merged["bounce"] = _graver(Delivery.bounce, new["bounce"])
    merged["outcome"] = Delivery.outcome.bitwise_or(new["outcome"])
    key = ["workspace_id", "constituent_id", "campaign_id"]
    return insert.on_conflict_do_update(index_elements=key, set_=merged)


COLUMNS = (
    *("constituent_id", "campaign_id", "sent_at", "delivered_at", "machine_opened_at", "opened_at"),
    *("clicked_at", "bounced_at", "complained_at", "unsubscribed_at", "bounce", "outcome"),
)


def derive_anew(workspace_id: int, pairs: Collection[Pair]) -> None:
    """Make these deliveries again out of the events that are left; one of which none is left goes."""
    for part in some(pairs):
        key = tuple_(Delivery.constituent_id, Delivery.campaign_id)
        stale = delete(Delivery).where(Delivery.workspace_id == workspace_id, key.in_(part))
        db.session.execute(stale, execution_options={"synchronize_session": False})
        left = told(workspace_id, tuple_(EmailEvent.constituent_id, EmailEvent.campaign_id).in_(part))
        anew = inserting(Delivery).from_select(["workspace_id", *COLUMNS], left)
        db.session.execute(anew.on_conflict_do_nothing())  # who was first knows at least as much


def told(workspace_id: Any, *which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """One row per delivery out of its events. A message that somebody read or answered was delivered."""
    times = _times(workspace_id, *which).subquery()
    known = [case((times.c[column].is_not(None), int(part)), else_=0) for column, part in _PARTS.items()]
    known.append(case((times.c.bounce == BounceKind.PERMANENT.value, int(Outcome.FOR_GOOD)), else_=0))
    columns: list[ColumnElement[Any]] = [*times.c, sum(known[1:], start=known[0]).label("outcome")]
    # SQLite would take the ON CONFLICT that follows for the condition of a join
    return select(*columns).where(times.c.sent_at.is_not(None))


_PARTS = {
    "delivered_at": Outcome.DELIVERED,
    "machine_opened_at": Outcome.MACHINE_OPENED,
    "opened_at": Outcome.OPENED,
    "clicked_at": Outcome.CLICKED,
    "bounced_at": Outcome.BOUNCED,
    "complained_at": Outcome.COMPLAINED,
    "unsubscribed_at": Outcome.UNSUBSCRIBED,
}


_ARRIVED = (
    *(EmailEventKind.DELIVERED, EmailEventKind.OPENED, EmailEventKind.CLICKED),
    *(EmailEventKind.COMPLAINED, EmailEventKind.UNSUBSCRIBED),
)
"""Reports of a message that cannot be without its having arrived."""


def _times(workspace_id: Any, *which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    kind, human = EmailEvent.kind, EmailEvent.machine.is_(False)
    opened, clicked = kind == EmailEventKind.OPENED, kind == EmailEventKind.CLICKED
    query: Select[*tuple[Any, ...]] = select(
        *(EmailEvent.workspace_id, EmailEvent.constituent_id, EmailEvent.campaign_id),
        func.min(EmailEvent.at).label("sent_at"),
        _first(kind.in_(_ARRIVED)).label("delivered_at"),
        _first(opened & EmailEvent.machine).label("machine_opened_at"),
        _first(opened & human).label("opened_at"),
        _first(clicked & human).label("clicked_at"),
        _first(kind == EmailEventKind.BOUNCED).label("bounced_at"),
        _first(kind == EmailEventKind.COMPLAINED).label("complained_at"),
        _first(kind == EmailEventKind.UNSUBSCRIBED).label("unsubscribed_at"),
        _bounce().label("bounce"),
    )
    return query.where(
        EmailEvent.workspace_id == workspace_id,
        *which,
        kind != EmailEventKind.DROPPED,  # the sending tool never sent it
    ).group_by(EmailEvent.workspace_id, EmailEvent.constituent_id, EmailEvent.campaign_id)


def _first(condition: ColumnElement[bool]) -> ColumnElement[datetime | None]:
    return func.min(case((condition, EmailEvent.at)))


def _bounce() -> ColumnElement[Any]:
    """Permanent as soon as one report says so; a bounce of unknown kind may pass."""
    bounced = EmailEvent.kind == EmailEventKind.BOUNCED
    grave = func.max(case((bounced & (EmailEvent.bounce == BounceKind.PERMANENT), 1), (bounced, 0)))
    return case(
        (grave == 1, literal(BounceKind.PERMANENT.value)), (grave == 0, literal(BounceKind.TRANSIENT.value))
    )


def _earlier(old: Any, new: Any) -> ColumnElement[Any]:
    return case((old.is_(None), new), (new < old, new), else_=old)


def _graver(old: Any, new: Any) -> ColumnElement[Any]:
    return case((old == BounceKind.PERMANENT, old), else_=func.coalesce(new, old))
