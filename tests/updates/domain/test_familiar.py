"""Familiar forms and couples: what comes in for a given name is not always as good as the one on record."""

from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.record import Band, FormerName, Kind, Name
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import Choice, Policy
from app.updates.domain.rules import FamiliarRule, NameRule, UpdateRules
from tests.updates.domain.people import TODAY, after, arriving, on_record, planned

BENJAMIN = Name(first="Benjamin", last="Miller")
BEN = Name(first="Ben", last="Miller")
KEPT = replace(BENJAMIN, nickname="Ben")
LIKE_ANY = UpdateRules(familiar_name=FamiliarRule.LIKE_ANY)


def reasons(plan: UpdatePlan) -> list[str]:
    return [change.rule for change in plan.changes]


@pytest.mark.parametrize(
    ("full", "form"),
    [
        ("Benjamin", "Ben"),
        ("Robert", "BOB"),
        ("John", "Jon"),
        ("John", "Johnny"),
        ("Kathryn", "Katie"),
        ("Elisabeth", "Liz"),
        ("Александр", "Alex"),
        ("Benjamin David", "Ben"),
        ("Benjamin David", "Ben David"),
    ],
)
def test_a_familiar_form_leaves_the_fuller_name_and_is_noted_as_nickname(full: str, form: str) -> None:
    old = on_record(name=replace(BENJAMIN, first=full))

    result = after(old, arriving(name=replace(BEN, first=form)))

    assert result == replace(old, name=replace(old.name, nickname=form))


@pytest.mark.parametrize(
    ("first", "incoming"),
    [
        ("Ben", "Benjamin"),
        ("Bob", "Bobby"),
        ("Bobby", "Bob"),
        ("Leo", "Leonardo"),
        ("Mary", "Martha"),
        ("Benjamin David", "Ben Ray"),
        ("Benjamin", "Ben Ray"),
    ],
)
def test_a_fuller_or_another_name_replaces_the_one_on_record(first: str, incoming: str) -> None:
    result = after(on_record(name=replace(BEN, first=first)), arriving(name=replace(BEN, first=incoming)))

    assert result.name == replace(BEN, first=incoming)
    assert result.former_names == (FormerName(f"{first} Miller", end=TODAY),)


def test_the_plan_says_in_words_why_the_fuller_name_stays() -> None:
    assert reasons(planned(on_record(name=BENJAMIN), arriving(name=BEN))) == [
        "Ben is a familiar form of Benjamin: the fuller name stays (your update rules).",
        "Ben is a familiar form of Benjamin: noted as nickname (your update rules).",
    ]


@pytest.mark.parametrize(
    ("rules", "name", "others"),
    [
        (UpdateRules(), KEPT, ()),
        (UpdateRules(name=NameRule.REVIEW), KEPT, ()),
        (UpdateRules(name=NameRule.ALIAS), KEPT, ()),
        (UpdateRules(name=NameRule.IGNORE), BENJAMIN, ()),
        (LIKE_ANY, BEN, (FormerName("Benjamin Miller", end=TODAY),)),
        (replace(LIKE_ANY, name=NameRule.IGNORE), BENJAMIN, ()),
        (replace(LIKE_ANY, name=NameRule.ALIAS), BENJAMIN, (FormerName("Ben Miller", alias=True),)),
        (replace(LIKE_ANY, name=NameRule.REVIEW), BENJAMIN, ()),
    ],
)
def test_each_rule_for_a_familiar_form(
    rules: UpdateRules, name: Name, others: tuple[FormerName, ...]
) -> None:
    old, new = on_record(name=BENJAMIN), arriving(name=BEN)

    result = after(old, new, rules)

    assert (result.name, result.former_names) == (name, others)
    is_asked = rules.name is NameRule.REVIEW and rules.familiar_name is FamiliarRule.LIKE_ANY
    assert planned(old, new, rules).needs_review is is_asked
    assert is_asked or planned(result, new, rules).unchanged


@pytest.mark.parametrize("band", Band)
def test_a_familiar_form_is_kept_out_in_every_band(band: Band) -> None:
    assert after(on_record(name=BENJAMIN), arriving(name=BEN), band=band).name == KEPT


@pytest.mark.parametrize(
    ("old", "new", "nickname"),
    [
        (replace(BENJAMIN, nickname="Benji"), BEN, "Benji"),
        (replace(BENJAMIN, nickname="Ben"), BEN, "Ben"),
        (BENJAMIN, replace(BEN, nickname="Benny"), "Benny"),
        (BENJAMIN, replace(BEN, nickname="Ben"), "Ben"),
        (replace(BENJAMIN, nickname="Benji"), replace(BEN, nickname="Benny"), "Benny"),
    ],
)
def test_a_form_is_noted_only_where_neither_the_record_nor_the_row_has_a_nickname(
    old: Name, new: Name, nickname: str
) -> None:
    result = after(on_record(name=old), arriving(name=new))

    assert result.name == replace(BENJAMIN, nickname=nickname)
    assert planned(result, arriving(name=new)).unchanged


def test_a_familiar_form_of_the_middle_name_is_one_too() -> None:
    old = Name(first="James", middle="Robert", last="Lee")

    plan = planned(on_record(name=old), arriving(name=Name(first="Bob", last="Lee")))

    assert "Bob is a familiar form of Robert" in plan.changes[0].rule
    assert after(on_record(name=old), arriving(name=Name(first="Bob"))).name == replace(old, nickname="Bob")


def test_the_rest_of_the_name_follows_its_own_rule() -> None:
    new = arriving(name=Name(first="Ben", middle="Ray", last="Lee"))

    result = after(on_record(name=BENJAMIN), new)

    assert result.name == Name(first="Benjamin", middle="Ray", last="Lee", nickname="Ben")
    assert result.former_names == (FormerName("Benjamin Miller", end=TODAY),)
    assert planned(result, new).unchanged


@pytest.mark.parametrize("nickname", ["", "Benji"])
def test_an_alias_of_the_rest_has_the_fuller_name(nickname: str) -> None:
    old, rules = on_record(name=replace(BENJAMIN, nickname=nickname)), UpdateRules(name=NameRule.ALIAS)
    new = arriving(name=Name(first="Ben", last="Lee"))

    result = after(old, new, rules)

    assert result.former_names == (FormerName("Benjamin Lee", alias=True),)
    assert planned(result, new, rules).unchanged


def test_organizations_have_no_familiar_forms() -> None:
    old = on_record(name=BENJAMIN, kind=Kind.ORGANIZATION)

    assert after(old, arriving(name=BEN, kind=Kind.ORGANIZATION)).name == BEN


@pytest.mark.parametrize(
    ("choices", "name"),
    [
        ({"name.first": Choice.UPDATE}, BEN),
        ({"name": Choice.UPDATE}, BEN),
        ({"name.first": Choice.IGNORE}, BENJAMIN),
        ({"name.first": Choice.ADD}, BENJAMIN),
        ({"name.nickname": Choice.IGNORE}, BENJAMIN),
        ({"name.nickname": Choice.UPDATE}, KEPT),
        ({"name.last": Choice.IGNORE}, KEPT),
    ],
)
def test_a_person_decides_over_the_rule(choices: dict[str, Choice], name: Name) -> None:
    result = after(on_record(name=BENJAMIN), arriving(name=BEN), choices=choices)

    assert result.name == name


@pytest.mark.parametrize(
    ("policy", "name"),
    [(Policy.FILL_BLANKS, BENJAMIN), (Policy.ADD_ANOTHER, BENJAMIN), (Policy.FOLLOW_RULES, KEPT)],
)
def test_a_column_with_a_policy_of_its_own_follows_that(policy: Policy, name: Name) -> None:
    result = after(on_record(name=BENJAMIN), arriving(name=BEN), policies={"name.first": policy})

    assert result.name == name


@pytest.mark.parametrize("rule", NameRule)
@pytest.mark.parametrize("two", ["John & Mary", "John and Mary", "John/Mary", "Peter + Mary", "J. und M."])
def test_a_name_of_two_people_never_replaces_the_name_of_one(rule: NameRule, two: str) -> None:
    old = on_record(name=Name(first="John", last="Lee"))
    new = arriving(name=Name(first=two, last="Lee"))

    plan = planned(old, new, UpdateRules(name=rule))

    assert plan.unchanged
    assert reasons(plan) == [
        f"“{two}” names two people: it does not replace the name of one (your update rules)."
    ]
    chosen = after(old, new, UpdateRules(name=rule), choices={"name.first": Choice.UPDATE})
    assert chosen.name.first == two


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("", "John & Mary", "John & Mary"),
        ("John & Mary", "John", "John"),
        ("John & Mary", "Johnny", "Johnny"),
        ("John & Mary", "Peter & Mary", "Peter & Mary"),
        ("John", "Anders", "Anders"),
        ("John", "& Mary", "& Mary"),
    ],
)
def test_only_the_name_of_one_person_is_kept_from_that_of_two(old: str, new: str, first: str) -> None:
    result = after(on_record(name=Name(first=old, last="Lee")), arriving(name=Name(first=new)))

    assert result.name.first == first


def test_a_blank_is_filled_where_staff_choose_to_add() -> None:
    choices: dict[str, Any] = {"name.middle": Choice.ADD, "name.title": Choice.BESIDE}

    result = after(
        on_record(name=BEN), arriving(name=replace(BEN, middle="Ray", title="Dr.")), choices=choices
    )

    assert result == on_record(name=replace(BEN, middle="Ray", title="Dr."))
