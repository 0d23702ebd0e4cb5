"""Who shares a key: blocks of constituents, read in one statement for any number of keys."""

from collections.abc import Collection
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import Executable, Text, bindparam, cast, func, select, union_all

from app.db import db
from app.matching.domain.blocking import CAPS
from app.matching.domain.choosing import Blocks, Ids, Ints, gathered
from app.matching.domain.placing import in_workspace
from app.matching.models import MatchKey
from app.matching.queries.asking import numbers

LIMITS = sorted(set(CAPS.values()))
MOST_SPARED = 1_000
MOST_COUNTED = 10_000


def blocks_of(workspace_id: int, keys: Ids, limits: Ints, leaving_out: Collection[int]) -> Blocks:
    """The constituents of each key; of one that more than its limit share, none, but their number.

    Those in `leaving_out` are not there. That holds exactly where at most a thousand of them share a key.
    """
    places = in_workspace(workspace_id, keys)
    rows = _members(workspace_id, places, limits, min(len(leaving_out), MOST_SPARED))
    at = np.searchsorted(np.sort(places), [row[0] for row in rows])
    order = np.argsort(places, kind="stable")[at] if rows else np.zeros(0, np.intp)
    return gathered([row[1] for row in rows], order, limits, leaving_out)


def _members(workspace_id: int, places: Ids, limits: Ints, spared: int) -> list[tuple[int, str]]:
    told: dict[str, Any] = {"workspace": workspace_id}
    for limit in LIMITS:
        told |= {f"keys_{limit}": places[limits == limit].tolist(), f"most_{limit}": limit + 1 + spared}
    found = db.session.execute(_statement(db.engine.dialect.name), told)
    return [(place, ids) for place, ids in found if ids is not None]


@cache
def _statement(dialect: str) -> Executable:
    """Each key looked up by itself, and no further than its limit: what everybody shares costs no more."""
    arms = []
    for limit in LIMITS:
        asked: Any = numbers(f"keys_{limit}", dialect)
        some = (
            select(MatchKey.constituent_id)
            .where(MatchKey.workspace_id == bindparam("workspace"), MatchKey.key == asked.c.value)
            .limit(bindparam(f"most_{limit}"))
            .correlate(asked)
            .subquery()
        )
        together = select(func.aggregate_strings(cast(some.c.constituent_id, Text), ","))
        arms.append(select(asked.c.value, together.correlate(asked).scalar_subquery()))
    return union_all(*arms)


def how_many(workspace_id: int, keys: Ids) -> list[int]:
    """How many constituents share each of these keys, ten thousand at most."""
    told = {"workspace": workspace_id, "keys": in_workspace(workspace_id, keys).tolist()}
    found = dict(db.session.execute(_counting(db.engine.dialect.name), told).all())
    return [found[place] for place in told["keys"]]


@cache
def _counting(dialect: str) -> Executable:
    asked: Any = numbers("keys", dialect)
    some = (
        select(MatchKey.constituent_id)
        .where(MatchKey.workspace_id == bindparam("workspace"), MatchKey.key == asked.c.value)
        .limit(MOST_COUNTED)
        .correlate(asked)
        .subquery()
    )
    counted = select(func.count()).select_from(some).correlate(asked)
    return select(asked.c.value, counted.scalar_subquery())
