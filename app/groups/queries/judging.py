"""Who of some people is in groups now, by the plain answer to rules: it costs as much as these people are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.groups.domain.evaluate import matches
from app.groups.domain.kinds import Side
from app.groups.domain.rules import Bracket, Match, Rule
from app.groups.queries.people import facts_of
from app.groups.queries.pinned import pinned_among
from app.groups.queries.scope import Known, Scope

AT_ONCE = 500
"""People whose facts are held in memory together."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Who of the people asked about is in each group."""

    members: dict[int, set[int]]


def judged(scope: Scope, group_ids: Collection[int], people: Collection[int]) -> Judged:
    """Ask the rules and pins of these dynamic groups about these people; who is gone is in none.

    The scope has to hold what all these rules refer to.
    """
    found = Judged({group: set() for group in group_ids})
    known = {group: scope.groups[group] for group in group_ids}
    for part in _parts(sorted(people)):
        _judge(scope, known, part, found)
    return found


def together(rules: Collection[Rule]) -> Rule:
    """A rule that asks for whatever one of these asks for."""
    return Rule(Bracket(Match.ANY, tuple(rule.root for rule in rules)))


def _judge(scope: Scope, known: dict[int, Known], people: list[int], found: Judged) -> None:
    rules = {group: each.rule or Rule() for group, each in known.items()}
    facts = facts_of(scope, together(rules.values()), people)
    pinned = pinned_among(scope.workspace.id, people, [key for key, each in known.items() if each.pinned])
    for group, rule in rules.items():
        for who, each in facts.items():
            side = pinned.get((group, who))
            if side is Side.IN or (side is None and matches(rule, each, scope.as_of)):
                found.members[group].add(who)


def _parts(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]
