"""What hangs on gifts and registrations on record, and keeping them from others while they are written."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from app.activity.models import Donation, Registration, SoftCredit
from app.activity_imports.domain.facts import Fact, GiftFact, RegistrationFact
from app.activity_imports.domain.records import Name
from app.constituents.models import Departure
from app.constituents.queries import in_parts
from app.db import db


def given_back(workspace_id: int, gifts: Collection[int]) -> dict[int, int]:
    """What refunds took from these gifts, in minor units; one that failed took nothing."""
    found: dict[int, int] = {}
    for some in in_parts(gifts):
        query = select(Donation.refund_of_id, func.sum(-Donation.amount)).where(
            Donation.workspace_id == workspace_id,
            Donation.refund_of_id.in_(some),
            Donation.status != "failed",
        )
        for gift, amount in db.session.execute(query.group_by(Donation.refund_of_id)):
            found[gift or 0] = int(amount)
    return found


def credited(workspace_id: int, gifts: Sequence[Any]) -> dict[int, int]:
    """What others are thanked for of each of these gifts, in minor units."""
    found: dict[int, int] = {}
    for some in in_parts([row.id for row in gifts]):
        query = select(SoftCredit.donation_id, func.sum(SoftCredit.amount)).where(
            SoftCredit.workspace_id == workspace_id, SoftCredit.donation_id.in_(some)
        )
        for gift, amount in db.session.execute(query.group_by(SoftCredit.donation_id)):
            found[gift] = int(amount)
    return found


def erased(workspace_id: int, people: Collection[int]) -> set[int]:
    """Those of these people who are gone, of whom nothing is written any more."""
    found: set[int] = set()
    for some in in_parts(people):
        query = select(Departure.constituent_id).where(
            Departure.workspace_id == workspace_id, Departure.constituent_id.in_(some)
        )
        found |= set(db.session.scalars(query))
    return found


def hold_facts(workspace_id: int, facts: Sequence[Fact]) -> None:
    """Keep what is on record of these facts, and the gifts that they take back, from everybody else.

    Until the transaction ends nobody edits or refunds them: what is decided is what is written. SQLite has
    one writer anyway.
    """
    if db.engine.dialect.name != "postgresql":
        return
    gifts = [each for each in facts if isinstance(each, GiftFact)]
    named = {(each.source, each.key) for each in gifts} | {(e.source, e.refund_of) for e in gifts}
    _hold(workspace_id, Donation, named)
    places = {(each.source, each.key) for each in facts if isinstance(each, RegistrationFact)}
    _hold(workspace_id, Registration, places)


def _hold(workspace_id: int, table: Any, names: Collection[Name]) -> None:
    for source, keys in by_source(names).items():
        for some in in_parts(keys):
            query = select(table.id).where(
                table.workspace_id == workspace_id, table.source == source, table.external_key.in_(some)
            )
            db.session.execute(query.order_by(table.id).with_for_update())


def by_source(names: Collection[Name]) -> dict[str, set[str]]:
    """The keys by their source."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source, key in names:
        found[source].add(key)
    return found
