"""How common values are in a workspace: of names and places as last counted, of the rest as they are now."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Text, bindparam, cast, func, literal, select, union_all

from app.db import db
from app.matching.domain.counting import COUNTED, tallied
from app.matching.domain.facts import BEFORE, BETWEEN
from app.matching.domain.identity import Identity
from app.matching.domain.population import Counted, Population
from app.matching.models import MatchCount, MatchRecord
from app.matching.queries.asking import listed, texts

SIZE, SHARING = "size", "sharing"
"""The kinds of the two rows about all: how many were counted, and how many in a thousand share a house."""
THOUSAND = 1_000
FEWEST = 1_000
"""A workspace counts as at least so large: what two of three on record share is not common for that."""


def population_of(
    workspace_id: int, people: Iterable[Sequence[Identity]], shared: Mapping[Counted, Mapping[str, int]]
) -> Population:
    """The population as these people need it. `shared` are counts that are known already.

    What was never counted is held by one: so a workspace that is new knows its size alone.
    """
    present = [tallied(some) for some in people]
    wanted = {kind.value: sorted(set().union(*(each[kind] for each in present))) for kind in COUNTED}
    found = db.session.execute(_counts(db.engine.dialect.name), {"workspace": workspace_id, **wanted})
    counts = {kind: _read(text) for kind, text in found}
    size = max(counts.pop(SIZE).get("", 0) or number_of_records(workspace_id), FEWEST)
    sharing = counts.pop(SHARING).get("")
    told = {**{Counted(kind): held for kind, held in counts.items()}, **shared}
    return Population(size, told) if sharing is None else Population(size, told, sharing / THOUSAND)


def _read(text: str | None) -> dict[str, int]:
    parts = text.replace(BETWEEN, BEFORE).split(BEFORE) if text else []
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))


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
    """For the size and for each kind one text: a value, its number, and so on."""
    mine = MatchCount.workspace_id == bindparam("workspace")
    whole = MatchCount.value + BEFORE + cast(MatchCount.n, Text)
    arms: list[Any] = [
        select(literal(kind), listed(whole, BETWEEN)).where(mine, MatchCount.kind == literal(kind))
        for kind in (SIZE, SHARING)
    ]
    for kind in COUNTED:
        asked: Any = texts(kind.value, dialect)
        n = select(cast(MatchCount.n, Text)).where(
            mine, MatchCount.kind == literal(kind.value), MatchCount.value == asked.c.value
        )
        arms.append(
            select(literal(kind.value), listed(asked.c.value + BEFORE + n.scalar_subquery(), BETWEEN))
        )
    return union_all(*arms)
