"""What stays though something new comes in: a primary that the row has too, and that no mail goes there."""

from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.addresses import Address
from app.constituents.domain.record import Band
from app.updates.domain.entry import Choice, Policy
from app.updates.domain.rules import PrimaryRule, SameTypeRule, SimilarRule, UpdateRules
from tests.updates.domain.people import HOME, VALUES, WORK, address, after, arriving, on_record, planned

CHANNELS = pytest.mark.parametrize("channel", VALUES)
NO_MAIL: dict[str, Any] = {"do_not_mail": True, "do_not_mail_reason": "asked by phone"}


@CHANNELS
@pytest.mark.parametrize(
    ("rule", "marked", "winner"),
    [
        (PrimaryRule.SAME_TYPE, False, 0),
        (PrimaryRule.SAME_TYPE, True, 1),
        (PrimaryRule.ALWAYS, False, 1),
        (PrimaryRule.NEVER, True, 0),
    ],
)
def test_a_primary_that_the_row_has_too_gives_way_only_to_one_that_the_row_marks(
    channel: str, rule: PrimaryRule, marked: bool, winner: int
) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})
    row = arriving(**{channel: (one, replace(two, primary=marked))})

    values = getattr(after(old, row, UpdateRules(primary=rule)), channel)

    assert [value.primary for value in values] == [winner == 0, winner == 1]


@CHANNELS
def test_where_new_values_never_become_primary_one_that_stays_takes_the_place_of_the_old(
    channel: str,
) -> None:
    one, two, three = VALUES[channel]
    before = (replace(one, id=1, primary=True), replace(two, id=2, type=WORK))
    rules = UpdateRules(primary=PrimaryRule.NEVER)

    plan = planned(on_record(**{channel: before}), arriving(**{channel: (three,)}), rules)
    values = getattr(after(on_record(**{channel: before}), arriving(**{channel: (three,)}), rules), channel)

    assert [(value.active, value.primary) for value in values] == [
        (False, False),
        (True, True),
        (True, False),
    ]
    assert plan.changes[-1].rule == "The old primary has ended: a value that stays takes its place."


@CHANNELS
def test_a_column_that_only_fills_blanks_leaves_the_primary_alone(channel: str) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True, type=WORK),)})
    rules, fill = UpdateRules(primary=PrimaryRule.ALWAYS), {channel: Policy.FILL_BLANKS}

    values = getattr(after(old, arriving(**{channel: (two,)}), rules, policies=fill), channel)

    assert [value.primary for value in values] == [True, False]


@pytest.mark.parametrize("similar", SimilarRule)
@pytest.mark.parametrize("is_active", [True, False])
def test_an_address_like_one_to_which_no_mail_goes_gets_none_either(
    similar: SimilarRule, is_active: bool
) -> None:
    before = address("12 Elm St", id=1, active=is_active, primary=is_active, **NO_MAIL)
    row = arriving(addresses=(address("12 Elm St, Apt 4"),))

    now = after(on_record(addresses=(before,)), row, UpdateRules(similar_address=similar))

    assert all(each.do_not_mail and each.do_not_mail_reason == "asked by phone" for each in now.addresses)


@pytest.mark.parametrize("choice", [Choice.ADD, Choice.BESIDE, Choice.UPDATE])
def test_an_ended_address_that_staff_take_up_again_keeps_that_no_mail_goes_there(choice: Choice) -> None:
    before = address("12 Elm St", id=1, active=False, **NO_MAIL)
    row = arriving(addresses=(address("12 Elm Street"),))

    now = after(on_record(addresses=(before,)), row, choices={"addresses": choice}, band=Band.POSSIBLE)

    assert [each.do_not_mail for each in now.addresses] == [True, True]


@pytest.mark.parametrize("line", ["12 Elm Street", "12 Elm St, Apt 4", "9 Oak Rd"])
@pytest.mark.parametrize("choice", [None, Choice.UPDATE])
def test_that_no_mail_goes_to_an_incoming_address_is_never_lost(line: str, choice: Choice | None) -> None:
    before: tuple[Address, ...] = (address("12 Elm St", HOME, id=1, primary=True),)
    row = arriving(addresses=(address(line, **NO_MAIL),))
    rules = UpdateRules(similar_address=SimilarRule.UPDATE, same_type=SameTypeRule.KEEP)

    now = after(on_record(addresses=before), row, rules, choices={"addresses": choice} if choice else {})

    assert now.addresses[-1].do_not_mail_reason == "asked by phone"
    assert planned(now, row, rules).unchanged


@pytest.mark.parametrize("line", ["12 Elm Street", "12 Elm St, Apt 4"])
@pytest.mark.parametrize(("choices", "kept"), [({}, True), ({"addresses": Choice.IGNORE}, False)])
def test_no_rule_leaves_a_restriction_out_but_staff_may(
    line: str, choices: dict[str, Choice], kept: bool
) -> None:
    before = address("12 Elm St", id=1, primary=True)
    row = arriving(addresses=(address(line, **NO_MAIL),))

    now = after(
        on_record(addresses=(before,)),
        row,
        UpdateRules(similar_address=SimilarRule.IGNORE),
        choices=choices,
    )

    assert now.addresses == (replace(before, **NO_MAIL) if kept else before,)


def test_a_place_of_another_street_does_not_take_a_restriction_over() -> None:
    before = address("12 Elm St", id=1, primary=True, **NO_MAIL)

    now = after(on_record(addresses=(before,)), arriving(addresses=(address("9 Oak Rd"),)))

    assert [each.do_not_mail for each in now.addresses] == [True, False]


@pytest.mark.parametrize("is_active", [True, False])
def test_a_bare_postcode_is_left_out_only_where_a_whole_address_is_in_use(is_active: bool) -> None:
    before = address("12 Elm St", id=1, active=is_active, primary=is_active)
    bare = replace(address("x"), lines=(), city="", region="", postcode="10001")

    now = after(on_record(addresses=(before,)), arriving(addresses=(bare,)))

    assert len(now.addresses) == (1 if is_active else 2)
