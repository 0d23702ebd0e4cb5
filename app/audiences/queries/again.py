"""How the people of a check stand now. Who was not of its list, or may not be emailed now, gets nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select, union_all

from app.audiences.domain.differences import GONE, LEFT, MOVED, SAME, Differences
from app.audiences.domain.differences import differences as told
from app.audiences.domain.file import Addressee
from app.audiences.models import AudienceCheck, AudiencePerson
from app.audiences.queries.asking import Audience
from app.audiences.queries.found import of_check
from app.consent.models import AddressHash
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import NAME_PARTS
from app.db import db

_SAME_PERSON = and_(
    Constituent.workspace_id == AudiencePerson.workspace_id, Constituent.id == AudiencePerson.constituent_id
)
_PRIMARY = and_(
    EmailAddress.workspace_id == Constituent.workspace_id,
    EmailAddress.constituent_id == Constituent.id,
    EmailAddress.is_primary,
    EmailAddress.is_active,
)
_HASHED = and_(AddressHash.workspace_id == EmailAddress.workspace_id, AddressHash.email_id == EmailAddress.id)


@dataclass(frozen=True, slots=True)
class Again:
    """What changed since a check, and how many messages go out now, one for each inbox."""

    differences: Differences
    messages: int


def compared(check: AudienceCheck, audience: Audience) -> Again:
    """How those who could be emailed stand now, and who could be now beside them, in two statements."""
    # Made once: an expression that is used twice would be asked for twice.
    states = states_now(check, audience).cte("states").prefix_with("MATERIALIZED")
    still = states.c.state.in_((SAME, MOVED))
    numbers = select(states.c.state, func.count()).group_by(states.c.state)
    inboxes = select(literal(_MESSAGES), func.count(states.c.address_key.distinct())).where(still)
    found: dict[str, int] = dict(db.session.execute(union_all(numbers, inboxes)).all())
    messages = found.pop(_MESSAGES)
    return Again(told(found, since=_since(check, audience)), messages)


_MESSAGES = "messages"


def states_now(check: AudienceCheck, audience: Audience, *columns: Any) -> Select[Any]:
    """Of each who could be emailed one of the words of differences, or a headline; and her inbox now."""
    same = case((EmailAddress.address != AudiencePerson.email, literal(MOVED)), else_=literal(SAME))
    state = case(
        (Constituent.id.is_(None), literal(GONE)),
        (~audience.who, literal(LEFT)),
        else_=func.coalesce(audience.headline, same),
    )
    return (
        select(state.label("state"), AddressHash.address_key, *columns)
        .select_from(AudiencePerson)
        .outerjoin(Constituent, _SAME_PERSON)
        .outerjoin(EmailAddress, _PRIMARY)
        .outerjoin(AddressHash, _HASHED)
        .where(*of_check(check), AudiencePerson.headline.is_(None))
    )


def _since(check: AudienceCheck, audience: Audience) -> int:
    query = select(func.count()).select_from(Constituent)
    return db.session.scalar(query.where(*came_since(check, audience))) or 0


def came_since(check: AudienceCheck, audience: Audience) -> tuple[ColumnElement[bool], ...]:
    """Who could be emailed now and could not then, or was not in the groups; as conditions on a row of
    constituents."""
    then = exists().where(*of_check(check), _SAME_PERSON, AudiencePerson.headline.is_(None))
    here = Constituent.workspace_id == check.workspace_id
    return here, audience.who, ~then.correlate(Constituent), audience.eligible


def addressees(check: AudienceCheck, audience: Audience) -> Iterator[Addressee]:
    """Who gets a message now, by name, read as a stream in one statement; one for each inbox, to the one
    who has been on record longest."""
    place = func.row_number().over(partition_by=AddressHash.address_key, order_by=Constituent.lookup_number)
    ranked = _still(check, audience, *_COLUMNS, place.label("place")).subquery()
    query = select(ranked).where(ranked.c.place == 1).order_by(ranked.c.sort_name, ranked.c.id)
    return map(_addressee, db.session.execute(query.execution_options(yield_per=1_000)))


_COLUMNS: tuple[Any, ...] = (
    *(Constituent.id, Constituent.lookup_number, Constituent.sort_name, Constituent.display_override),
    *(getattr(Constituent, part) for part in NAME_PARTS),
    EmailAddress.address,
)


def _still(check: AudienceCheck, audience: Audience, *columns: Any) -> Select[Any]:
    """Those who could be emailed then and can be now, and are still in the groups."""
    return (
        select(*columns)
        .select_from(AudiencePerson)
        .join(Constituent, _SAME_PERSON)
        .join(EmailAddress, _PRIMARY)
        .join(AddressHash, _HASHED)
        .where(*of_check(check), AudiencePerson.headline.is_(None), audience.who, audience.eligible)
    )


def _addressee(row: Any) -> Addressee:
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return Addressee(
        id=row.id,
        address=row.address,
        first=name.first or name.nickname,
        last=name.last,
        name=row.display_override or display_name(name),
        lookup_id=format_lookup(row.lookup_number),
    )
