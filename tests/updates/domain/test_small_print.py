"""Small print of the rules: what is said, and cases that differ by one word."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import Band, FormerName, Kind, Name, PartialDate
from app.updates.domain.changes import Add
from app.updates.domain.entry import Choice, EntryKind, Policy
from app.updates.domain.rules import NameRule, PrimaryRule, UpdateRules
from tests.updates.domain.people import ANN, VALUES, WORK, after, arriving, kinds, on_record, planned

CHANNELS = pytest.mark.parametrize("channel", VALUES)


@pytest.mark.parametrize(
    ("rule", "said"),
    [(NameRule.UPDATE, "replaces the one on record"), (NameRule.ALIAS, "an alias has no title")],
)
def test_a_title_that_differs_is_told_as_what_becomes_of_it(rule: NameRule, said: str) -> None:
    old, row = on_record(name=replace(ANN, title="Ms.")), arriving(name=replace(ANN, title="Dr."))

    assert said in planned(old, row, UpdateRules(name=rule)).changes[0].rule


def test_a_blank_part_that_staff_leave_out_stays_blank() -> None:
    row = arriving(name=replace(ANN, middle="Jo"))

    assert after(on_record(), row, choices={"name.middle": Choice.IGNORE}).name == ANN


def test_a_name_kept_as_alias_is_told_once() -> None:
    row = arriving(name=replace(ANN, last="Kim"))

    plan = planned(on_record(), row, UpdateRules(name=NameRule.ALIAS))

    assert [(type(change), change.field) for change in plan.changes] == [(Add, "former_names")]


@pytest.mark.parametrize(("old", "said"), [(None, "left out"), (PartialDate(1971, 4, 2), "kept")])
def test_a_birth_date_of_a_possible_match_is_kept_or_left_out(old: PartialDate | None, said: str) -> None:
    row = arriving(birth=PartialDate(1980, 1, 5))

    plan = planned(on_record(birth=old), row, band=Band.POSSIBLE)

    assert f"Birth date: {said}, since" in plan.changes[0].rule


def test_a_former_name_of_an_organization_does_not_come_back() -> None:
    name, former = Name(organization="Elm Foundation"), FormerName("Oak Trust")
    old = on_record(kind=Kind.ORGANIZATION, name=name, former_names=(former,))
    row = arriving(kind=Kind.ORGANIZATION, name=Name(organization="Oak Trust"))

    assert after(old, row).name == name


@CHANNELS
def test_what_has_ended_does_not_take_the_place_of_the_primary(channel: str) -> None:
    one, two, three = VALUES[channel]
    before = (replace(one, id=1, active=False, type=WORK), replace(two, id=2, primary=True))

    values = getattr(
        after(
            on_record(**{channel: before}),
            arriving(**{channel: (three,)}),
            UpdateRules(primary=PrimaryRule.NEVER),
        ),
        channel,
    )

    assert [value.primary for value in values] == [False, False, True]


@CHANNELS
def test_the_first_value_that_is_typed_is_only_added(channel: str) -> None:
    row = arriving(**{channel: (VALUES[channel][0],)})

    assert kinds(planned(on_record(), row, entry=EntryKind.EDIT_FORM), channel) == ["Add"]


@CHANNELS
def test_a_typed_value_that_staff_leave_out_is_not_written(channel: str) -> None:
    one, two, _ = VALUES[channel]
    row = arriving(**{channel: (one, two)})
    choices = {f"{channel}:{two.key}": Choice.IGNORE}

    now = after(on_record(), row, entry=EntryKind.EDIT_FORM, choices=choices)

    assert [value.key for value in getattr(now, channel)] == [one.key]


@CHANNELS
def test_a_choice_about_one_value_leaves_the_columns_policy_to_the_others(channel: str) -> None:
    one, two, three = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})
    choices = {f"{channel}:{two.key}": Choice.BESIDE}

    now = after(
        old,
        arriving(**{channel: (two, three)}),
        choices=choices,
        policies={channel: Policy.FILL_BLANKS},
    )

    assert [value.key for value in getattr(now, channel)] == [one.key, two.key]
