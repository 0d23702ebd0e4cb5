"""Proving that deliveries are what the reports about them come to, and making those anew that are not."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, union_all

from app.activity.models import Delivery, EmailEvent
from app.activity.queries.asked import PEOPLE, asking, numbers_of
from app.activity.services import rollups
from app.activity.services.deliveries import COLUMNS, Pair, derive_anew, told
from app.activity.services.rebuilding import some_people
from app.db import db
from app.gathered import HERE

_TABLES = (EmailEvent, Delivery)
_AT_ONCE = 2_000
_KEY = ("constituent_id", "campaign_id")


def differences(workspace_id: int) -> Iterable[str]:
    """A sentence about every delivery that is not what its reports come to, is missing, or has none."""
    for pairs in _wrong(workspace_id):
        for person, campaign in pairs:
            yield f"constituent {person}, campaign {campaign}: the delivery is not what its reports come to"


def rebuild(workspace_id: int) -> None:
    """Make the wrong ones anew in this transaction, and bring their people's rollups in step."""
    for pairs in _wrong(workspace_id):
        derive_anew(workspace_id, pairs)
        rollups.follow(workspace_id, email={person for person, __ in pairs})


def _wrong(workspace_id: int) -> Iterator[list[Pair]]:
    after = 0
    while people := some_people(workspace_id, after, _AT_ONCE, _TABLES):
        after = people[-1]
        found = db.session.execute(_different(), asking(workspace_id, people))
        if pairs := [(row.constituent_id, row.campaign_id) for row in found]:
            yield pairs


@cache
def _different() -> Any:
    """Person and campaign of those, among the people asked about."""
    asked = select(numbers_of(PEOPLE).c.value)
    made = told(HERE, EmailEvent.constituent_id.in_(asked)).subquery()
    theirs = (Delivery.workspace_id == HERE, Delivery.constituent_id == made.c.constituent_id)
    both = (*theirs, Delivery.campaign_id == made.c.campaign_id)
    columns = [name for name in COLUMNS if name not in _KEY]
    differs = or_(
        Delivery.campaign_id.is_(None),
        *(made.c[name].is_distinct_from(getattr(Delivery, name)) for name in columns),
    )
    key = [made.c[name] for name in _KEY]
    off = select(*key).select_from(made).outerjoin(Delivery, and_(*both)).where(differs)
    found = union_all(off, _without_reports(asked, made, both)).subquery()
    return select(found).order_by(*(found.c[name] for name in _KEY))


def _without_reports(asked: Select[Any], made: Any, both: tuple[Any, ...]) -> Select[*tuple[Any, ...]]:
    here = (Delivery.workspace_id == HERE, Delivery.constituent_id.in_(asked))
    known = exists().select_from(made).where(*both)
    return select(Delivery.constituent_id, Delivery.campaign_id).where(*here, ~known)
