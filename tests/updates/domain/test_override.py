"""What staff choose on the resolution screen: it wins over every rule, column and entry."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import Address, Band, ExternalId, Name, PartialDate
from app.updates.domain.entry import Choice, EntryKind, Policy
from app.updates.domain.rules import PrimaryRule, UpdateRules
from tests.updates.domain.people import (
    ANN,
    HOME,
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
CRM_1, CRM_2 = ExternalId("crm", "1"), ExternalId("crm", "2")


@CHANNELS
@pytest.mark.parametrize("primary", PrimaryRule)
def test_a_value_added_beside_ends_no_other_and_takes_no_primary(channel: str, primary: PrimaryRule) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})
    row = arriving(**{channel: (replace(two, primary=True),)})

    rules = UpdateRules(primary=primary)
    result = after(old, row, rules, choices={f"{channel}:{two.key}": Choice.BESIDE}, band=Band.POSSIBLE)

    assert getattr(result, channel) == (*getattr(old, channel), two)


@CHANNELS
def test_the_first_value_of_a_channel_is_primary_even_when_added_beside(channel: str) -> None:
    one = VALUES[channel][0]

    result = after(on_record(), arriving(**{channel: (one,)}), choices={channel: Choice.BESIDE})

    assert getattr(result, channel) == (replace(one, primary=True),)


def test_a_name_added_beside_is_an_alias() -> None:
    row = arriving(name=Name(first="Ann", last="Lee"))

    result = after(on_record(), row, choices={"name": Choice.BESIDE})

    assert result.name == ANN
    assert [(other.value, other.alias) for other in result.former_names] == [("Ann Lee", True)]


def test_external_ids_can_be_ignored() -> None:
    old, row = on_record(external_ids=(CRM_1,)), arriving(external_ids=(CRM_2, CRM_1))

    plan = planned(old, row, choices={"external_ids": Choice.IGNORE})

    assert [(change.after, change.rule) for change in plan.changes] == [
        (CRM_2, "External ID: ignored (chosen by staff).")
    ]
    assert kinds(plan, "external_ids") == ["Ignore"]
    assert after(old, row, choices={"external_ids": Choice.ADD}).external_ids == (CRM_1, CRM_2)


def test_the_nearer_choice_wins_over_the_wider() -> None:
    old = on_record(emails=(email("one", id=1, primary=True),))
    row = arriving(emails=(email("two"), email("three")))

    choices = {"emails": Choice.IGNORE, "emails:three@example.org": Choice.BESIDE}
    result = after(old, row, choices=choices)

    assert result.emails == (*old.emails, email("three"))


@CHANNELS
@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(
    ("choice", "done"),
    [
        (Choice.ADD, ["Add", "Retire", "MakePrimary"]),
        (Choice.BESIDE, ["Add"]),
        (Choice.UPDATE, ["Replace"]),
        (Choice.IGNORE, ["Ignore"]),
    ],
)
def test_a_choice_wins_over_what_the_column_does(
    channel: str, policy: Policy, choice: Choice, done: list[str]
) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})

    plan = planned(old, arriving(**{channel: (two,)}), policies={channel: policy}, choices={channel: choice})

    assert kinds(plan, channel) == done


def test_what_was_typed_is_left_out_where_staff_say_so() -> None:
    old = on_record(
        emails=(email("one", id=1, primary=True),),
        phones=(phone("12127365001", id=2, primary=True),),
        external_ids=(CRM_1,),
    )
    row = arriving(
        name=Name(first="Nan", last="Lee"),
        birth=PartialDate(1971),
        emails=(email("two", id=1), email("three", WORK)),
        phones=(phone("12127365002", primary=True),),
        addresses=(address("1 Elm St"),),
        external_ids=(CRM_2,),
    )
    fields = ("name.last", "birth", "emails", "phones:+12127365002", "external_ids")
    choices = {**dict.fromkeys(fields, Choice.IGNORE), "emails:three@example.org": Choice.ADD}

    plan = planned(old, row, entry=EntryKind.EDIT_FORM, choices=choices)
    result = after(old, row, entry=EntryKind.EDIT_FORM, choices=choices)

    assert result == replace(
        old,
        name=replace(ANN, first="Nan"),
        emails=(*old.emails, email("three", WORK)),
        addresses=(address("1 Elm St", primary=True),),
    )
    assert [change.rule for change in plan.changes[:4]] == [
        "Last name: ignored (chosen by staff).",
        "Birth date: ignored (chosen by staff).",
        "Email: ignored (chosen by staff).",
        "Phone: ignored (chosen by staff).",
    ]
    assert plan.changes[2].before == old.emails[0]


@CHANNELS
def test_staff_may_keep_a_value_from_ending(channel: str) -> None:
    one, two, three = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True), replace(two, id=2))})

    choices = {f"{channel}:{one.key}": Choice.IGNORE, channel: Choice.ADD}
    result = getattr(after(old, arriving(**{channel: (three,)}), choices=choices), channel)

    assert [(value.active, value.primary) for value in result] == [
        (True, False),
        (False, False),
        (True, True),
    ]


@pytest.mark.parametrize(
    ("choice", "keep", "others"),
    [
        (Choice.IGNORE, True, []),
        (Choice.ADD, False, [("Ann Miller", False)]),
        (Choice.ADD, True, [("Ann Miller", False)]),
    ],
)
def test_staff_decide_whether_the_old_name_is_kept(
    choice: Choice, keep: bool, others: list[tuple[str, bool]]
) -> None:
    row, rules = arriving(name=Name(first="Ann", last="Lee")), UpdateRules(keep_former_name=keep)

    result = after(on_record(), row, rules, choices={"former_names": choice})

    assert result.name.last == "Lee"
    assert [(other.value, other.alias) for other in result.former_names] == others


def test_an_alias_that_staff_leave_out_is_told() -> None:
    row = arriving(name=Name(first="Ann", last="Lee"))

    plan = planned(on_record(), row, choices={"name": Choice.ADD, "former_names": Choice.IGNORE})

    assert kinds(plan, "former_names") == ["Ignore"]
    assert plan.changes[-1].rule == "The name is not kept (chosen by staff)."
    assert plan.unchanged


@CHANNELS
def test_two_updates_take_the_place_of_two_values_and_a_third_is_added(channel: str) -> None:
    values = VALUES[channel]
    old = on_record(
        **{channel: (replace(values[0], id=1, type=WORK), replace(values[0], id=2, primary=True))}
    )
    new = tuple(replace(value, id=None) for value in (values[1], values[2]))

    result = getattr(after(old, arriving(**{channel: new}), choices={channel: Choice.UPDATE}), channel)

    assert [(value.key, value.id) for value in result] == [
        (values[0].key, 1),
        (values[1].key, 2),
        (values[2].key, None),
    ]


def test_an_address_updated_by_another_place_keeps_nothing_of_the_old_place() -> None:
    old = on_record(addresses=(address("PO Box 12", WORK, id=1, primary=True, do_not_mail=True),))
    place = Address(("Elm St",), "Salem", "", "", "", HOME)

    result = after(old, arriving(addresses=(place,)), choices={"addresses": Choice.UPDATE})

    assert result.addresses == (replace(place, type=WORK, id=1, primary=True, do_not_mail=True),)


@CHANNELS
def test_the_first_of_those_that_staff_add_is_primary_not_one_left_out(channel: str) -> None:
    one, two, three = VALUES[channel]
    choices = {f"{channel}:{one.key}": Choice.IGNORE, f"{channel}:{two.key}": Choice.BESIDE}

    result = after(on_record(), arriving(**{channel: (one, two, three)}), choices=choices)

    assert getattr(result, channel) == (replace(two, primary=True), three)


@CHANNELS
def test_an_update_takes_the_place_of_the_active_value_even_by_one_that_has_ended(channel: str) -> None:
    one, two, _ = VALUES[channel]
    gone = replace(one, id=1, active=False)
    old = on_record(**{channel: (gone, replace(two, id=2, primary=True))})

    result = after(old, arriving(**{channel: (one,)}), choices={channel: Choice.UPDATE})

    assert getattr(result, channel) == (gone, replace(one, id=2, primary=True))


@CHANNELS
def test_an_update_never_takes_the_place_of_what_has_ended(channel: str) -> None:
    one, two, three = VALUES[channel]
    before = (replace(one, id=1, active=False), replace(two, id=2, type=WORK, primary=True))

    choices = {channel: Choice.UPDATE}
    result = after(on_record(**{channel: before}), arriving(**{channel: (three,)}), choices=choices)

    assert getattr(result, channel) == (before[0], replace(three, id=2, type=WORK, primary=True))


@CHANNELS
@pytest.mark.parametrize("primary", [0, 1])
def test_of_several_values_of_a_type_staff_replace_the_primary_one(channel: str, primary: int) -> None:
    one, two, three = VALUES[channel]
    before = (replace(one, id=1, primary=primary == 0), replace(two, id=2, primary=primary == 1))

    now = after(
        on_record(**{channel: before}), arriving(**{channel: (three,)}), choices={channel: Choice.UPDATE}
    )

    assert [value.key == three.key for value in getattr(now, channel)] == [primary == 0, primary == 1]
