"""What is compared of those on record, read in sets."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Executable, Text, bindparam, cast, select

from app.db import db
from app.matching.domain.facts import TODAY, from_list
from app.matching.domain.identity import BETWEEN, Identity
from app.matching.models import MatchRecord
from app.matching.queries.asking import listed, numbers


def facts_of(workspace_id: int, ids: Iterable[int]) -> dict[int, Identity]:
    """What is kept of these constituents, by id, without those of whom nothing of today is kept."""
    told = {"workspace": workspace_id, "ids": ids}
    return from_list(db.session.scalar(_facts(db.engine.dialect.name), told) or "")


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


def all_facts(workspace_id: int, at_once: int) -> Iterator[list[Identity]]:
    """What is kept of everybody, some at a time."""
    query = select(MatchRecord.constituent_id, MatchRecord.facts).where(
        MatchRecord.workspace_id == workspace_id, MatchRecord.facts.startswith(TODAY)
    )
    found = db.session.execute(query, execution_options={"yield_per": at_once})
    for some in found.partitions():
        told = BETWEEN.join(f"{owner}{BETWEEN}{text}" for owner, text in some)
        yield list(from_list(told).values())
