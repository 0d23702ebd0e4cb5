"""Why is this person in the group, or why not? Clause by clause, with the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from app.groups.domain.conditions import (
    belonging,
    contact,
    cultivated,
    emails,
    giving,
    origin,
    patterns,
    permission,
    profile,
    registrations,
    segments,
)
from app.groups.domain.evaluate import satisfies
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.rules import (
    Belonging,
    Bracket,
    Condition,
    Cultivated,
    Emailed,
    Giving,
    InSegment,
    Match,
    OnRecord,
    Originated,
    Patterned,
    Permitted,
    Reached,
    Registered,
    Rule,
    pruned,
)
from app.groups.domain.sentence import condition_words
from app.groups.domain.speech import Speech


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One condition and what the facts say to it. `within` is its bracket, `path` its place, like "1.2"."""

    path: str
    within: Match
    words: str
    satisfied: bool
    evidence: str


def explain(rule: Rule, facts: Facts, as_of: AsOf, speech: Speech) -> list[ClauseResult]:
    """Every condition of the rule in reading order, satisfied or not; empty when there is none."""
    root = pruned(rule.root)
    return [] if root is None else list(_clauses(root, "", facts, as_of, speech))


def _clauses(
    bracket: Bracket, path: str, facts: Facts, as_of: AsOf, speech: Speech
) -> Iterator[ClauseResult]:
    for number, part in enumerate(bracket.parts, start=1):
        place = f"{path}{number}"
        if isinstance(part, Bracket):
            yield from _clauses(part, f"{place}.", facts, as_of, speech)
        else:
            words, evidence = condition_words(part, speech), _evidence(part, facts, as_of, speech)
            yield ClauseResult(place, bracket.match, words, satisfies(part, facts, as_of), evidence)


def _evidence(condition: Condition, facts: Facts, as_of: AsOf, speech: Speech) -> str:
    """What the record says about this condition, whichever way it went."""
    if isinstance(condition, Giving):
        return giving.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Patterned):
        return patterns.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Registered):
        return registrations.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Emailed):
        return emails.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Permitted):
        return permission.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Belonging):
        return belonging.evidence(condition, facts, as_of, speech)
    if isinstance(condition, InSegment):
        return segments.evidence(condition, facts, as_of, speech)
    return _of_record(condition, facts, as_of, speech)


def _of_record(
    condition: OnRecord | Originated | Reached | Cultivated, facts: Facts, as_of: AsOf, speech: Speech
) -> str:
    if isinstance(condition, OnRecord):
        return profile.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Originated):
        return origin.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Reached):
        return contact.evidence(condition, facts, as_of, speech)
    if isinstance(condition, Cultivated):
        return cultivated.evidence(condition, facts, as_of, speech)
    assert_never(condition)
