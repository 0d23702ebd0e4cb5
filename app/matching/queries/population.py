"""How common values are in a workspace: of names and places as last counted, of the rest as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Executable, Text, bindparam, cast, func, literal, select, union_all

from app.db import db
from app.matching.domain.counting import COUNTED, tallied
from app.matching.domain.identity import Identity
from app.matching.domain.population import Counted, Population
from app.matching.models import MatchCount, MatchRecord
from app.matching.queries.asking import listed, texts

SIZE, SHARING, MADE = "size", "sharing", "made"
"""The rows about all: how many were counted, how many in a thousand share a house, and the snapshot's id."""
THOUSAND = 1_000
FEWEST = 1_000
"""A workspace counts as at least so large: what two of three on record share is not common for that."""
MANY = 500
"""Records for which it is quicker to have the whole snapshot than to ask for their values."""

BEFORE, BETWEEN = "\x1c", "\x1b"
"""Stand in no value: before how many have it, and between one and the next."""

Counts = Mapping[Counted, Mapping[str, int]]


def population_of(
    workspace_id: int, incoming: Sequence[Identity], existing: Sequence[Identity], shared: Counts
) -> Population:
    """The population as these people need it. `shared` are counts that are known already.

    What was never counted is held by one: so a workspace that is new knows its size alone.
    """
    about = _about(workspace_id)
    size = max(about.get(SIZE) or number_of_records(workspace_id), FEWEST)
    if MADE not in about:
        return Population(size, shared)
    if len(incoming) < MANY:
        counts = _asked(workspace_id, incoming, existing)
    else:
        counts = _snapshot(workspace_id, about[MADE])
    known = Population(size, {**counts, **shared})
    return replace(known, sharing=about[SHARING] / THOUSAND) if SHARING in about else known


def number_of_records(workspace_id: int) -> int:
    """How many are on record now."""
    query = select(func.count()).select_from(MatchRecord).where(MatchRecord.workspace_id == workspace_id)
    return db.session.scalar(query) or 0


def counted_size(workspace_id: int) -> int:
    """How many there were when values were last counted; 0 before the first time."""
    return _about(workspace_id).get(SIZE, 0)


def _about(workspace_id: int) -> dict[str, int]:
    return {kind: n for kind, n in db.session.execute(_ABOUT, {"workspace": workspace_id})}


_ABOUT = select(MatchCount.kind, MatchCount.n).where(
    MatchCount.workspace_id == bindparam("workspace"), MatchCount.kind.in_((SIZE, SHARING, MADE))
)


def _asked(workspace_id: int, *people: Sequence[Identity]) -> Counts:
    """Of the values that these people have, those that several on record have."""
    present = [tallied(some) for some in people]
    wanted = {kind.value: sorted(set().union(*(each[kind] for each in present))) for kind in COUNTED}
    found = db.session.execute(_lookups(db.engine.dialect.name), {"workspace": workspace_id, **wanted})
    return {Counted(kind): _read(text) for kind, text in found}


@lru_cache(maxsize=2)
def _snapshot(workspace_id: int, _made: int) -> Counts:
    """All values that several have, kept for the next chunk: a snapshot has an id of its own."""
    told = MatchCount.value + BEFORE + cast(MatchCount.n, Text)
    query = (
        select(MatchCount.kind, listed(told, BETWEEN))
        .where(MatchCount.workspace_id == workspace_id, MatchCount.kind.in_([kind.value for kind in COUNTED]))
        .group_by(MatchCount.kind)
    )
    return {Counted(kind): _read(text) for kind, text in db.session.execute(query)}


def _read(text: str | None) -> dict[str, int]:
    parts = text.replace(BETWEEN, BEFORE).split(BEFORE) if text else []
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))


@cache
def _lookups(dialect: str) -> Executable:
    """For each kind one text: a value, how many have it, and so on."""
    arms = []
    for kind in COUNTED:
        asked: Any = texts(kind.value, dialect)
        n = select(cast(MatchCount.n, Text)).where(
            MatchCount.workspace_id == bindparam("workspace"),
            MatchCount.kind == literal(kind.value),
            MatchCount.value == asked.c.value,
        )
        arms.append(
            select(literal(kind.value), listed(asked.c.value + BEFORE + n.scalar_subquery(), BETWEEN))
        )
    return union_all(*arms)
