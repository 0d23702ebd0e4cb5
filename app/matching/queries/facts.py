"""What is compared of those on record, read in sets."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Executable, Text, bindparam, cast, select

from app.db import db
from app.matching.domain.facts import TODAY, Facts, from_list
from app.matching.domain.identity import BETWEEN, Identity
from app.matching.models import MatchRecord
from app.matching.queries.asking import listed, numbers


def facts_of(workspace_id: int, ids: Iterable[int]) -> Facts:
    """What is kept of these constituents, in the order asked for; nobody of whom nothing of today is kept."""
    told = {"workspace": workspace_id, "ids": ids}
    return from_list(db.session.scalar(_facts(db.engine.dialect.name), told) or "")


def is_of_today(workspace_id: int) -> bool:
    """Whether what is kept of the first record is of today, as all are written together."""
    query = select(MatchRecord.facts.startswith(TODAY)).where(MatchRecord.workspace_id == workspace_id)
    return bool(db.session.scalar(query.order_by(MatchRecord.constituent_id).limit(1)) in (None, True))


@cache
def _facts(dialect: str) -> Executable:
    """Looked up one by one by their key: no planner then reads a table from end to end for a long list."""
    asked: Any = numbers("ids", dialect)
    text = select(MatchRecord.facts).where(
        MatchRecord.workspace_id == bindparam("workspace"),
        MatchRecord.constituent_id == asked.c.value,
        MatchRecord.facts.startswith(TODAY),
    )
    return select(listed(cast(asked.c.value, Text) + BETWEEN + text.scalar_subquery(), BETWEEN))


def everybody(workspace_id: int, at_once: int) -> Iterator[list[Identity]]:
    """What is kept of all, so many at a time, in the order of their ids."""
    last = 0
    while True:
        some = (
            select(MatchRecord.constituent_id, MatchRecord.facts)
            .where(
                MatchRecord.workspace_id == workspace_id,
                MatchRecord.constituent_id > last,
                MatchRecord.facts.startswith(TODAY),
            )
            .order_by(MatchRecord.constituent_id)
            .limit(at_once)
            .subquery()
        )
        told = cast(some.c.constituent_id, Text) + BETWEEN + some.c.facts
        found = from_list(db.session.scalar(select(listed(told, BETWEEN))) or "")
        if not found.ids:
            return
        yield found.people
        last = max(found.ids)
