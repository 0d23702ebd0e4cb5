"""Who an incoming record may be: candidates by blocking keys and identifiers, for many records at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import select

from app.constituents import queries as constituents
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing, Incoming
from app.db import db
from app.matching.domain.keys import hashed_keys
from app.matching.domain.result import Match
from app.matching.domain.score import matches
from app.matching.models import MatchKey

LARGEST_BLOCK = 200
"""A key shared by more constituents than this says nothing about who somebody is."""


_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What is known about one incoming record: its matches, best first, and all it was compared with."""

    matches: tuple[Match, ...]
    everybody: frozenset[int]


@dataclass(frozen=True, slots=True)
class Search:
    """The answers for a list of incoming records, in their order, with the records they speak of."""

    found: tuple[Found, ...]
    existing: dict[int, Existing]


def search(
    workspace_id: int,
    incoming: Sequence[Incoming],
    *,
    trusted: Collection[str],
    leaving_out: Set[int] = _NOBODY,
) -> Search:
    """Compare each incoming record with everybody it may be; a fixed number of statements for the whole list.

    `trusted` names the external systems whose ids identify. Those in `leaving_out` are compared only where an
    identifier of the record names them.
    """
    lookups = _lookups(workspace_id, incoming)
    externals = _externals(workspace_id, incoming)
    blocks = _blocks(workspace_id, incoming)
    candidates = [
        (block - leaving_out) | _named(item, lookups, externals)
        for item, block in zip(incoming, blocks, strict=True)
    ]
    existing = constituents.existing(workspace_id, frozenset().union(*candidates))
    pairs = zip(incoming, candidates, strict=True)
    return Search(tuple(_found(item, whom, existing, trusted) for item, whom in pairs), existing)


def _found(
    item: Incoming, whom: Set[int], existing: Mapping[int, Existing], trusted: Collection[str]
) -> Found:
    known = [existing[who] for who in whom if who in existing]
    return Found(tuple(matches(item, known, trusted=trusted)) if known else (), frozenset(whom))


def _named(item: Incoming, lookups: Mapping[int, int], externals: Mapping[tuple[str, str], int]) -> set[int]:
    """Whom the record's own identifiers name."""
    owners = {externals.get((external.system, external.value)) for external in item.external_ids}
    return {who for who in (*owners, lookups.get(lookup_number(item))) if who}


def lookup_number(item: Incoming) -> int:
    """The number in an incoming lookup ID, or 0, which no constituent has."""
    parsed = parse_lookup(item.lookup_id) if item.lookup_id else ""
    return 0 if isinstance(parsed, Problem) or not parsed else int(parsed.removeprefix("C-"))


def _lookups(workspace_id: int, incoming: Sequence[Incoming]) -> dict[int, int]:
    numbers = {lookup_number(item) for item in incoming} - {0}
    return constituents.ids_by_lookup(workspace_id, numbers) if numbers else {}


def _externals(workspace_id: int, incoming: Sequence[Incoming]) -> dict[tuple[str, str], int]:
    wanted = {(external.system, external.value) for item in incoming for external in item.external_ids}
    return constituents.owners_of_external_ids(workspace_id, wanted) if wanted else {}


def _blocks(workspace_id: int, incoming: Sequence[Incoming]) -> list[set[int]]:
    """For each record, who shares one of its keys."""
    keys = [hashed_keys(item) for item in incoming]
    owners: dict[int, list[int]] = defaultdict(list)
    for part in constituents.in_parts(frozenset().union(*keys)):
        query = select(MatchKey.key, MatchKey.constituent_id).where(
            MatchKey.workspace_id == workspace_id, MatchKey.key.in_(part)
        )
        for key, owner in db.session.execute(query):
            owners[key].append(owner)
    return [
        {owner for key in own for owner in owners[key] if len(owners[key]) <= LARGEST_BLOCK} for own in keys
    ]
