"""The table of rules, row by row and option by option, for persons and for organizations."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.record import Band, Existing, FormerName, Kind, Name, PartialDate
from app.updates.domain.rules import (
    BirthRule,
    DifferentRule,
    FamiliarRule,
    NameRule,
    PrimaryRule,
    SameTypeRule,
    SimilarRule,
    UpdateRules,
)
from tests.updates.domain.people import (
    HOME,
    TODAY,
    VALUES,
    WORK,
    address,
    after,
    arriving,
    on_record,
    planned,
)

KINDS = pytest.mark.parametrize("kind", Kind)
CHANNELS = pytest.mark.parametrize("channel", VALUES)
OLD = {Kind.INDIVIDUAL: Name(first="Ann", last="Miller"), Kind.ORGANIZATION: Name(organization="Elm Fund")}
NEW = {Kind.INDIVIDUAL: Name(first="Ann", last="Lee"), Kind.ORGANIZATION: Name(organization="Elm Trust")}
SHOWN = {Kind.INDIVIDUAL: ("Ann Miller", "Ann Lee"), Kind.ORGANIZATION: ("Elm Fund", "Elm Trust")}
BORN, BORN_LATER = PartialDate(1971, 4, 2), PartialDate(1971, 4, 20)
RULE_OF = {"emails": "email", "phones": "phone", "addresses": "different_address"}


def states(record: Existing, channel: str) -> list[tuple[str, bool, bool]]:
    """Each value of a channel: its key, whether it is active, whether it is primary."""
    return [(value.key, value.active, value.primary) for value in getattr(record, channel)]


def rules(**options: Any) -> UpdateRules:
    return UpdateRules(**options)


@KINDS
@pytest.mark.parametrize(
    ("rule", "is_replaced", "kept", "is_asked"),
    [
        (NameRule.IGNORE, False, (), False),
        (NameRule.UPDATE, True, ("former",), False),
        (NameRule.REVIEW, False, (), True),
        (NameRule.ALIAS, False, ("alias",), False),
    ],
)
def test_a_name_that_differs(
    kind: Kind, rule: NameRule, is_replaced: bool, kept: tuple[str, ...], is_asked: bool
) -> None:
    old, new = on_record(kind=kind, name=OLD[kind]), arriving(kind=kind, name=NEW[kind])
    was, came = SHOWN[kind]
    names: Mapping[str, FormerName] = {
        "former": FormerName(was, end=TODAY),
        "alias": FormerName(came, alias=True),
    }

    result = after(old, new, rules(name=rule))

    assert result.name == (NEW if is_replaced else OLD)[kind]
    assert result.former_names == tuple(names[each] for each in kept)
    assert planned(old, new, rules(name=rule)).needs_review is is_asked


@KINDS
@pytest.mark.parametrize("keep", [True, False])
def test_the_old_name_is_kept_under_former_names_or_not(kind: Kind, keep: bool) -> None:
    old, new = on_record(kind=kind, name=OLD[kind]), arriving(kind=kind, name=NEW[kind])

    result = after(old, new, rules(keep_former_name=keep))

    assert result.name == NEW[kind]
    assert result.former_names == ((FormerName(SHOWN[kind][0], end=TODAY),) if keep else ())


@pytest.mark.parametrize(
    ("rule", "first", "nickname"),
    [(FamiliarRule.NICKNAME, "Benjamin", "Ben"), (FamiliarRule.LIKE_ANY, "Ben", "")],
)
def test_a_familiar_form_of_a_persons_name(rule: FamiliarRule, first: str, nickname: str) -> None:
    old, new = on_record(name=Name(first="Benjamin")), arriving(name=Name(first="Ben"))

    result = after(old, new, rules(familiar_name=rule))

    assert (result.name.first, result.name.nickname) == (first, nickname)


@KINDS
@pytest.mark.parametrize(
    ("rule", "told", "is_asked"),
    [
        (SimilarRule.IGNORE, [("12 Elm St", True)], False),
        (SimilarRule.UPDATE, [("12 Elm St Apt 3", True)], False),
        (SimilarRule.REVIEW, [("12 Elm St", True)], True),
        (SimilarRule.ADD, [("12 Elm St", False), ("12 Elm St Apt 3", True)], False),
    ],
)
def test_a_similar_address(
    kind: Kind, rule: SimilarRule, told: list[tuple[str, bool]], is_asked: bool
) -> None:
    old = on_record(kind=kind, name=OLD[kind], addresses=(address("12 Elm St", id=1, primary=True),))
    new = arriving(kind=kind, name=OLD[kind], addresses=(address("12 Elm St Apt 3"),))
    other = DifferentRule.ADD if rule in (SimilarRule.IGNORE, SimilarRule.REVIEW) else DifferentRule.IGNORE

    result = after(old, new, rules(similar_address=rule, different_address=other))

    assert [(value.lines[0], value.active) for value in result.addresses] == told
    assert planned(old, new, rules(similar_address=rule)).needs_review is is_asked


@KINDS
@CHANNELS
@pytest.mark.parametrize("rule", DifferentRule)
def test_a_different_address_or_a_phone_or_email_that_is_not_identical(
    kind: Kind, channel: str, rule: DifferentRule
) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(kind=kind, name=OLD[kind], **{channel: (replace(one, id=1, primary=True),)})
    new = arriving(kind=kind, name=OLD[kind], **{channel: (two,)})
    chosen = rules(**{RULE_OF[channel]: rule})

    result = after(old, new, chosen)

    stays, added = [(one.key, True, True)], [(one.key, False, False), (two.key, True, True)]
    assert states(result, channel) == (added if rule is DifferentRule.ADD else stays)
    assert planned(old, new, chosen).needs_review is (rule is DifferentRule.REVIEW)


@CHANNELS
@pytest.mark.parametrize("other", ["emails", "phones", "addresses"])
def test_each_channel_has_a_rule_of_its_own(channel: str, other: str) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})

    plan = planned(old, arriving(**{channel: (two,)}), rules(**{RULE_OF[other]: DifferentRule.REVIEW}))

    assert plan.needs_review is (channel == other)


@KINDS
@CHANNELS
@pytest.mark.parametrize("rule", SameTypeRule)
def test_all_existing_values_of_the_same_type_when_one_is_added(
    kind: Kind, channel: str, rule: SameTypeRule
) -> None:
    one, two, new = VALUES[channel]
    work, gone = replace(one, type=WORK, id=3), replace(two, id=4, active=False, end=TODAY.replace(year=2020))
    before = (replace(one, id=1, primary=True), replace(two, id=2), work, gone)
    old = on_record(kind=kind, name=OLD[kind], **{channel: before})

    result = after(old, arriving(kind=kind, name=OLD[kind], **{channel: (new,)}), rules(same_type=rule))

    stay = rule is SameTypeRule.KEEP
    end = None if stay else TODAY
    assert getattr(result, channel) == (
        replace(before[0], active=stay, primary=False, end=end),
        replace(before[1], active=stay, end=end),
        work,
        gone,
        replace(new, primary=True),
    )


@KINDS
@CHANNELS
@pytest.mark.parametrize(
    ("rule", "type_", "is_primary"),
    [
        (PrimaryRule.NEVER, HOME, False),
        (PrimaryRule.NEVER, WORK, False),
        (PrimaryRule.SAME_TYPE, HOME, True),
        (PrimaryRule.SAME_TYPE, WORK, False),
        (PrimaryRule.ALWAYS, HOME, True),
        (PrimaryRule.ALWAYS, WORK, True),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_whether_a_new_value_becomes_primary_and_that_its_mark_never_overrides_the_rule(
    kind: Kind, channel: str, rule: PrimaryRule, type_: str, is_primary: bool, marked: bool
) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(kind=kind, name=OLD[kind], **{channel: (replace(one, id=1, primary=True),)})
    new = replace(two, type=type_, primary=marked)
    row = arriving(kind=kind, name=OLD[kind], **{channel: (new,)})

    result = after(old, row, rules(primary=rule, same_type=SameTypeRule.KEEP))

    assert states(result, channel) == [(one.key, True, not is_primary), (two.key, True, is_primary)]


@KINDS
@pytest.mark.parametrize("band", Band)
@pytest.mark.parametrize(
    ("rule", "birth", "is_asked"),
    [
        (BirthRule.REPLACE, BORN_LATER, False),
        (BirthRule.IGNORE, BORN, False),
        (BirthRule.REVIEW, BORN, True),
    ],
)
def test_a_birth_date_that_is_not_identical_for_automatic_matches_only(
    kind: Kind, band: Band, rule: BirthRule, birth: PartialDate, is_asked: bool
) -> None:
    old = on_record(kind=kind, name=OLD[kind], birth=BORN)
    new = arriving(kind=kind, name=OLD[kind], birth=BORN_LATER)

    result = after(old, new, rules(birth=rule), band=band)

    is_automatic = band is Band.MATCH
    assert result.birth == (birth if is_automatic else BORN)
    assert planned(old, new, rules(birth=rule), band=band).needs_review is (is_asked and is_automatic)
