"""One incoming record and those it may be: the engine asked about a handful of pairs."""

from collections.abc import Collection, Iterable

import numpy as np

from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.explaining import matches as told
from app.matching.domain.judging import judge
from app.matching.domain.own_pairs import NONE, NamePairs
from app.matching.domain.population import Population
from app.matching.domain.result import Contribution, Match
from app.matching.domain.standard import standardize

SMALL = Population(5_000)
"""A small nonprofit of which nothing is known but its size."""


def match(
    incoming: Incoming,
    existing: Existing,
    *,
    trusted: Collection[str] = (),
    population: Population = SMALL,
    names: NamePairs = NONE,
) -> Match:
    """How alike the two records are.

    The lookup ID, or an id in a system named in `trusted`, is 100 outright. Otherwise the same explanation is
    weighed against household, namesake and chance; what one of the two does not know says nothing.
    """
    return matches(incoming, [existing], trusted=trusted, population=population, names=names)[0]


def matches(
    incoming: Incoming,
    existing: Iterable[Existing],
    *,
    trusted: Collection[str] = (),
    population: Population = SMALL,
    names: NamePairs = NONE,
) -> list[Match]:
    """The match with each existing record, best first; of equal scores the older record (lower id) first."""
    people = list(existing)
    where = np.arange(len(people))
    sides = [standardize(incoming)], [standardize(each) for each in people]
    judged = judge(*sides, (np.zeros_like(where), where), population, names)
    found = told(judged, where, [each.id for each in people])
    identified = [
        by_identifier(incoming, each, trusted) or it for each, it in zip(people, found, strict=True)
    ]
    return sorted(identified, key=lambda each: (-each.score, each.constituent_id))


def by_identifier(incoming: Incoming, existing: Existing, trusted: Collection[str]) -> Match | None:
    """The match by lookup ID or by an id in a trusted system, 100 outright; None where none agrees."""
    lookup = parse_lookup(incoming.lookup_id)
    if not isinstance(lookup, Problem) and lookup == parse_lookup(existing.lookup_id):
        return _certain(existing, Contribution("lookup_id", 100.0, agrees=True, mine=lookup))
    for each in incoming.external_ids:
        if each in existing.external_ids and each.system in trusted:
            part = Contribution("external_id", 100.0, agrees=True, mine=each.value, theirs=each.system)
            return _certain(existing, part)
    return None


def _certain(existing: Existing, part: Contribution) -> Match:
    return Match(existing.id, 100.0, (part,))
