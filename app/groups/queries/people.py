"""Is a person in it, and why? The tester of a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.constituents.directory import Listed, find
from app.groups.domain.evaluate import matches
from app.groups.domain.explain import ClauseResult, explain
from app.groups.domain.rules import Rule
from app.groups.queries.facts import facts_of as facts_of
from app.groups.queries.scope import Scope, missing


def explained(scope: Scope, rule: Rule, constituent_id: int) -> tuple[bool, list[ClauseResult]] | None:
    """Whether one person is in it, and every condition with the facts; None for an unknown person.

    A broken rule means nobody, whatever its other conditions find.
    """
    known = facts_of(scope, rule, [constituent_id]).get(constituent_id)
    if known is None:
        return None
    is_in = matches(rule, known, scope.as_of) and not missing(rule, scope)
    return is_in, explain(rule, known, scope.as_of, scope.speech)


@dataclass(frozen=True, slots=True)
class Tested:
    """The first person that a text finds, None for nobody; if she is in it, and why; who else is found."""

    person: Listed | None
    is_in: bool = False
    clauses: Sequence[ClauseResult] = ()
    others: Sequence[Listed] = ()


def tested(scope: Scope, rule: Rule, text: str) -> Tested | None:
    """Is the person whom this text names in it? None when no text was given."""
    if not text.strip():
        return None
    found = find(scope.workspace, text)
    answer = explained(scope, rule, found[0].id) if found else None
    return Tested(found[0], *answer, others=found[1:]) if answer else Tested(None)
