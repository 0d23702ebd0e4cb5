"""When a new value becomes the primary one, beside what the tables say: endings, columns, marks left over."""

from dataclasses import replace

import pytest

from app.updates.domain.entry import Policy
from app.updates.domain.rules import PrimaryRule, SameTypeRule, UpdateRules
from tests.updates.domain.people import (
    OTHER,
    TODAY,
    VALUES,
    WORK,
    after,
    arriving,
    email,
    on_record,
    planned,
)

CHANNELS = pytest.mark.parametrize("channel", VALUES)
KEEP = SameTypeRule.KEEP


def rules(primary: PrimaryRule, same_type: SameTypeRule = KEEP) -> UpdateRules:
    return UpdateRules(primary=primary, same_type=same_type)


@CHANNELS
def test_when_the_old_primary_ends_the_new_value_of_its_type_takes_its_place(channel: str) -> None:
    one, two, three = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})
    row = arriving(**{channel: (replace(three, type=WORK), two)})

    plan = planned(old, row, rules(PrimaryRule.NEVER, SameTypeRule.END))
    result = getattr(after(old, row, rules(PrimaryRule.NEVER, SameTypeRule.END)), channel)

    assert [value.primary for value in result] == [False, False, True]
    assert "has ended" in plan.changes[-1].rule


def test_adding_beside_ends_nothing_and_takes_no_primary() -> None:
    old = on_record(emails=(email("one", id=1, primary=True),))
    row = arriving(emails=(email("two", primary=True),))
    beside = {"emails": Policy.ADD_ANOTHER}

    result = after(old, row, rules(PrimaryRule.ALWAYS, SameTypeRule.END), policies=beside)

    assert result.emails == (*old.emails, email("two"))
    assert after(on_record(), row, policies=beside).emails == (email("two", primary=True),)


def test_filling_blanks_adds_only_where_no_active_value_has_the_type() -> None:
    old = on_record(emails=(email("one", id=1, primary=True), email("four", OTHER, id=2, active=False)))
    row = arriving(emails=(email("two"), email("three", WORK), email("five", OTHER)))

    result = after(old, row, policies={"emails": Policy.FILL_BLANKS})

    assert result.emails == (*old.emails, email("three", WORK), email("five", OTHER))


def test_a_policy_of_one_type_goes_before_that_of_the_channel() -> None:
    old = on_record(emails=(email("one", id=1, primary=True),))
    row = arriving(emails=(email("two"),))

    policies = {"emails": Policy.FOLLOW_RULES, "emails.home": Policy.FILL_BLANKS}

    assert after(old, row, policies=policies) == old


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (PrimaryRule.SAME_TYPE, "Same type as the old primary"),
        (PrimaryRule.ALWAYS, "A new value always becomes primary"),
    ],
)
def test_the_plan_says_why_a_value_becomes_primary(rule: PrimaryRule, why: str) -> None:
    old = on_record(emails=(email("one", id=1, primary=True),))

    plan = planned(old, arriving(emails=(email("two"),)), rules(rule))

    assert why in plan.changes[-1].rule
    assert plan.changes[-1].before == old.emails[0]
    assert plan.changes[-1].after == email("two", primary=True)


@CHANNELS
def test_the_old_primary_is_the_one_marked_wherever_it_stands(channel: str) -> None:
    one, two, three = VALUES[channel]
    before = (replace(one, id=1, type=WORK), replace(two, id=2, primary=True))

    result = getattr(after(on_record(**{channel: before}), arriving(**{channel: (three,)})), channel)

    assert [value.primary for value in result] == [False, False, True]


@CHANNELS
def test_a_mark_left_on_an_ended_value_does_not_make_it_the_old_primary(channel: str) -> None:
    one, two, _ = VALUES[channel]
    before = (replace(one, id=1, active=False, primary=True),)

    plan = planned(on_record(**{channel: before}), arriving(**{channel: (replace(two, type=WORK),)}))

    assert [type(change).__name__ for change in plan.changes] == ["Add"]
    assert getattr(plan.changes[0].after, "primary", None) is True


def test_a_value_that_ends_is_shown_as_it_will_be() -> None:
    old = on_record(emails=(email("one", id=1, primary=True),))

    plan = planned(old, arriving(emails=(email("two"),)))

    assert plan.changes[1].after == email("one", id=1, active=False, end=TODAY)
