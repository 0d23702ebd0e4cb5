"""Rows like an earlier row that is about somebody on record: she may be meant by them too, so they wait."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.batches.domain.decision import Decision
from app.batches.domain.evidence import called
from app.batches.domain.joining import MOST_NEAR, Compare, Newcomer, Pair, planned_record
from app.batches.domain.review import ROW_KNOWN
from app.batches.domain.row_keys import is_same, keys_of
from app.batches.domain.rows import Outcome
from app.batches.domain.touched import FIELDS, bit
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.decide import Ambiguous, Automatic, Possible, decide
from app.matching.domain.result import Match
from app.updates.domain.plan import create_plan
from app.words import _

TELLING = sum(bit(field) for field in FIELDS if field == "emails" or field.startswith("name."))
"""The fields by which people are recognized, as bits."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row about somebody on record, to whom it `brings` a name or an email, or not."""

    number: int
    row: Incoming
    whom: int
    brings: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Why a row waits: the earlier row that it is like, and how much."""

    known: Known
    score: float
    is_same: bool


def held(newcomers: Sequence[Newcomer], known: Sequence[Known], compare: Compare) -> dict[int, Held]:
    """Which of the rows that add somebody are like earlier rows about people on record, by number.

    A row that is surely about the same person waits in any case. One that only may be does so where the
    earlier row brings what it is recognized by: everything else was compared already.
    """
    near = _near(newcomers, known)
    pairs = [(at, place) for at, places in near.items() for place in places]
    matches = compare([each.row for each in newcomers], [each.row for each in known], pairs) if pairs else {}
    found = {}
    for at, places in near.items():
        if why := _why(newcomers[at], at, {place: known[place] for place in places}, matches):
            found[newcomers[at].number] = why
    return found


def _near(newcomers: Sequence[Newcomer], known: Sequence[Known]) -> dict[int, list[int]]:
    """For each row the places of the earlier ones with which it has something in common."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(known):
        for key in keys_of(each.row):
            by_key[key].append(place)
    near = {}
    for at, new in enumerate(newcomers):
        found = {place for key in keys_of(new.row) for place in by_key[key][:MOST_NEAR]}
        near[at] = sorted(place for place in found if known[place].number < new.number)
    return {at: places for at, places in near.items() if places}


def _why(new: Newcomer, at: int, near: Mapping[int, Known], matches: Mapping[Pair, Match]) -> Held | None:
    for each in near.values():
        record = planned_record(each.number, each.row.kind, create_plan(each.row))
        if is_same(new.row, record):
            return Held(each, 100.0, is_same=True)
    found = [(place, matches[at, place]) for place in near if (at, place) in matches]
    likest = sorted(found, key=lambda told: told[1].standing, reverse=True)
    best = {near[place].whom: (place, match) for place, match in reversed(likest)}
    meant = [replace(match, constituent_id=whom) for whom, (__, match) in best.items()]
    match decide(meant, new.settings.thresholds):
        case Automatic(sure):
            return Held(near[best[sure.constituent_id][0]], sure.score, is_same=False)
        case Possible() as possible:
            several = possible.meant
        case Ambiguous(several):
            pass
        case _:
            return None
    telling = (near[best[each.constituent_id][0]] for each in several)
    first = next((each for each in telling if each.brings), None)
    return Held(first, several[0].score, is_same=False) if first else None


def waiting(row: Incoming, why: Held, whom: Existing) -> Decision:
    """The decision about a row that waits so."""
    number = why.known.number
    same = (
        _("row {number}, with the same email and name, is about {person}", number=number, person=called(whom))
        if display_name(row.name)
        else _("row {number}, with the same email, is about {person}", number=number, person=called(whom))
    )
    return Decision(
        Outcome.POSSIBLE_DUPLICATE,
        cause=ROW_KNOWN,
        detail=same
        if why.is_same
        else _("may be {person}, whom row {number} is about", person=called(whom), number=number),
        target=whom.id,
        target_version=whom.version,
        score=why.score,
    )
