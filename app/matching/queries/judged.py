"""Incoming records judged against all on record who are in reach, without a look at whole records."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.domain.blocking import asked
from app.matching.domain.choosing import (
    Blocks,
    Candidates,
    Ids,
    Ints,
    Questions,
    candidates,
    distinct,
    questions,
)
from app.matching.domain.counting import by_block, is_counted_by_block
from app.matching.domain.identity import Identity
from app.matching.domain.judging import Judgment, judge
from app.matching.domain.own_pairs import NONE, NamePairs
from app.matching.domain.population import Counted
from app.matching.queries.blocks import blocks_of, how_many
from app.matching.queries.facts import facts_of
from app.matching.queries.population import population_of

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """Every pair that was compared, by incoming record and constituent: `rows[i]` with `owners[i]`."""

    rows: Ints
    owners: Ids
    judgment: Judgment


def judged(
    workspace_id: int,
    incoming: Sequence[Identity],
    *,
    names: NamePairs = NONE,
    leaving_out: Collection[int] = NOBODY,
    named: Iterable[tuple[int, int]] = (),
) -> Judged:
    """Judge each incoming record against everybody in reach: at most five statements for the whole list.

    `named` are pairs to judge in any case: a record's place in the list, and a constituent. A pair's result
    depends on the two and on those on record, not on what else is in the list.
    """
    told = questions([asked(each, names) for each in incoming])
    blocks = blocks_of(workspace_id, told.keys, told.limits, leaving_out)
    reach = _with(candidates(told, blocks), named)
    owners, place = np.unique(reach.owners, return_inverse=True)
    here, existing = _existing(workspace_id, owners)
    kept = here[place] >= 0
    rows, place = reach.rows[kept], here[place][kept]
    shared = _shared(workspace_id, told, blocks)
    population = population_of(workspace_id, incoming, existing, shared)
    return Judged(rows, reach.owners[kept], judge(incoming, existing, (rows, place), population, names))


def _with(found: Candidates, named: Iterable[tuple[int, int]]) -> Candidates:
    more = np.array(list(named), np.int64).reshape(-1, 2)
    if not len(more):
        return found
    return distinct(np.concatenate((found.rows, more[:, 0])), np.concatenate((found.owners, more[:, 1])))


def _existing(workspace_id: int, owners: Ids) -> tuple[Ints, list[Identity]]:
    """What is known of these constituents, and for each its place in that list, -1 for who is not there."""
    found = facts_of(workspace_id, owners.tolist())
    here = np.full(len(owners), -1, np.intp)
    here[np.searchsorted(owners, np.array(found.ids, np.int64))] = np.arange(len(found.ids))
    return here, found.people


def _shared(workspace_id: int, told: Questions, blocks: Blocks) -> dict[Counted, dict[str, int]]:
    """How many have each value that a key stands for."""
    sizes = blocks.sizes.copy()
    over = np.flatnonzero(sizes > told.limits).tolist()
    large = [at for at in over if is_counted_by_block(told.kind(at))]
    if large:
        sizes[large] = how_many(workspace_id, told.keys[large])
    return by_block(told.told, sizes[told.which])
