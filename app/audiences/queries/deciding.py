"""Everybody whom a question is about, and the answer about each of some of them, ready to be stored."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, not_, select, true

from app.audiences.domain.reasons import kept
from app.audiences.queries.asking import Audience
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.consent.domain.verdict import Verdict
from app.consent.models import AddressHash
from app.consent.queries import ExcludedIf, Sending
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, sort_name
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import NAME_PARTS
from app.db import db
from app.groups.queries.members import Who


@dataclass(frozen=True, slots=True)
class Meant:
    """Ids of everybody in the groups, and of those who stay out with the words for it: found once, for a rule
    costs the same for one as for all."""

    ids: "array[int]"
    excluded: tuple[tuple[str, frozenset[int]], ...]


def meant(audience: Audience) -> Meant:
    """Whom the question is about, in one statement and one for each group that stays out."""
    ids = _ids(audience, audience.who)
    everybody = frozenset(ids) if audience.sending.exclusions else frozenset[int]()
    excluded = tuple(
        (each.words, everybody.intersection(_ids(audience, not_(each.condition).is_not(true()))))
        for each in audience.sending.exclusions
    )
    return Meant(ids, excluded)


def _ids(audience: Audience, who: Who) -> "array[int]":
    query = select(Constituent.id).where(Constituent.workspace_id == audience.workspace.id, who)
    return array("q", db.session.scalars(query.order_by(Constituent.id)))


def answers(audience: Audience, found: Meant, ids: Sequence[int]) -> list[dict[str, Any]]:
    """What is stored about each of these people but for the check; who is gone is left out.

    The database says who can be emailed; only about the others it is asked why not. The statements do not
    grow with their number.
    """
    asked = replace(audience, sending=_here(audience, found, ids))
    people = _people(asked, ids)
    stopped = [row.id for row in people if not row.is_free]
    verdicts = consent.verdicts(
        asked.workspace, stopped, at=asked.at, topic=asked.topic, sending=asked.sending
    )
    return [_answer(row, verdicts.get(row.id)) for row in people if row.is_free or row.id in verdicts]


def _here(audience: Audience, found: Meant, ids: Collection[int]) -> Sending:
    """The sending with those of these people who stay out named by their ids."""
    some = frozenset(ids)
    named = tuple(
        ExcludedIf(words, Constituent.id.in_(sorted(some & out)))
        for words, out in found.excluded
        if some & out
    )
    return replace(audience.sending, exclusions=named)


def _people(audience: Audience, ids: Sequence[int]) -> Sequence[Any]:
    primary = and_(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
        EmailAddress.is_active,
    )
    hashed = and_(
        AddressHash.workspace_id == EmailAddress.workspace_id, AddressHash.email_id == EmailAddress.id
    )
    columns = (
        *(Constituent.id, Constituent.lookup_number, Constituent.display_override, Constituent.sort_name),
        *(getattr(Constituent, part) for part in NAME_PARTS),
        *(EmailAddress.address, AddressHash.address_key, audience.eligible.label("is_free")),
    )
    query = select(*columns).select_from(Constituent).outerjoin(EmailAddress, primary)
    mine = (Constituent.workspace_id == audience.workspace.id, Constituent.id.in_(ids))
    return db.session.execute(query.outerjoin(AddressHash, hashed).where(*mine)).all()


def _answer(row: Any, verdict: Verdict | None) -> dict[str, Any]:
    """`verdict` is None for who can be emailed; where it names no barrier, the database did, and holds."""
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return {
        "constituent_id": row.id,
        "sort_name": row.sort_name,
        "name": sort_name(name) or row.display_override or row.address or format_lookup(row.lookup_number),
        "lookup_number": row.lookup_number,
        "email": row.address or "",
        "address_key": row.address_key,
        "headline": (verdict.headline or Barrier.UNKNOWN) if verdict else None,
        "reasons": kept(verdict.barriers) if verdict else [],
    }
