"""Which rows are about people whom nobody may write to: found out when a row is decided about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import case, or_, select

from app.batches.domain.barred import Barred, gravest
from app.consent import queries as consent
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.models import RestrictionInForce
from app.constituents.models import Constituent
from app.db import db


@dataclass(frozen=True, slots=True)
class About:
    """Whom a row would change, None for nobody yet, and the address it brings, "" for none."""

    target: int | None
    address: str


def barred(workspace_id: int, secret: bytes, rows: Sequence[About]) -> list[Barred]:
    """What is in force about each, in two statements for any number of rows.

    An address counts whoever it was restricted for: it reaches everybody who shares it.
    """
    keys = {row.address: _key(row.address, secret) for row in rows if row.address}
    of_people = _of_people(workspace_id, {row.target for row in rows if row.target})
    of_addresses = _of_addresses(workspace_id, set(keys.values()))
    return [
        gravest(
            of_people.get(row.target or 0, Barred.NOT),
            of_addresses.get(keys.get(row.address, ""), Barred.NOT),
        )
        for row in rows
    ]


def of_the_erased(workspace_id: int, secret: bytes, addresses: Collection[str]) -> set[str]:
    """Those of the addresses whose owners were erased, in one statement; none for no addresses."""
    keys = {address: _key(address, secret) for address in addresses}
    if not keys:
        return set()
    query = select(RestrictionInForce.address_key).where(
        RestrictionInForce.workspace_id == workspace_id,
        RestrictionInForce.address_key.in_(sorted(set(keys.values()))),
        RestrictionInForce.reason == SuppressionReason.ERASED,
    )
    gone = set(db.session.scalars(query))
    return {address for address, key in keys.items() if key in gone}


_key = lru_cache(maxsize=5_000)(address_key)
"""The rows of one chunk are asked about twice."""


def _of_people(workspace_id: int, people: Collection[int]) -> dict[int, Barred]:
    if not people:
        return {}
    stopped = or_(consent.suppressed(), consent.do_not_contact())
    why = case((consent.unsubscribed(), Barred.UNSUBSCRIBED.value), (stopped, Barred.SUPPRESSED.value))
    query = select(Constituent.id, why).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_(sorted(people)), why.is_not(None)
    )
    return {who: Barred(what) for who, what in db.session.execute(query)}


def _of_addresses(workspace_id: int, keys: Collection[str]) -> dict[str, Barred]:
    if not keys:
        return {}
    asked = (RestrictionInForce.address_key, RestrictionInForce.kind, RestrictionInForce.reason)
    query = select(*asked).where(
        RestrictionInForce.workspace_id == workspace_id, RestrictionInForce.address_key.in_(sorted(keys))
    )
    found: dict[str, Barred] = {}
    for key, kind, reason in db.session.execute(query):
        restricted = str(key)
        found[restricted] = gravest(found.get(restricted, Barred.NOT), _meaning(kind, reason))
    return found


def _meaning(kind: EventKind, reason: SuppressionReason | None) -> Barred:
    if reason is SuppressionReason.ERASED:
        return Barred.ERASED
    if kind is EventKind.UNSUBSCRIBED:
        return Barred.UNSUBSCRIBED
    return Barred.SUPPRESSED if kind in _STOPPING else Barred.NOT


_STOPPING = (EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.DO_NOT_CONTACT_SET)
