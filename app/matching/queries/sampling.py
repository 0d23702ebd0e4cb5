"""What the settings show of today's engine: how a few on record score, and the worked differences."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import func, select

from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, Incoming
from app.constituents.models import Constituent
from app.db import db
from app.matching.domain.distribution import Seen, seen
from app.matching.domain.examples import EXAMPLES
from app.matching.domain.explaining import matches
from app.matching.domain.judging import judge
from app.matching.domain.result import Match
from app.matching.domain.standard import standardize
from app.matching.queries.names import name_pairs
from app.matching.queries.population import population_of
from app.matching.queries.search import search


def seen_on_record(workspace_id: int, *, most: int) -> list[Seen]:
    """What the engine says of up to `most` records, each as if it came in and were compared with all others.

    The statements do not grow with their number, and their number not with that of all records.
    """
    asked = list(constituents.existing(workspace_id, _spread(workspace_id, most)).values())
    answer = search(workspace_id, [_as_incoming(each) for each in asked], trusted=())
    return [
        seen(
            (match.standing, bool(match.guards))
            for match in found.matches
            if match.constituent_id != record.id
        )
        for record, found in zip(asked, answer.found, strict=True)
    ]


def match_examples(workspace_id: int) -> list[Match]:
    """The worked differences by today's engine, scored as if they stood among those on record."""
    incoming = [standardize(each.incoming) for each in EXAMPLES]
    existing = [standardize(each.existing) for each in EXAMPLES]
    population = population_of(workspace_id, incoming, existing, {})
    places = np.arange(len(EXAMPLES))
    judged = judge(incoming, existing, (places, places), population, name_pairs(workspace_id))
    return matches(judged, places, [each.existing.id for each in EXAMPLES])


def _spread(workspace_id: int, most: int) -> Sequence[int]:
    """Ids of records that lie evenly among all, by their lookup numbers."""
    numbers = func.min(Constituent.lookup_number), func.max(Constituent.lookup_number)
    first, last = db.session.execute(select(*numbers).where(Constituent.workspace_id == workspace_id)).one()
    if not last:
        return ()
    spread = range(first, last + 1, -(-(last + 1 - first) // most))
    return sorted(constituents.ids_by_lookup(workspace_id, spread).values())


def _as_incoming(record: Existing) -> Incoming:
    """The record without the identifiers that would name it."""
    return Incoming(record.kind, record.name, record.emails, record.phones, record.addresses, record.birth)
