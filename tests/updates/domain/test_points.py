"""The rules for emails, phones and addresses that are not on record."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import Address
from app.updates.domain.rules import DifferentRule, SameTypeRule, SimilarRule, UpdateRules
from tests.updates.domain.people import (
    HOME,
    OTHER,
    TODAY,
    VALUES,
    WORK,
    address,
    after,
    arriving,
    email,
    kinds,
    on_record,
    phone,
    planned,
)

CHANNELS = pytest.mark.parametrize("channel", VALUES)
RULE_OF = {"emails": "email", "phones": "phone", "addresses": "different_address"}


@CHANNELS
@pytest.mark.parametrize("rule", DifferentRule)
def test_where_nothing_is_on_record_nothing_conflicts(channel: str, rule: DifferentRule) -> None:
    one = VALUES[channel][0]
    rules = UpdateRules(**{RULE_OF[channel]: rule})

    result = after(on_record(), arriving(**{channel: (one,)}), rules)

    assert getattr(result, channel) == (replace(one, primary=True),)


@pytest.mark.parametrize(
    ("rule", "done", "lines"),
    [
        (SimilarRule.ADD, ["Add", "Retire", "MakePrimary"], ["1 Elm St", "1 Elm St Apt 3"]),
        (SimilarRule.UPDATE, ["Replace"], ["1 Elm St Apt 3"]),
        (SimilarRule.IGNORE, ["Ignore"], ["1 Elm St"]),
        (SimilarRule.REVIEW, ["NeedsReview"], ["1 Elm St"]),
    ],
)
def test_each_rule_for_a_similar_address(rule: SimilarRule, done: list[str], lines: list[str]) -> None:
    old = on_record(addresses=(address("1 Elm St", primary=True, id=1),))
    new, rules = arriving(addresses=(address("1 Elm St Apt 3"),)), UpdateRules(similar_address=rule)

    assert kinds(planned(old, new, rules), "addresses") == done
    assert [value.lines[0] for value in after(old, new, rules).addresses] == lines


def test_similar_and_different_addresses_have_rules_of_their_own() -> None:
    old = on_record(addresses=(address("1 Elm St", primary=True, id=1),))
    rules = UpdateRules(similar_address=SimilarRule.IGNORE, different_address=DifferentRule.ADD)

    plan = planned(old, arriving(addresses=(address("1 Elm St Apt 3"), address("2 Oak Rd"))), rules)

    assert kinds(plan, "addresses") == ["Ignore", "Add", "Retire", "MakePrimary"]
    assert "similar" in plan.changes[0].rule
    assert "not on record" in plan.changes[1].rule


@CHANNELS
def test_keeping_active_ends_nothing(channel: str) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})

    plan = planned(old, arriving(**{channel: (two,)}), UpdateRules(same_type=SameTypeRule.KEEP))

    assert kinds(plan, channel) == ["Add", "MakePrimary"]


@CHANNELS
def test_a_value_that_the_row_repeats_does_not_end_because_the_row_adds_another(channel: str) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})

    plan = planned(old, arriving(**{channel: (one, two)}))

    assert kinds(plan, channel) == ["Add"]


@CHANNELS
def test_a_value_that_has_ended_is_not_made_active_by_a_row(channel: str) -> None:
    one = VALUES[channel][0]
    old = on_record(**{channel: (replace(one, id=1, active=False, end=TODAY),)})

    plan = planned(old, arriving(**{channel: (one,)}))

    assert kinds(plan, channel) == ["Ignore"]
    assert "only a person makes it active again" in plan.changes[0].rule


@CHANNELS
def test_a_value_that_the_row_says_twice_is_added_once(channel: str) -> None:
    one, two, three = VALUES[channel]
    old = on_record(**{channel: (replace(three, id=1, primary=True),)})
    row = arriving(**{channel: (one, two, replace(two, primary=True))})

    result = getattr(after(old, row), channel)

    assert [value.key for value in result] == [three.key, one.key, two.key]
    assert [value.primary for value in result] == [False, False, True]


@CHANNELS
def test_a_value_that_the_row_calls_inactive_is_left_out(channel: str) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})

    assert not planned(old, arriving(**{channel: (replace(two, active=False),)})).changes


def test_an_address_is_updated_once_and_the_next_similar_one_is_different() -> None:
    old = on_record(addresses=(address("1 Elm St", primary=True, id=1),))
    row = arriving(addresses=(address("1 Elm St Apt 3"), address("1 Elm St Apt 4", OTHER)))

    plan = planned(old, row, UpdateRules(similar_address=SimilarRule.UPDATE))

    assert kinds(plan, "addresses") == ["Replace", "Add"]


def test_an_ended_address_is_not_updated_in_place() -> None:
    old = on_record(addresses=(address("1 Elm St", id=1, active=False),))
    row = arriving(addresses=(address("1 Elm St Apt 3"),))

    plan = planned(old, row, UpdateRules(similar_address=SimilarRule.UPDATE))

    assert kinds(plan, "addresses") == ["Add"]


def test_an_update_in_place_that_says_nothing_writes_nothing() -> None:
    old = on_record(addresses=(address("1 Elm St Apt 3", primary=True, id=1),))
    row = arriving(addresses=(replace(address("Apt 4"), postcode=""),))

    assert planned(old, row, UpdateRules(similar_address=SimilarRule.UPDATE)).unchanged


def test_an_existing_value_of_another_type_is_not_touched() -> None:
    old = on_record(
        emails=(email("one", WORK, id=1, primary=True),), phones=(phone("12127365001", id=2, primary=True),)
    )

    result = after(old, arriving(emails=(email("two"),)))

    assert result.emails == (*old.emails, email("two"))
    assert result.phones == old.phones


def test_an_address_of_blanks_is_no_address() -> None:
    nowhere = Address(("",), "", "OR", "", "US", HOME)

    assert not planned(on_record(), arriving(addresses=(nowhere,))).changes


@pytest.mark.parametrize("rule", list(DifferentRule))
def test_a_town_or_postcode_alone_never_takes_the_place_of_a_whole_address(rule: DifferentRule) -> None:
    home = address("12 Elm St", id=1, primary=True)
    another = Address((), "Bend", "OR", "97701", "US", HOME, id=2)
    town = Address((), "Salem", "OR", "97301", "US", HOME)

    rules = UpdateRules(different_address=rule)
    result = planned(on_record(addresses=(home, another)), arriving(addresses=(town,)), rules)

    assert kinds(result, "addresses") == ["Ignore"]
    assert not result.needs_review
    assert planned(on_record(), arriving(addresses=(town,)), rules).writes


@CHANNELS
def test_no_repetition_on_record_of_what_the_row_has_ends(channel: str) -> None:
    one, two, _ = VALUES[channel]
    before = (replace(one, id=1, primary=True), replace(one, id=2))

    result = after(on_record(**{channel: before}), arriving(**{channel: (two, one)}))

    assert [(value.id, value.active) for value in getattr(result, channel)] == [
        (1, True),
        (2, True),
        (None, True),
    ]


@CHANNELS
def test_a_repetition_among_what_has_ended_does_not_keep_the_others_from_ending(channel: str) -> None:
    one, two, three = VALUES[channel]
    gone = replace(one, id=2, active=False, end=TODAY)
    old = on_record(**{channel: (replace(two, id=1, primary=True), gone)})

    result = getattr(after(old, arriving(**{channel: (one, three)})), channel)

    assert [(value.key, value.active) for value in result] == [
        (two.key, False),
        (one.key, False),
        (three.key, True),
    ]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("marked", ["12 Elm St", "Elm St"])
def test_of_two_spellings_in_one_row_the_fuller_is_added_in_either_order(is_first: bool, marked: str) -> None:
    spellings = [address(line, primary=line == marked) for line in ("12 Elm St", "Elm St")]
    row = arriving(addresses=tuple(spellings if is_first else spellings[::-1]))

    assert after(on_record(), row).addresses == (address("12 Elm St", primary=True),)


@pytest.mark.parametrize("rule", SimilarRule)
def test_an_address_is_not_similar_to_one_that_the_row_has_too_and_so_tells_apart(rule: SimilarRule) -> None:
    old = on_record(addresses=(address("1 Elm St Apt 2", primary=True, id=1),))
    row = arriving(addresses=(address("1 Elm St Apt 2"), address("1 Elm St Apt 3")))

    plan = planned(old, row, UpdateRules(similar_address=rule))

    assert kinds(plan, "addresses") == ["Add"]
    assert "similar" not in plan.changes[0].rule


def test_of_two_similar_addresses_the_active_one_is_updated() -> None:
    before = (address("1 Elm St Apt 2", id=1, active=False), address("1 Elm St", id=2, primary=True))
    row = arriving(addresses=(address("1 Elm St Apt 3"),))

    result = after(on_record(addresses=before), row, UpdateRules(similar_address=SimilarRule.UPDATE))

    assert result.addresses == (before[0], address("1 Elm St Apt 3", id=2, primary=True))


def test_an_updated_address_does_not_end_because_the_row_adds_another() -> None:
    old = on_record(addresses=(address("1 Elm St", primary=True, id=1), address("9 Fir Rd", id=2)))
    row = arriving(addresses=(address("1 Elm St Apt 3"), address("2 Oak Rd")))

    result = after(old, row, UpdateRules(similar_address=SimilarRule.UPDATE))

    assert [(value.lines[0], value.active, value.primary) for value in result.addresses] == [
        ("1 Elm St Apt 3", True, False),
        ("9 Fir Rd", False, False),
        ("2 Oak Rd", True, True),
    ]


@CHANNELS
@pytest.mark.parametrize("marked", [1, 2])
def test_a_value_said_twice_is_marked_if_either_of_the_two_is(channel: str, marked: int) -> None:
    one, two, three = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})
    said = [replace(value, primary=at == marked) for at, value in enumerate((two, three, three))]

    result = getattr(after(old, arriving(**{channel: tuple(said)})), channel)

    assert [value.primary for value in result] == [False, False, True]


def test_a_town_alone_is_added_where_only_another_town_is_on_record() -> None:
    towns = [Address((), town, "OR", "", "US", HOME) for town in ("Salem", "Portland")]
    old = on_record(addresses=(replace(towns[0], id=1, primary=True),))

    assert kinds(planned(old, arriving(addresses=(towns[1],))), "addresses") == [
        "Add",
        "Retire",
        "MakePrimary",
    ]


@pytest.mark.parametrize(
    ("rule", "done"),
    [(SimilarRule.IGNORE, "Ignore"), (SimilarRule.REVIEW, "NeedsReview"), (SimilarRule.ADD, "Add")],
)
def test_an_address_similar_to_one_that_has_ended_is_similar_all_the_same(
    rule: SimilarRule, done: str
) -> None:
    old = on_record(addresses=(address("1 Elm St", id=1, active=False),))
    row, other = arriving(addresses=(address("1 Elm St Apt 3"),)), DifferentRule.IGNORE

    plan = planned(old, row, UpdateRules(similar_address=rule, different_address=other))

    assert kinds(plan, "addresses") == [done]
