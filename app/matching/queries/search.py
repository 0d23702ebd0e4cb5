"""Who an incoming record may be: candidates by keys and identifiers, compared, for many records at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from app.constituents import queries as constituents
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.choosing import Bools, Ints
from app.matching.domain.explaining import matches
from app.matching.domain.result import Match
from app.matching.domain.score import by_identifier
from app.matching.domain.standard import standardize
from app.matching.queries.judged import NOBODY, Judged, judged
from app.matching.queries.names import name_pairs

WORTH = 1.0
"""Points that somebody has at least who is told of."""
MOST_TOLD = 8
"""So many are told of for one record at most, beside those whom its identifiers name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known about one incoming record: who is like it, best first, and everybody it has to do with.

    These are, beside those who are like it, the owners of its lookup ID and of its external IDs and, where
    there are such, those who have its primary email in use.
    """

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
    leaving_out: Set[int] = NOBODY,
) -> Search:
    """Compare each incoming record with everybody it may be; a fixed number of statements for the whole list.

    `trusted` names the external systems whose ids identify. Those in `leaving_out` are compared only where an
    identifier of the record names them.
    """
    named = _named(workspace_id, incoming)
    pairs = [(at, who) for at, whom in named.items() for who in whom]
    known = [standardize(each) for each in incoming]
    names = name_pairs(workspace_id)
    found = judged(workspace_id, known, names=names, leaving_out=leaving_out, named=pairs)
    return _answers(workspace_id, incoming, named, _told(found, named), trusted)


def identified(workspace_id: int, incoming: Sequence[Incoming], *, trusted: Collection[str]) -> Search:
    """Only whom identifiers name: the answers where nobody asks who is alike."""
    return _answers(workspace_id, incoming, _named(workspace_id, incoming), {}, trusted)


def _answers(
    workspace_id: int,
    incoming: Sequence[Incoming],
    named: Mapping[int, Set[int]],
    told: Mapping[int, Sequence[Match]],
    trusted: Collection[str],
) -> Search:
    shared = _sharing(workspace_id, incoming, named)
    everybody = [
        frozenset(
            {each.constituent_id for each in told.get(at, ())} | named.get(at, set()) | shared.get(at, set())
        )
        for at in range(len(incoming))
    ]
    existing = constituents.existing(workspace_id, frozenset().union(*everybody))
    return Search(
        tuple(
            Found(
                _sure(item, told.get(at, ()), named.get(at, ()), existing, trusted),
                everybody[at] & existing.keys(),
            )
            for at, item in enumerate(incoming)
        ),
        existing,
    )


def _told(found: Judged, named: Mapping[int, Set[int]]) -> dict[int, list[Match]]:
    """The matches worth telling of, by the place of the record."""
    which = _best(found, named)
    told: dict[int, list[Match]] = defaultdict(list)
    explained = matches(found.judgment, which, found.owners[which].tolist())
    for at, match in zip(found.rows[which].tolist(), explained, strict=True):
        told[at].append(match)
    return told


def _best(found: Judged, named: Mapping[int, Set[int]]) -> Ints:
    """The best few pairs of every record, relatives, and those that identifiers name; the best first."""
    scores, relatives = found.judgment.scores, found.judgment.relatives
    order = np.lexsort((found.owners, -scores, found.rows))
    rows = found.rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    wanted = (rank < MOST_TOLD) & ((scores >= WORTH) | relatives)[order]
    return order[wanted | _are_named(found, named)[order]]


def _are_named(found: Judged, named: Mapping[int, Set[int]]) -> Bools:
    """Which of the pairs an identifier names; all of them at once, as nearly every row may have one."""
    asked = np.array([(at, who) for at, whom in named.items() for who in whom], np.int64).reshape(-1, 2)
    owners, numbers = np.unique(np.concatenate((found.owners, asked[:, 1])), return_inverse=True)
    pairs = np.concatenate((found.rows, asked[:, 0])) * len(owners) + numbers.ravel()
    return np.isin(pairs[: len(found.rows)], pairs[len(found.rows) :])


def _sure(
    item: Incoming,
    told: Sequence[Match],
    named: Collection[int],
    existing: Mapping[int, Existing],
    trusted: Collection[str],
) -> tuple[Match, ...]:
    """The matches with those who are here, best first; whom an identifier settles has 100 points."""
    identified = {
        who: sure
        for who in named
        if who in existing and (sure := by_identifier(item, existing[who], trusted))
    }
    rest = (each for each in told if each.constituent_id in existing.keys() - identified.keys())
    return tuple(sorted((*identified.values(), *rest), key=lambda each: (-each.score, each.constituent_id)))


# --- identifiers


def _named(workspace_id: int, incoming: Sequence[Incoming]) -> dict[int, set[int]]:
    """Whom the identifiers of each record name, by its place; records without are left out."""
    lookups = _lookups(workspace_id, incoming)
    externals = _externals(workspace_id, incoming)
    named = {}
    for at, item in enumerate(incoming):
        owners = {externals.get((each.system, each.value)) for each in item.external_ids}
        if whom := {who for who in (*owners, lookups.get(lookup_number(item))) if who}:
            named[at] = whom
    return named


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


def _sharing(workspace_id: int, incoming: Sequence[Incoming], named: Iterable[int]) -> dict[int, set[int]]:
    """Who has the primary email of a record that names somebody: that may contradict its identifiers."""
    keys = {at: {email.key for email in incoming[at].emails if email.primary} for at in named}
    owners = constituents.owners_of_emails(workspace_id, set().union(*keys.values())) if keys else {}
    return {at: {who for key in mine for who in owners.get(key, ())} for at, mine in keys.items()}
