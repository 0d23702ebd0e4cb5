"""Why is this person in the group, or why not? Clause by clause, with the facts."""

from dataclasses import dataclass, replace
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
from app.groups.domain.places import Part, Placed, placed
from app.groups.domain.rules import (
    Belonging,
    Condition,
    Cultivated,
    Emailed,
    Giving,
    InSegment,
    OnRecord,
    Originated,
    Patterned,
    Permitted,
    Reached,
    Registered,
    Rule,
)
from app.groups.domain.sentence import condition_words
from app.groups.domain.speech import Speech


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One condition and what the facts say to it. `path` is its place in the builder: "2", "left out 1".

    `wanted` unless it must not be so; where `enough`, another one of its bracket may do instead; `keeps_out`
    where it is one of those why the person is not in it.
    """

    path: str
    words: str
    satisfied: bool
    evidence: str
    wanted: bool = True
    enough: bool = False
    keeps_out: bool = False

    @property
    def fits(self) -> bool:
        """Whether it speaks for the person."""
        return self.satisfied is self.wanted


def explain(rule: Rule, facts: Facts, as_of: AsOf, speech: Speech) -> list[ClauseResult]:
    """Every condition of the rule in reading order, satisfied or not; empty when there is none."""

    def asked(part: Part) -> tuple[list[ClauseResult], bool]:
        """The conditions of a bracket, and whether it fits: then none of them keeps anybody out."""
        told = [asked(inner) if isinstance(inner, Part) else alone(inner, part) for inner in part.parts]
        fits = (any if part.enough else all)(fit for _, fit in told) if told else True
        found = [clause for clauses, _ in told for clause in clauses]
        return ([replace(clause, keeps_out=False) for clause in found] if fits else found), fits

    def alone(it: Placed, within: Part) -> tuple[list[ClauseResult], bool]:
        met = satisfies(it.condition, facts, as_of)
        words = condition_words(it.condition, speech)
        evidence = _evidence(it.condition, facts, as_of, speech)
        enough = within.enough and len(within.parts) > 1
        fits = met is it.wanted
        return [ClauseResult(it.place, words, met, evidence, it.wanted, enough, not fits)], fits

    return asked(placed(rule))[0]


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
