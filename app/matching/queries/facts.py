"""What is compared of those on record, read in sets."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, select

from app.db import db
from app.matching.models import MatchRecord
from app.matching.queries.asking import numbers


def facts_of(workspace_id: int, ids: Iterable[int]) -> list[tuple[int, str]]:
    """The stored texts of these constituents, with their ids in the order asked for; none for who has none."""
    found = db.session.execute(_facts(db.engine.dialect.name), {"workspace": workspace_id, "ids": ids})
    return [(owner, text) for owner, text in found if text is not None]


@cache
def _facts(dialect: str) -> Executable:
    """Looked up one by one by their key: no planner then reads a table from end to end for a long list."""
    asked: Any = numbers("ids", dialect)
    text = select(MatchRecord.facts).where(
        MatchRecord.workspace_id == bindparam("workspace"), MatchRecord.constituent_id == asked.c.value
    )
    return select(asked.c.value, text.scalar_subquery())
