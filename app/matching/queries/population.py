"""How common values are in a workspace: of names and places as last counted, of the rest as they are now."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, func, literal, select, union_all

from app.db import db
from app.matching.domain.counting import COUNTED, values_of
from app.matching.domain.identity import Identity
from app.matching.domain.population import Counted, Population
from app.matching.models import MatchCount, MatchRecord
from app.matching.queries.asking import texts

SIZE = "size"
"""The kind of the one row that says how many were counted."""


def population_of(
    workspace_id: int, people: Iterable[Sequence[Identity]], shared: Mapping[Counted, Mapping[str, int]]
) -> Population:
    """The population as these people need it. `shared` are counts that are known already.

    What was never counted is held by one: so a workspace that is new knows its size alone.
    """
    wanted: dict[Counted, set[str]] = {kind: set() for kind in COUNTED}
    for some in people:
        for kind, values in values_of(some).items():
            wanted[kind].update(values)
    told = {kind.value: sorted(values) for kind, values in wanted.items()}
    found = db.session.execute(
        _counts(db.engine.dialect.name), {"workspace": workspace_id, "size": SIZE, **told}
    )
    counts: dict[str, dict[str, int]] = {kind: {} for kind in (*told, SIZE)}
    for kind, value, n in found:
        if n is not None:
            counts[kind][value] = n
    size = counts.pop(SIZE).get("", 0) or number_of_records(workspace_id)
    return Population(size, {**{Counted(kind): held for kind, held in counts.items()}, **shared})


def number_of_records(workspace_id: int) -> int:
    """How many are on record now."""
    query = select(func.count()).select_from(MatchRecord).where(MatchRecord.workspace_id == workspace_id)
    return db.session.scalar(query) or 0


def counted_size(workspace_id: int) -> int | None:
    """How many there were when values were last counted; None before the first time."""
    return db.session.scalar(
        select(MatchCount.n).where(MatchCount.workspace_id == workspace_id, MatchCount.kind == SIZE)
    )


@cache
def _counts(dialect: str) -> Executable:
    mine = MatchCount.workspace_id == bindparam("workspace")
    arms: list[Any] = [select(MatchCount.kind, MatchCount.value, MatchCount.n).where(
        mine, MatchCount.kind == bindparam("size")
    )]
    for kind in COUNTED:
        asked: Any = texts(kind.value, dialect)
        n = select(MatchCount.n).where(
            mine, MatchCount.kind == literal(kind.value), MatchCount.value == asked.c.value
        )
        arms.append(select(literal(kind.value), asked.c.value, n.scalar_subquery()))
    return union_all(*arms)
