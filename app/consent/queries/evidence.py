"""Everything in the ledger that concerns one person: what a permission history is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from app.accounts.models import Workspace
from app.consent.domain.facts import LedgerEvent
from app.consent.domain.history import ENDING
from app.consent.models import AddressHash, ConsentEvent, InterestGroup
from app.consent.queries.ledger import ledger_event
from app.consent.queries.single import HASHED
from app.constituents.domain.departure import Departed
from app.constituents.models import Departure, EmailAddress
from app.db import db

_MOST_GENERATIONS = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """The lines as values and, by id, as stored; the person's records; her addresses by their hash."""

    events: Sequence[LedgerEvent]
    rows: Mapping[int, Any]
    people: frozenset[int]
    addresses: Mapping[str, str]
    topics: Mapping[int, str]


def evidence_of(workspace: Workspace, constituent_id: int) -> Evidence:
    """Every line about a person, about records merged into hers, and at her addresses, ended ones too.

    Lines that end what reaches her from another record are among them. At most six statements, and one for
    each generation of records that were merged.
    """
    people = lineage(workspace, constituent_id)
    addresses = _addresses(workspace, people)
    hers = _lines(
        workspace,
        or_(ConsentEvent.subject_id.in_(people), ConsentEvent.address_key.in_(sorted(addresses))),
    )
    others = {row.subject_id for row in hers if row.subject_id} - people
    ending = ConsentEvent.subject_id.in_(others) & ConsentEvent.kind.in_(ENDING)
    rows = {row.id: row for row in [*hers, *(_lines(workspace, ending) if others else ())]}
    return Evidence([ledger_event(row) for row in rows.values()], rows, people, addresses, _topics(workspace))


def lineage(workspace: Workspace, constituent_id: int) -> frozenset[int]:
    """The record and all that were merged into it, one after the other."""
    found, latest = {constituent_id}, {constituent_id}
    for _ in range(_MOST_GENERATIONS):
        query = select(Departure.constituent_id).where(
            Departure.workspace_id == workspace.id,
            Departure.into_id.in_(latest),
            Departure.kind == Departed.MERGED,
        )
        latest = set(db.session.scalars(query)) - found
        if not latest:
            break
        found |= latest
    return frozenset(found)


def _addresses(workspace: Workspace, people: Collection[int]) -> dict[str, str]:
    query = (
        select(AddressHash.address_key, EmailAddress.address)
        .join(EmailAddress, HASHED)
        .where(AddressHash.workspace_id == workspace.id, EmailAddress.constituent_id.in_(people))
    )
    return {row.address_key: row.address for row in db.session.execute(query)}


def _lines(workspace: Workspace, about: Any) -> Sequence[Any]:
    query = select(*ConsentEvent.__table__.columns).where(ConsentEvent.workspace_id == workspace.id, about)
    return db.session.execute(query.order_by(ConsentEvent.sequence)).all()


def _topics(workspace: Workspace) -> dict[int, str]:
    query = select(InterestGroup.id, InterestGroup.name).where(InterestGroup.workspace_id == workspace.id)
    return {row.id: row.name for row in db.session.execute(query)}
