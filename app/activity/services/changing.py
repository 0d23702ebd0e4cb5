"""Changing and removing facts in sets; what hangs on them is brought in step."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, inspect, select, update

from app.activity.models import (
    Campaign,
    Delivery,
    Donation,
    EmailEvent,
    Event,
    Registration,
    SoftCredit,
)
from app.activity.services import deliveries, rollups
from app.activity.services.sets import mine, some
from app.db import db, now

Fact = type[Donation | SoftCredit | Event | Registration | Campaign | EmailEvent]
Values = Mapping[str, Any]
_APART: dict[str, Any] = {"synchronize_session": False}


def change(workspace_id: int, table: Fact, changes: Mapping[int, Values]) -> None:
    """Write these columns of these facts, and bring rollups and deliveries in step.

    Each gets a new version. A fact that is not there is left out. One statement for each set of columns,
    however many facts.
    """
    mine(workspace_id)
    before = _held_fast(workspace_id, table, changes)
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in ((key, values) for key, values in changes.items() if values):
        alike[tuple(sorted(values))].append({"c_id": key, **{f"c_{name}": values[name] for name in values}})
    for columns, rows in alike.items():
        _write(workspace_id, table, columns, rows)
    _look_again(table, changes)
    if table is Event:
        rollups.follow_events(workspace_id, changes)
    with rollups.together(workspace_id):
        _in_step(workspace_id, table, before, _held_fast(workspace_id, table, changes))


def remove(workspace_id: int, table: Fact, ids: Collection[int]) -> frozenset[int]:
    """Delete these facts, and answer which of them are gone.

    One stays on which something hangs that is not removed with it: a refund, a registration, a report about
    a mailing. Soft credits go with their gift.
    """
    mine(workspace_id)
    gone = frozenset(ids) - _burdened(workspace_id, table, ids)
    before = _held_fast(workspace_id, table, gone)
    for part in some(gone):
        _delete(workspace_id, table, part)
    _let_go(table, gone)
    with rollups.together(workspace_id):
        _in_step(workspace_id, table, before, Told())
        rollups.drop_empty(workspace_id, before.people)
    return gone


# --- what sums rest on


@dataclass(frozen=True, slots=True)
class Told:
    """What facts say that sums are made of; `thanked` are the people with a soft credit on these gifts."""

    facts: Sequence[Any] = ()
    thanked: frozenset[int] = frozenset()

    @property
    def people(self) -> frozenset[int]:
        return self.thanked.union(each.constituent_id for each in self.facts)


_SUMMED: dict[Any, tuple[str, ...]] = {
    Donation: ("constituent_id", "status", "amount", "currency", "received_on"),
    SoftCredit: ("constituent_id",),
    Registration: ("constituent_id",),
    EmailEvent: ("constituent_id", "campaign_id"),
}


def _held_fast(workspace_id: int, table: Any, ids: Collection[int]) -> Told:
    """These facts as they are; nobody else writes them until the transaction ends."""
    columns = [getattr(table, name) for name in _SUMMED.get(table, ())]
    if not columns:
        return Told()
    facts: list[Any] = []
    for part in some(ids):
        query = select(*columns).where(table.workspace_id == workspace_id, table.id.in_(part))
        facts += db.session.execute(query.order_by(table.id).with_for_update())
    return Told(facts, _thanked(workspace_id, ids) if table is Donation else frozenset())


def _thanked(workspace_id: int, ids: Collection[int]) -> frozenset[int]:
    people: set[int] = set()
    for part in some(ids):
        credited = select(SoftCredit.constituent_id).where(
            SoftCredit.workspace_id == workspace_id, SoftCredit.donation_id.in_(part)
        )
        people.update(db.session.scalars(credited.distinct()))
    return frozenset(people)


def _in_step(workspace_id: int, table: Any, before: Told, after: Told) -> None:
    people = before.people | after.people
    if table is Donation:
        rollups.follow_months(workspace_id, before.facts, after.facts)
    if table in (Donation, SoftCredit):
        rollups.follow(workspace_id, giving=people)
    if table is Registration:
        rollups.follow(workspace_id, registrations=people)
    if table is EmailEvent:
        pairs = {(each.constituent_id, each.campaign_id) for each in (*before.facts, *after.facts)}
        deliveries.derive_anew(workspace_id, pairs)
        rollups.follow(workspace_id, email=people)


# --- statements


def _write(workspace_id: int, table: Any, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    own = cast(Table, table.__table__)
    values: dict[str, Any] = {name: bindparam(f"c_{name}", type_=own.c[name].type) for name in columns}
    if "version" in own.c:
        values |= {"version": own.c.version + 1, "updated_at": now()}
    statement = update(own).where(own.c.workspace_id == workspace_id, own.c.id == bindparam("c_id"))
    db.session.execute(statement.values(values), rows)


def _delete(workspace_id: int, table: Any, ids: list[int]) -> None:
    """Soft credits and refunds before the gift that they belong to."""
    steps = [delete(table).where(table.workspace_id == workspace_id, table.id.in_(ids))]
    if table is Donation:
        steps.insert(0, steps[0].where(Donation.refund_of_id.is_not(None)))
        credited = (SoftCredit.workspace_id == workspace_id, SoftCredit.donation_id.in_(ids))
        steps.insert(0, delete(SoftCredit).where(*credited))
    for step in steps:
        db.session.execute(step, execution_options=_APART)


def _burdened(workspace_id: int, table: Any, ids: Collection[int]) -> frozenset[int]:
    """Those on which something hangs that stays."""
    return frozenset(held for part in some(ids) for held in _hangs(workspace_id, table, part, ids))


def _hangs(workspace_id: int, table: Any, ids: list[int], all_ids: Collection[int]) -> Iterator[int]:
    if table is Donation:
        refunds = select(Donation.id, Donation.refund_of_id).where(
            Donation.workspace_id == workspace_id, Donation.refund_of_id.in_(ids)
        )
        going = set(all_ids)
        yield from (row.refund_of_id for row in db.session.execute(refunds) if row.id not in going)
    if table is Event:
        yield from _named(workspace_id, Registration.event_id, ids)
    if table is Campaign:
        yield from _named(workspace_id, Delivery.campaign_id, ids)
        yield from _named(workspace_id, EmailEvent.campaign_id, ids)  # a dropped message has no delivery


def _named(workspace_id: int, column: Any, ids: list[int]) -> Iterator[int]:
    table = column.class_
    named = select(column).where(table.workspace_id == workspace_id, column.in_(ids)).distinct()
    return iter(db.session.scalars(named))


def _look_again(table: Any, ids: Collection[int]) -> None:
    """Objects that are loaded tell what is stored when they are asked again."""
    for each in _loaded(table, ids):
        db.session.expire(each)


def _let_go(table: Any, ids: Collection[int]) -> None:
    """Objects of rows that are gone stay as they were."""
    for each in _loaded(table, ids):
        db.session.expunge(each)


def _loaded(table: Any, ids: Collection[int]) -> list[Any]:
    return [each for each in db.session if isinstance(each, table) and inspect(each).identity[-1] in ids]
