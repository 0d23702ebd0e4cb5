"""How alike two records are, as a score from 0 to 100 that is the sum of its explained parts."""

from collections.abc import Collection, Iterable

from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Band as Band
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.compare import Field, Level, Levels, compare
from app.matching.domain.decide import Ambiguous as Ambiguous
from app.matching.domain.decide import Automatic as Automatic
from app.matching.domain.decide import MatchingSettings as MatchingSettings
from app.matching.domain.decide import NoMatch as NoMatch
from app.matching.domain.decide import Outcome as Outcome
from app.matching.domain.decide import Possible as Possible
from app.matching.domain.decide import Thresholds as Thresholds
from app.matching.domain.decide import decide as decide
from app.matching.domain.explain import rival_words, words_for
from app.matching.domain.guards import Guard as Guard
from app.matching.domain.guards import agreeing, guards_of
from app.matching.domain.result import Contribution as Contribution
from app.matching.domain.result import Match as Match
from app.matching.domain.standardize import Identity, identity
from app.matching.domain.weigh import Odds, Rival, speaks_for, weigh

SHARED_EMAIL = 720
"""Tenths of a point that a shared email has at least, so that a person looks at the household."""


def match(incoming: Incoming, existing: Existing, *, trusted: Collection[str] = ()) -> Match:
    """How alike the two records are.

    The lookup ID, or an id in a system named in `trusted`, is 100 outright. Otherwise the same explanation is
    weighed against household, namesake and chance; what one of the two does not know says nothing.
    """
    return _match(incoming, identity(incoming), existing, trusted)


def matches(
    incoming: Incoming, existing: Iterable[Existing], *, trusted: Collection[str] = ()
) -> list[Match]:
    """The match with each existing record, best first; of equal scores the older record (lower id) first."""
    known = identity(incoming)
    found = [_match(incoming, known, each, trusted) for each in existing]
    return sorted(found, key=lambda each: (-each.score, each.constituent_id))


def _match(incoming: Incoming, known: Identity, existing: Existing, trusted: Collection[str]) -> Match:
    if identified := _by_identifier(incoming, existing, trusted):
        return identified
    other = identity(existing)
    levels = _telling(compare(known, other))
    steps = weigh(levels)
    score, contributions = _explained(levels, steps)
    rival = steps[-1][1].rival if steps else Rival.NONE
    return Match(existing.id, score, contributions, guards_of(known, other, levels), rival)


def _telling(levels: Levels) -> Levels:
    """Without what agrees only with ended values, where something that is active agrees anyway.

    What has ended may show a pair to a person; it never adds to what is matched automatically.
    """
    if not agreeing(levels):
        return levels
    return {field: level for field, level in levels.items() if level is not Level.ENDED}


def _by_identifier(incoming: Incoming, existing: Existing, trusted: Collection[str]) -> Match | None:
    lookup = parse_lookup(incoming.lookup_id)
    if not isinstance(lookup, Problem) and lookup == parse_lookup(existing.lookup_id):
        words = f"the same lookup ID {lookup}"
        return Match(existing.id, 100.0, (Contribution("lookup_id", 100.0, words, agrees=True),))
    shared = [each for each in incoming.external_ids if each in existing.external_ids]
    for each in shared:
        if each.system in trusted:
            words = f"the same ID {each.value} in {each.system}"
            return Match(existing.id, 100.0, (Contribution("external_id", 100.0, words, agrees=True),))
    return None


def _explained(levels: Levels, steps: list[tuple[Field, Odds]]) -> tuple[float, tuple[Contribution, ...]]:
    """The score, and its parts: each field as it weighs against chance alone, then what the rivals take away.

    Everything is counted in whole tenths, so that the parts add up exactly.
    """
    parts: list[Contribution] = []
    total = 0
    for field, odds in steps:
        now, level = round(1000 * odds.share_by_chance), levels[field]
        parts.append(_part(field.value, now - total, words_for(field, level), speaks_for(field, level)))
        total = now
    for odds in [odds for _, odds in steps[-1:]]:
        now = round(1000 * odds.share)
        parts += [_part("rival", now - total, rival_words(odds.rival))] if now != total else []
        total = now
    if levels.get(Field.EMAIL) is Level.SAME and total < SHARED_EMAIL:
        parts.append(_part("shared_email", SHARED_EMAIL - total, "one inbox: a person decides who it is"))
        total = SHARED_EMAIL
    return total / 10, tuple(parts)


def _part(field: str, tenths: int, words: str, agrees: bool = False) -> Contribution:
    return Contribution(field, tenths / 10, words, agrees)
