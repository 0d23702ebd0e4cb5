"""Who shares a key: blocks of constituents, read in one statement for any number of keys."""

from collections.abc import Collection
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import Executable, Select, Text, bindparam, cast, func, literal, select, union_all

from app.db import db
from app.matching.domain.blocking import CAPS
from app.matching.domain.choosing import Blocks, Ids, Ints, gathered
from app.matching.domain.placing import in_workspace
from app.matching.models import MatchKey
from app.matching.queries.asking import listed, numbers

LIMITS = sorted(set(CAPS.values()))
MOST_SPARED = 1_000
MOST_COUNTED = 10_000


def blocks_of(workspace_id: int, keys: Ids, limits: Ints, leaving_out: Collection[int]) -> Blocks:
    """The constituents of each key; of one that more than its limit share, none, but their number.

    Those in `leaving_out` are not there. That holds exactly where at most a thousand of them share a key.
    """
    places = in_workspace(workspace_id, keys)
    told: dict[str, Any] = {"workspace": workspace_id}
    for limit in LIMITS:
        most = limit + 1 + min(len(leaving_out), MOST_SPARED)
        # in their order, so that neighbors are read from the same page
        told |= {f"keys_{limit}": np.sort(places[limits == limit]).tolist(), f"most_{limit}": most}
    texts = db.session.scalars(_statement(db.engine.dialect.name), told)
    return gathered(",".join(filter(None, texts)), places, limits, leaving_out)


@cache
def _statement(dialect: str) -> Executable:
    """Each key looked up by itself, and no further than its limit: what everybody shares costs no more.

    The answer is one text for each limit: a key with a minus before it, then its constituents, and so on.
    """
    arms = []
    for limit in LIMITS:
        asked: Any = numbers(f"keys_{limit}", dialect)
        some = _sharing(asked, bindparam(f"most_{limit}")).subquery()
        members = select(listed(cast(some.c.constituent_id, Text), ",")).correlate(asked).scalar_subquery()
        block = literal("-") + cast(asked.c.value, Text) + "," + members
        arms.append(select(listed(block, ",")))
    return union_all(*arms)


def how_many(workspace_id: int, keys: Ids) -> list[int]:
    """How many constituents share each of these keys, ten thousand at most."""
    places = in_workspace(workspace_id, keys).tolist()
    told = {"workspace": workspace_id, "keys": places}
    counted = db.session.execute(_counting(db.engine.dialect.name), told)
    found: dict[int, int] = {place: n for place, n in counted}
    return [found[place] for place in places]


@cache
def _counting(dialect: str) -> Executable:
    asked: Any = numbers("keys", dialect)
    some = _sharing(asked, MOST_COUNTED).subquery()
    counted = select(func.count()).select_from(some).correlate(asked)
    return select(asked.c.value, counted.scalar_subquery())


def _sharing(asked: Any, most: Any) -> Select[Any]:
    mine = (MatchKey.workspace_id == bindparam("workspace"), MatchKey.key == asked.c.value)
    return select(MatchKey.constituent_id).where(*mine).limit(most).correlate(asked)
