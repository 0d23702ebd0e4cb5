from hypothesis import given

from app.groups.domain.rules import (
    Bracket,
    CanBeEmailed,
    HasEmail,
    InGroup,
    InterestIn,
    Match,
    References,
    RegisteredFor,
    conditions,
    pruned,
    references,
)
from tests.groups.domain.people import rule, rules

EMPTY = Bracket(Match.NONE)


def test_brackets_without_conditions_are_left_out():
    inside = Bracket(Match.ANY, (EMPTY, HasEmail()))

    assert pruned(Bracket(Match.ALL, (EMPTY, inside))) == Bracket(
        Match.ALL, (Bracket(Match.ANY, (HasEmail(),)),)
    )
    assert pruned(Bracket(Match.ALL, (EMPTY, Bracket(Match.ALL, (EMPTY,))))) is None


@given(rules)
def test_pruning_keeps_every_condition(rule):
    kept = pruned(rule.root)

    assert kept is not None
    assert list(conditions(kept)) == list(conditions(rule.root))


def test_a_rule_tells_what_it_refers_to_however_deep():
    inside = Bracket(Match.NONE, (InGroup(5), RegisteredFor(6), Bracket(Match.ANY, (InterestIn(7),))))

    found = references(rule(Match.ALL, CanBeEmailed(8), CanBeEmailed(), HasEmail(), inside))

    assert found == References(events=frozenset({6}), interests=frozenset({7, 8}), groups=frozenset({5}))
