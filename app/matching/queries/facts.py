"""What is compared of those on record, read in sets."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Executable, Text, bindparam, cast, select

from app.db import db
from app.matching.domain.facts import BEFORE, BETWEEN
from app.matching.models import MatchRecord
from app.matching.queries.asking import listed, numbers


def facts_of(workspace_id: int, ids: Iterable[int]) -> dict[int, str]:
    """The stored texts of these constituents by id, in the order asked for, without those who have none."""
    told = {"workspace": workspace_id, "ids": ids}
    whole = db.session.scalar(_facts(db.engine.dialect.name), told)
    parts = whole.replace(BETWEEN, BEFORE).split(BEFORE) if whole else []
    return dict(zip(map(int, parts[::2]), parts[1::2], strict=True))


@cache
def _facts(dialect: str) -> Executable:
    """Looked up one by one by their key: no planner then reads a table from end to end for a long list."""
    asked: Any = numbers("ids", dialect)
    text = select(MatchRecord.facts).where(
        MatchRecord.workspace_id == bindparam("workspace"), MatchRecord.constituent_id == asked.c.value
    )
    return select(listed(cast(asked.c.value, Text) + BEFORE + text.scalar_subquery(), BETWEEN))
