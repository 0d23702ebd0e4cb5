"""What conditions say they rest on is all: no list is left behind by a change or a night."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.constituents.domain.touching import Thing
from app.groups.domain.evaluate import satisfies
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.reads import moves, read_by
from app.groups.domain.rules import Bracket, Condition, Match, Rule
from tests.groups.domain.people import TODAY, conditions, people

OF = {
    Thing.GIFT: ("gifts",),
    Thing.REGISTRATION: ("registrations",),
    Thing.EMAIL: ("deliveries", "latest_campaigns"),
    Thing.ROLE: ("roles", "stage"),
    Thing.PERMISSION: (
        *("verdict", "verdict_later", "topic_verdicts", "marketing_status"),
        *("suppressed_for", "interests", "chosen_on"),
    ),
    Thing.PROFILE: (
        *("kind", "added_on", "status", "updated_on", "found_by", "lookup_number", "has_email", "has_phone"),
        *("birth", "source", "imports", "places"),
    ),
}


def rule_of(condition: Condition) -> Rule:
    return Rule(Bracket(Match.ALL, (condition,)))


def changed(one: Facts, other: Facts, things: set[Thing]) -> Facts:
    """The one with what things of these kinds tell of the other."""
    names = [name for thing in things for name in OF[thing]]
    return replace(one, **{name: getattr(other, name) for name in names})


def test_every_fact_is_told_by_a_kind_of_change_or_is_of_another_group() -> None:
    assert {name for names in OF.values() for name in names} == Facts.__dataclass_fields__.keys() - {"groups"}


@settings(max_examples=60, deadline=None)
@given(conditions, people, people)
def test_what_a_condition_does_not_read_never_moves_anybody(
    condition: Condition, one: Facts, other: Facts
) -> None:
    after = changed(one, other, OF.keys() - read_by([rule_of(condition)]))

    assert satisfies(condition, after, AsOf(TODAY, 7)) == satisfies(condition, one, AsOf(TODAY, 7))


@settings(max_examples=60, deadline=None)
@given(conditions, people, st.integers(1, 800))
def test_a_rule_that_does_not_move_means_the_same_on_any_other_day(
    condition: Condition, facts: Facts, days: int
) -> None:
    if not moves([rule_of(condition)]):
        later = AsOf(TODAY + timedelta(days=days), 1)

        assert satisfies(condition, facts, later) == satisfies(condition, facts, AsOf(TODAY, 1))
