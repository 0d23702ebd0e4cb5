"""Names that say nothing which the record does not say already, as well or better."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import FormerName, Kind, Name
from app.updates.domain.entry import Choice
from app.updates.domain.rules import NameRule, UpdateRules
from tests.updates.domain.people import TODAY, after, arriving, on_record, planned

JOHN = Name(first="John", last="Costa")
MARY_ANN = Name(first="Mary", middle="Ann", last="Lee")


@pytest.mark.parametrize("rule", NameRule)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The same parts in another order, in one field or several.
        (JOHN, Name(first="Costa", last="John")),
        (JOHN, Name(last="Costa John")),
        (JOHN, Name(first="Costa John")),
        (JOHN, Name(first="John Costa")),
        (JOHN, Name(first="COSTA,", last="JOHN")),
        (JOHN, Name(last="John")),
        (JOHN, Name(first="Costa")),
        (MARY_ANN, Name(first="Lee", last="Mary Ann")),
        (MARY_ANN, Name(first="Lee", last="Mary")),
        (MARY_ANN, Name(first="Lee", middle="Ann", last="Mary")),
        (Name(first="Юлия", last="Иванова"), Name(first="Ivanova", last="Yuliya")),
        # Given names split otherwise, or fewer of them.
        (MARY_ANN, Name(first="Mary Ann", last="Lee")),
        (MARY_ANN, Name(first="Ann", last="Lee")),
        (MARY_ANN, Name(first="M. Ann", last="Lee")),
        (MARY_ANN, Name(first="Ann", middle="M.", last="Lee")),
        (Name(first="Mary Ann", last="Lee"), Name(first="Mary", middle="A", last="Lee")),
        (Name(first="Mary-Ann", last="Lee"), Name(first="Mary", last="Lee")),
        # A plainer spelling: fewer accents, a to z for letters of another alphabet.
        (Name(last="Müller"), Name(last="Mueller")),
        (Name(last="Müller"), Name(last="Muller")),
        (Name(last="Østergård"), Name(last="Oestergaard")),
        (Name(last="Ñuñez"), Name(last="Nuñez")),
        (Name(first="ليلى"), Name(first="Layla")),
        (Name(first="Юлия"), Name(first="Yuliya")),
        (Name(first="Юлия"), Name(first="Julia")),
        (Name(first="Александр"), Name(first="Alexander")),
        (Name(first="Евгений"), Name(first="Eugene")),
        (Name(first="Юлия", last="Щербакова"), Name(first="Yulia", last="Shcherbakova")),
        (Name(last="김"), Name(last="Kim")),
        (Name(first="José", middle="María"), Name(first="Jose", middle="Maria")),
        (Name(first="John", middle="J."), Name(first="J. John")),
        (Name(last="Costa"), Name(first="Costa")),
        (Name(first="John"), Name(last="John")),
        (Name(suffix="Jr. MD"), Name(suffix="Junior")),
        # A sign or word that stands for nothing.
        (Name(first="Ann"), Name(first="?", middle="-", last=".")),
        (Name(first="Ann", last="Lee"), Name(first="Unknown", last="N/A")),
        # An organization's name with words cut short, or with other small words.
        (Name(organization="Elm Foundation"), Name(organization="The Elm Fdn.")),
        (
            Name(organization="The Harborlight Community Foundation"),
            Name(organization="Harborlight Comm. Fdn."),
        ),
        (Name(organization="Elm Fund Inc."), Name(organization="Elm Fund, Incorporated")),
        (Name(organization="Smith & Sons"), Name(organization="Smith and Sons")),
        (Name(organization="Elm Foundation"), Name(organization="Elm Fund")),
    ],
)
def test_a_name_that_says_nothing_new_is_no_change_under_any_rule(
    old: Name, new: Name, rule: NameRule
) -> None:
    assert not planned(on_record(name=old), arriving(name=new), UpdateRules(name=rule)).changes


@pytest.mark.parametrize(
    ("old", "new", "result"),
    [
        (Name(last="Mueller"), Name(last="Müller"), Name(last="Müller")),
        (Name(last="Nuñez"), Name(last="Ñuñez"), Name(last="Ñuñez")),
        (Name(first="Layla"), Name(first="ليلى"), Name(first="ليلى")),
        (Name(last="Bauer"), Name(last="Baur"), Name(last="Baur")),
        (Name(suffix="Jr."), Name(suffix="Jr. MD"), Name(suffix="Jr. MD")),
        (Name(suffix="Jr. MD"), Name(suffix="Jr. PhD"), Name(suffix="Jr. PhD")),
        (Name(suffix="MD"), Name(suffix="PhD"), Name(suffix="PhD")),
        (Name(first="John"), Name(first="J.", middle="J."), Name(first="John", middle="J.")),
        (Name(last="King Jr."), Name(last="Shaw Jr."), Name(last="Shaw Jr.")),
        (Name(last="Евгений"), Name(last="Eugene"), Name(last="Eugene")),
        (Name(first="Юлия"), Name(first="Юлія"), Name(first="Юлія")),
        (Name(first="Ева"), Name(first="Ann"), Name(first="Ann")),
        (Name(last="Müller"), Name(last="Mueller Lang"), Name(last="Mueller Lang")),
        (JOHN, Name(first="Costa", last="Joan"), Name(first="Costa", last="Joan")),
        (JOHN, Name(first="John", last="John"), Name(first="John", last="John")),
        (MARY_ANN, Name(first="Mary", last="Ann"), Name(first="Mary", middle="Ann", last="Ann")),
        (MARY_ANN, Name(first="Mary Beth", last="Lee"), Name(first="Mary Beth", middle="Ann", last="Lee")),
        (Name(first="Ana", last="Ruiz Gil"), Name(first="Ana", last="Ruiz"), Name(first="Ana", last="Ruiz")),
        (Name(first="John Costa"), Name(first="John", last="Costa"), Name(first="John", last="Costa")),
        (Name(last="Costa John"), Name(first="John", last="Costa"), Name(first="John", last="Costa")),
        (Name(last="Costa"), Name(first="Costa", last="John"), Name(first="Costa", last="John")),
        (Name(suffix="III"), Name(suffix="I"), Name(suffix="I")),
        (Name(middle="Ann"), Name(first="Ann"), Name(first="Ann", middle="Ann")),
        (
            Name(organization="Elm Fdn."),
            Name(organization="Elm Foundation"),
            Name(organization="Elm Foundation"),
        ),
        (Name(organization="Elm Ctr Fdn"), Name(organization="Oak Center"), Name(organization="Oak Center")),
    ],
)
def test_a_name_that_says_something_else_replaces_the_one_on_record(
    old: Name, new: Name, result: Name
) -> None:
    assert after(on_record(name=old), arriving(name=new)).name == result


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("Jose", "José", ()),
        ("Mueller", "Müller", ()),
        ("Layla", "ليلى", (FormerName("Layla", end=TODAY),)),
        ("Muller", "Mull", (FormerName("Muller", end=TODAY),)),
    ],
)
def test_a_richer_spelling_makes_no_former_name_but_another_alphabet_does(
    old: str, new: str, kept: tuple[FormerName, ...]
) -> None:
    result = after(on_record(name=Name(last=old)), arriving(name=Name(last=new)))

    assert (result.name.last, result.former_names) == (new, kept)


def test_a_fuller_name_of_an_organization_comes_back_though_it_was_a_former_name() -> None:
    old = on_record(
        name=Name(organization="Bluebird Comm. Fdn."),
        kind=Kind.ORGANIZATION,
        former_names=(FormerName("Bluebird Community Foundation"),),
    )
    new = arriving(name=Name(organization="Bluebird Community Foundation"), kind=Kind.ORGANIZATION)

    assert after(old, new).name == new.name


@pytest.mark.parametrize("part", ["title", "nickname", "maiden"])
def test_what_no_alias_can_hold_is_left_to_the_record_and_said_so(part: str) -> None:
    old = on_record(name=replace(JOHN, **{part: "Lo"}))
    new = arriving(name=replace(JOHN, **{part: "Laurie"}))

    plan = planned(old, new, UpdateRules(name=NameRule.ALIAS))

    assert not plan.writes
    assert "an alias has no" in plan.changes[0].rule


def test_letters_of_an_organization_are_spelled_plainly_too() -> None:
    old = on_record(name=Name(organization="Fundación Niños"), kind=Kind.ORGANIZATION)
    new = arriving(name=Name(organization="Fundacion Ninos"), kind=Kind.ORGANIZATION)

    assert not planned(old, new).changes


@pytest.mark.parametrize(
    ("old", "new", "choices", "result"),
    [
        (
            JOHN,
            Name(first="Costa", last="John"),
            {"name.first": Choice.UPDATE, "name.last": Choice.UPDATE},
            Name(first="Costa", last="John"),
        ),
        (JOHN, Name(last="Costa John"), {"name": Choice.UPDATE}, JOHN),
        (Name(last="Müller"), Name(last="Mueller"), {"name.last": Choice.UPDATE}, Name(last="Mueller")),
        (Name(first="John"), Name(first="JOHN"), {"name.first": Choice.UPDATE}, Name(first="John")),
    ],
)
def test_staff_may_take_even_what_says_nothing_new_part_by_part(
    old: Name, new: Name, choices: dict[str, Choice], result: Name
) -> None:
    assert after(on_record(name=old), arriving(name=new), choices=choices).name == result


@pytest.mark.parametrize("choice", [Choice.ADD, Choice.BESIDE, Choice.IGNORE])
def test_what_says_nothing_new_is_shown_to_nobody_who_does_not_insist_on_it(choice: Choice) -> None:
    choices = {"name.first": choice, "name.last": choice}

    assert not planned(on_record(name=JOHN), arriving(name=Name(last="Costa John")), choices=choices).changes
