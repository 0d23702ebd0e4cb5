"""Who was found by a check, as she was found."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app.audiences.domain.reasons import Reason, read
from app.audiences.models import AudienceCheck, AudiencePerson
from app.consent.domain.barrier import Barrier
from app.constituents.domain.lookup import format_lookup, parse_lookup
from app.constituents.domain.text import fold
from app.db import db
from app.web.keyset import read_from
from app.web.pagination import Cursor, Page, page

PAGE = 50
ELIGIBLE = "eligible"
SHARING = "sharing"


@dataclass(frozen=True, slots=True)
class Found:
    """One person of a check. `receiver` is who gets the message where they share an inbox."""

    id: int
    name: str
    lookup_id: str
    email: str
    headline: Barrier | None
    reasons: tuple[Reason, ...]
    receiver: str | None
    receiver_id: int | None
    sort_key: str

    @property
    def is_blank(self) -> bool:
        """Whether she was erased since."""
        return not self.name


def people(
    check: AudienceCheck, *, which: str = "", text: str = "", cursor: Cursor | None = None, size: int = PAGE
) -> Page[Found]:
    """One page of people by name: everybody, or those with this headline, `ELIGIBLE` or `SHARING`; among
    them those whose name, address or lookup ID has the text. One statement."""
    query = _listed(check).where(*_which(which), *_matching(text))
    order = (AudiencePerson.sort_name, AudiencePerson.constituent_id)
    rows = db.session.execute(read_from(query, order, cursor, size=size))
    return page(
        [_found(row) for row in rows], size=size, cursor=cursor, key=lambda row: (row.sort_key, row.id)
    )


def known_filter(text: str) -> str:
    """The text where it is one of the filters of `people`, else ""."""
    return text if text in (ELIGIBLE, SHARING, *Barrier) else ""


def of_check(check: AudienceCheck) -> tuple[ColumnElement[bool], ...]:
    """What the rows of a check have in common."""
    return AudiencePerson.workspace_id == check.workspace_id, AudiencePerson.check_id == check.id


def stored(check: AudienceCheck) -> "array[int]":
    """Ids of the people whose answer is there already."""
    return array("q", db.session.scalars(select(AudiencePerson.constituent_id).where(*of_check(check))))


def by_headline(check: AudienceCheck) -> dict[str | None, int]:
    """How many have which headline; None are those whom nothing stops."""
    query = select(AudiencePerson.headline, func.count()).where(*of_check(check))
    return dict(db.session.execute(query.group_by(AudiencePerson.headline)).all())


def sharing(check: AudienceCheck) -> list[tuple[int, int]]:
    """Who can be emailed at an inbox whose message goes to somebody else, with that person: the one of them
    who has been on record longest."""
    first = func.first_value(AudiencePerson.constituent_id).over(
        partition_by=AudiencePerson.address_key, order_by=AudiencePerson.lookup_number
    )
    free = select(AudiencePerson.constituent_id.label("who"), first.label("receiver")).where(
        *of_check(check), AudiencePerson.headline.is_(None), AudiencePerson.address_key.is_not(None)
    )
    found = free.subquery()
    others = select(found.c.who, found.c.receiver).where(found.c.who != found.c.receiver)
    return [(row.who, row.receiver) for row in db.session.execute(others)]


def _listed(check: AudienceCheck) -> Select[Any]:
    other = aliased(AudiencePerson)
    receiver = (
        (other.workspace_id == AudiencePerson.workspace_id)
        & (other.check_id == AudiencePerson.check_id)
        & (other.constituent_id == AudiencePerson.receiver_id)
    )
    columns = (
        *(AudiencePerson.constituent_id, AudiencePerson.name, AudiencePerson.lookup_number),
        *(AudiencePerson.email, AudiencePerson.headline, AudiencePerson.reasons),
        *(AudiencePerson.sort_name, AudiencePerson.receiver_id, other.name.label("receiver")),
    )
    return select(*columns).outerjoin(other, receiver).where(*of_check(check))


def _which(which: str) -> Sequence[ColumnElement[bool]]:
    if which == SHARING:
        return [AudiencePerson.receiver_id.is_not(None)]
    if which == ELIGIBLE:
        return [AudiencePerson.headline.is_(None)]
    return [AudiencePerson.headline == Barrier(which)] if which else []


def _matching(text: str) -> Sequence[ColumnElement[bool]]:
    words = fold(text).split()
    if not words:
        return []
    named = [AudiencePerson.sort_name.contains(word, autoescape=True) for word in words]
    typed = func.lower(AudiencePerson.email).contains(text.strip().lower(), autoescape=True)
    lookup = parse_lookup(text.strip())
    numbered = (
        [AudiencePerson.lookup_number == int(lookup.removeprefix("C-"))] if isinstance(lookup, str) else []
    )
    together: ColumnElement[bool] = named[0]
    for word in named[1:]:
        together &= word
    return [or_(together, typed, *numbered)]


def _found(row: Any) -> Found:
    return Found(
        id=row.constituent_id,
        name=row.name,
        lookup_id=format_lookup(row.lookup_number),
        email=row.email,
        headline=row.headline,
        reasons=read(row.reasons),
        receiver=row.receiver,
        receiver_id=row.receiver_id,
        sort_key=row.sort_name,
    )
