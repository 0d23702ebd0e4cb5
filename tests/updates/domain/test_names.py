"""The rule for names that differ, and what counts as differing."""

from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.record import FormerName, Name
from app.updates.domain.entry import Choice, Policy
from app.updates.domain.rules import NameRule, UpdateRules
from tests.updates.domain.people import ANN, TODAY, after, arriving, kinds, on_record, planned

LEE = Name(first="Ann", last="Lee")
FORMER = FormerName("Ann Miller", end=TODAY)
ALIAS = FormerName("Ann Lee", alias=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Name(first="Ann", last="Miller"), Name(first="ANN", last="miller ")),
        (Name(first="José"), Name(first="Jose")),
        (Name(first="José"), Name(first="JOSÉ")),
        (Name(title="Mr."), Name(title="Mr")),
        (Name(suffix="Jr."), Name(suffix="Junior")),
        (Name(first="John"), Name(first="J.")),
        (Name(last="Lee"), Name(last="L.")),
        (Name(first="Ann", middle="Marie"), Name(first="Ann", middle="M")),
        (Name(first="Mary", middle="Ann"), Name(first="Mary Ann")),
        (Name(first="William", nickname="Bill"), Name(first="Bill")),
        (Name(last="O’Brien"), Name(last="O'Brien")),
        (Name(first="Ann", last="Lee"), Name()),
    ],
)
def test_a_name_that_says_nothing_new_is_no_change(old: Name, new: Name) -> None:
    assert not planned(on_record(name=old), arriving(name=new)).changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Name(first="Jose"), Name(first="José")),
        (Name(first="J."), Name(first="John")),
        (Name(first="John"), Name(first="P.")),
        (Name(suffix="Jr."), Name(suffix="Sr.")),
        (Name(first="William", nickname="Bill"), Name(first="Bill", nickname="Will")),
    ],
)
def test_a_name_that_says_something_new_is_a_change(old: Name, new: Name) -> None:
    assert planned(on_record(name=old), arriving(name=new)).writes


def test_an_accent_more_is_taken_over_without_keeping_the_plain_spelling() -> None:
    result = after(on_record(name=Name(first="Jose")), arriving(name=Name(first="José")))

    assert (result.name.first, result.former_names) == ("José", ())


def test_a_title_or_nickname_makes_no_former_name() -> None:
    old, new = replace(ANN, title="Ms.", nickname="Annie"), replace(ANN, title="Dr.", nickname="Nan")

    result = after(on_record(name=old), arriving(name=new))

    assert (result.name, result.former_names) == (new, ())


@pytest.mark.parametrize("rule", [NameRule.UPDATE, NameRule.ALIAS, NameRule.REVIEW])
def test_a_blank_part_is_filled_and_never_conflicts(rule: NameRule) -> None:
    full = replace(ANN, middle="Beth", suffix="MD")

    result = after(on_record(), arriving(name=full), UpdateRules(name=rule))

    assert (result.name, result.former_names) == (full, ())


def test_ignoring_names_leaves_blank_parts_but_not_a_record_without_any_name() -> None:
    rules = UpdateRules(name=NameRule.IGNORE)
    full = replace(ANN, middle="Beth")

    assert after(on_record(), arriving(name=full), rules).name == ANN
    assert after(on_record(name=Name()), arriving(name=full), rules).name == full


@pytest.mark.parametrize("kept", [FormerName("Ann LEE", end=TODAY), ALIAS])
def test_a_name_that_is_kept_beside_does_not_come_back(kept: FormerName) -> None:
    plan = planned(on_record(former_names=(kept,)), arriving(name=LEE))

    assert kinds(plan, "name") == ["Ignore"]
    assert "former name or alias" in plan.changes[0].rule


def test_the_old_name_is_kept_once() -> None:
    assert after(on_record(former_names=(FORMER,)), arriving(name=LEE)).former_names == (FORMER,)


def test_a_record_without_a_shown_name_has_no_former_name_to_keep() -> None:
    result = after(on_record(name=Name(maiden="Miller")), arriving(name=Name(last="Lee", maiden="Stone")))

    assert result.former_names == ()


def test_an_alias_that_would_look_the_same_is_not_kept() -> None:
    plan = planned(
        on_record(name=replace(ANN, title="Ms.")),
        arriving(name=replace(ANN, title="Dr.")),
        UpdateRules(name=NameRule.ALIAS),
    )

    assert kinds(plan, "former_names") == []
    assert kinds(plan, "name") == ["Ignore"]


@pytest.mark.parametrize(
    ("policy", "name", "others"),
    [
        ({"name": Policy.FILL_BLANKS}, replace(ANN, middle="Beth"), ()),
        (
            {"name": Policy.FILL_BLANKS, "name.last": Policy.FOLLOW_RULES},
            replace(LEE, middle="Beth"),
            (FORMER,),
        ),
        ({"name.last": Policy.FILL_BLANKS}, replace(ANN, middle="Beth"), ()),
        (
            {"name": Policy.ADD_ANOTHER},
            replace(ANN, middle="Beth"),
            (FormerName("Ann Beth Lee", alias=True),),
        ),
    ],
)
def test_a_column_may_have_a_policy_of_its_own(
    policy: dict[str, Policy], name: Name, others: tuple[FormerName, ...]
) -> None:
    result = after(on_record(), arriving(name=replace(LEE, middle="Beth")), policies=policy)

    assert (result.name, result.former_names) == (name, others)


@pytest.mark.parametrize("rule", NameRule)
@pytest.mark.parametrize(
    ("choices", "name", "others"),
    [
        ({"name": Choice.UPDATE}, Name(first="Nan", last="Lee"), (FORMER,)),
        ({"name": Choice.IGNORE}, ANN, ()),
        ({"name": Choice.ADD}, ANN, (FormerName("Nan Lee", alias=True),)),
        ({"name.first": Choice.IGNORE, "name.last": Choice.UPDATE}, LEE, (FORMER,)),
        ({"name": Choice.UPDATE, "name.last": Choice.IGNORE}, Name(first="Nan", last="Miller"), (FORMER,)),
    ],
)
def test_a_person_decides_over_every_rule(
    rule: NameRule, choices: dict[str, Choice], name: Name, others: tuple[Any, ...]
) -> None:
    new = arriving(name=Name(first="Nan", last="Lee"))

    result = after(on_record(), new, UpdateRules(name=rule), choices=choices)

    assert (result.name, result.former_names) == (name, others)


def test_every_change_of_a_name_says_its_reason() -> None:
    plan = planned(on_record(), arriving(name=replace(LEE, middle="Beth")))

    assert [change.rule for change in plan.changes] == [
        "Middle name differs: fills a blank (your update rules).",
        "Last name differs: replaces the one on record (your update rules).",
        "The old name is kept under former names.",
    ]


def test_a_nickname_that_is_given_up_is_a_name_again() -> None:
    old = on_record(name=Name(first="Margarethe", nickname="Dot"))

    result = after(old, arriving(name=Name(first="Dot", nickname="Tilly")))

    assert (result.name.first, result.name.nickname) == ("Dot", "Tilly")


def test_an_alias_chosen_by_hand_is_kept_once() -> None:
    add = {"name": Choice.ADD}
    plan = planned(on_record(former_names=(ALIAS,)), arriving(name=LEE), choices=add)

    assert kinds(plan, "former_names") == []
    assert kinds(plan, "name") == ["Ignore"]


@pytest.mark.parametrize(
    ("rules", "more", "reason"),
    [
        (
            UpdateRules(),
            {"policies": {"name": Policy.FILL_BLANKS}},
            "ignored (this column only fills blanks).",
        ),
        (UpdateRules(), {"choices": {"name": Choice.IGNORE}}, "ignored (chosen by staff)."),
        (UpdateRules(name=NameRule.IGNORE), {}, "a former name or alias (your update rules)."),
    ],
)
def test_a_name_left_out_says_who_left_it_out(rules: UpdateRules, more: dict[str, Any], reason: str) -> None:
    plan = planned(on_record(former_names=(ALIAS,)), arriving(name=LEE), rules, **more)

    assert plan.changes[0].rule.endswith(reason)


def test_a_blank_left_blank_by_the_rule_is_not_called_a_former_name() -> None:
    plan = planned(on_record(), arriving(name=replace(ANN, middle="Beth")), UpdateRules(name=NameRule.IGNORE))

    assert [change.rule for change in plan.changes] == ["Middle name differs: ignored (your update rules)."]


def test_an_alias_of_one_part_is_not_kept_beside_that_of_the_whole_name() -> None:
    old = on_record(former_names=(FormerName("Nan Lee", alias=True),))
    row = arriving(name=Name(first="Nan", last="Lee"))

    plan = planned(old, row, UpdateRules(name=NameRule.ALIAS), choices={"name.first": Choice.ADD})

    assert plan.unchanged


def test_a_name_known_as_an_alias_still_fills_a_blank_and_says_so() -> None:
    plan = planned(on_record(former_names=(ALIAS,)), arriving(name=replace(LEE, middle="Beth")))

    assert [change.rule for change in plan.changes] == [
        "Middle name differs: fills a blank (your update rules).",
        "Last name differs: ignored, because the record keeps this name as a former name or alias "
        "(your update rules).",
    ]


def test_a_title_is_not_left_out_because_the_name_is_known() -> None:
    old = on_record(name=replace(ANN, title="Ms."), former_names=(ALIAS,))

    result = after(old, arriving(name=replace(LEE, title="Dr.")))

    assert result.name == replace(ANN, title="Dr.")


def test_a_name_that_is_also_the_one_on_record_is_not_held_against_its_spelling() -> None:
    old = on_record(name=Name(first="Jose"), former_names=(FormerName("Jose", end=TODAY),))

    assert after(old, arriving(name=Name(first="José"))).name.first == "José"


def test_a_name_is_known_by_the_nickname_with_what_only_the_record_knows() -> None:
    old = on_record(
        name=Name(first="William", middle="Ray", last="Miller", nickname="Bill"),
        former_names=(FormerName("Bill Ray Lee", alias=True),),
    )

    assert planned(old, arriving(name=Name(first="Bill", last="Lee"))).unchanged


def test_an_alias_of_what_staff_chose_alone_is_kept_once() -> None:
    row, choices = (
        arriving(name=Name(first="Nan", last="Lee")),
        {"name.first": Choice.IGNORE, "name.last": Choice.ADD},
    )

    once = after(on_record(), row, choices=choices)

    assert once.former_names == (ALIAS,)
    assert planned(once, row, choices=choices).unchanged
