"""Who stands differently now than in a check, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from app.audiences.domain.differences import SAME, SINCE, STOPPED, Differences, kind_of
from app.audiences.models import AudienceCheck, AudiencePerson
from app.audiences.queries.again import came_since, states_now
from app.audiences.queries.asking import Audience
from app.consent.domain.barrier import Barrier
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, sort_name
from app.constituents.models import Constituent
from app.constituents.queries import NAME_PARTS
from app.db import db

MOST = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """One of them; `barrier` is why she cannot be emailed any more. Without a name she was erased since."""

    id: int
    name: str
    lookup_id: str
    barrier: Barrier | None


def who_changed(
    check: AudienceCheck, audience: Audience, found: Differences, *, most: int = MOST
) -> dict[str, list[Changed]]:
    """The first people by name behind each difference, in at most two statements."""
    listed = (
        sorted(_then(check, audience, most), key=lambda pair: pair[0]) if found.dropped + found.moved else []
    )
    told = {
        kind: [who for _, who in pairs][:most] for kind, pairs in groupby(listed, key=lambda pair: pair[0])
    }
    return told | ({SINCE: _since(check, audience, most)} if found.since else {})


def _then(check: AudienceCheck, audience: Audience, most: int) -> Iterator[tuple[str, Changed]]:
    """Of those who could be emailed then; so many of each headline."""
    states = (
        states_now(
            check,
            audience,
            *(AudiencePerson.constituent_id, AudiencePerson.name, AudiencePerson.lookup_number),
            AudiencePerson.sort_name,
        )
        .cte("states")
        .prefix_with("MATERIALIZED")
    )
    order = (states.c.sort_name, states.c.constituent_id)
    place = func.row_number().over(partition_by=states.c.state, order_by=order).label("place")
    placed = select(states, place).where(states.c.state != SAME).subquery()
    query = select(placed).where(placed.c.place <= most).order_by(placed.c.sort_name, placed.c.constituent_id)
    for row in db.session.execute(query):
        kind = kind_of(row.state)
        barrier = Barrier(row.state) if kind == STOPPED else None
        yield kind, Changed(row.constituent_id, row.name, format_lookup(row.lookup_number), barrier)


def _since(check: AudienceCheck, audience: Audience, most: int) -> list[Changed]:
    columns = (
        *(Constituent.id, Constituent.lookup_number, Constituent.display_override),
        *(getattr(Constituent, part) for part in NAME_PARTS),
    )
    query = select(*columns).where(*came_since(check, audience))
    rows = db.session.execute(query.order_by(Constituent.sort_name, Constituent.id).limit(most))
    return [Changed(row.id, _name(row), format_lookup(row.lookup_number), None) for row in rows]


def _name(row: Any) -> str:
    """As the check writes names down, so that all lists are filed alike."""
    filed = sort_name(Name(**{part: getattr(row, part) for part in NAME_PARTS}))
    return filed or row.display_override or format_lookup(row.lookup_number)
