"""What the table leaves open: which of several becomes primary, what is identical, what a review stops."""

from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.record import (
    Band,
    Email,
    Existing,
    ExternalId,
    FormerName,
    Kind,
    Name,
    PartialDate,
    Phone,
)
from app.updates.domain.changes import NeedsReview
from app.updates.domain.entry import Choice, EntryKind, rules_apply
from app.updates.domain.rules import (
    BirthRule,
    DifferentRule,
    NameRule,
    PrimaryRule,
    SameTypeRule,
    SimilarRule,
    UpdateRules,
)
from tests.updates.domain.people import (
    HOME,
    OTHER,
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
ANY_PRIMARY_RULE = pytest.mark.parametrize("rule", PrimaryRule)
BORN, BORN_LATER = PartialDate(1971, 4, 2), PartialDate(1971, 4, 20)


def primaries(record: Existing, channel: str) -> list[bool]:
    return [value.primary for value in getattr(record, channel)]


@KINDS
@CHANNELS
@pytest.mark.parametrize("rule", [PrimaryRule.SAME_TYPE, PrimaryRule.ALWAYS])
@pytest.mark.parametrize(
    ("marks", "winner"), [((False, False), 1), ((True, False), 1), ((False, True), 2), ((True, True), 1)]
)
def test_of_several_new_values_of_the_old_primarys_type_the_marked_one_wins_else_the_first(
    kind: Kind, channel: str, rule: PrimaryRule, marks: tuple[bool, bool], winner: int
) -> None:
    one, two, three = VALUES[channel]
    old = on_record(kind=kind, **{channel: (replace(one, id=1, primary=True),)})
    values = (replace(two, primary=marks[0]), replace(three, primary=marks[1]))

    result = after(old, arriving(kind=kind, **{channel: values}), UpdateRules(primary=rule))

    assert primaries(result, channel) == [at == winner for at in range(3)]


@CHANNELS
def test_a_marked_value_of_another_type_does_not_win_over_one_of_the_old_primarys_type(channel: str) -> None:
    one, two, three = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, primary=True),)})
    values = (replace(two, type=WORK, primary=True), three)

    result = after(old, arriving(**{channel: values}))

    assert primaries(result, channel) == [False, False, True]


@KINDS
@CHANNELS
@ANY_PRIMARY_RULE
@pytest.mark.parametrize(("marked", "winner"), [(None, 0), (0, 0), (1, 1)])
def test_where_there_was_no_value_at_all_the_batchs_primary_is_primary(
    kind: Kind, channel: str, rule: PrimaryRule, marked: int | None, winner: int
) -> None:
    types = (OTHER, WORK)
    values = tuple(
        replace(value, type=types[at], primary=at == marked) for at, value in enumerate(VALUES[channel][:2])
    )

    result = after(on_record(kind=kind), arriving(kind=kind, **{channel: values}), UpdateRules(primary=rule))

    assert primaries(result, channel) == [winner == 0, winner == 1]


@CHANNELS
@ANY_PRIMARY_RULE
@pytest.mark.parametrize("same_type", SameTypeRule)
def test_only_an_active_value_counts_as_the_old_primary(
    channel: str, rule: PrimaryRule, same_type: SameTypeRule
) -> None:
    one, two, _ = VALUES[channel]
    old = on_record(**{channel: (replace(one, id=1, active=False),)})
    row = arriving(**{channel: (replace(two, type=WORK),)})

    result = after(old, row, UpdateRules(primary=rule, same_type=same_type))

    assert primaries(result, channel) == [False, True]


@KINDS
@pytest.mark.parametrize(
    ("channel", "old", "new"),
    [
        ("emails", Email("ann@example.org", HOME), Email("ANN@Example.org", WORK)),
        ("phones", Phone("(212) 736-5000", "+12127365000", HOME), Phone("0212", "+12127365000", WORK)),
        ("addresses", address("12 Elm Street"), address("12 ELM st.", WORK)),
        ("addresses", address("12 Elm Street"), replace(address("12 Elm St"), city="", country="")),
    ],
)
def test_values_identical_after_normalization_are_no_change(
    kind: Kind, channel: str, old: Any, new: Any
) -> None:
    record = on_record(kind=kind, **{channel: (replace(old, id=1, primary=True),)})
    asking = UpdateRules(
        email=DifferentRule.REVIEW,
        phone=DifferentRule.REVIEW,
        similar_address=SimilarRule.REVIEW,
        different_address=DifferentRule.REVIEW,
    )

    assert not planned(
        record, arriving(kind=kind, **{channel: (replace(new, primary=True),)}), asking
    ).changes


@pytest.mark.parametrize("part", Name().parts())
def test_a_change_of_letter_case_alone_is_no_change_in_any_part_of_a_name(part: str) -> None:
    old, new = on_record(name=Name(**{part: "McKay"})), arriving(name=Name(**{part: "MCKAY"}))

    assert not planned(old, new, UpdateRules(name=NameRule.REVIEW)).changes


@pytest.mark.parametrize("rule", BirthRule)
def test_in_the_middle_band_staff_change_a_birth_date_by_hand(rule: BirthRule) -> None:
    old, new = on_record(birth=BORN), arriving(birth=BORN_LATER)

    by_rules = after(old, new, UpdateRules(birth=rule), band=Band.POSSIBLE)
    by_hand = after(old, new, UpdateRules(birth=rule), band=Band.POSSIBLE, choices={"birth": Choice.UPDATE})

    assert (by_rules.birth, by_hand.birth) == (BORN, BORN_LATER)


CHANGED: dict[str, Any] = {
    "name": Name(first="Ann", last="Lee"),
    "birth": BORN_LATER,
    "external_ids": (ExternalId("crm", "2"),),
    **{channel: (values[1],) for channel, values in VALUES.items()},
}
ASKED = {
    "name": {"name": NameRule.REVIEW},
    "birth": {"birth": BirthRule.REVIEW},
    "emails": {"email": DifferentRule.REVIEW},
    "phones": {"phone": DifferentRule.REVIEW},
    "addresses": {"different_address": DifferentRule.REVIEW},
}


@KINDS
@pytest.mark.parametrize("asked", ASKED)
def test_one_field_under_review_stops_every_other_change_until_staff_decide(kind: Kind, asked: str) -> None:
    had = {channel: (replace(values[0], id=1, primary=True),) for channel, values in VALUES.items()}
    old, row = on_record(kind=kind, birth=BORN, **had), arriving(kind=kind, **CHANGED)
    rules = UpdateRules(**ASKED[asked])  # type: ignore[arg-type]

    plan = planned(old, row, rules)
    decided = planned(old, row, rules, choices={asked: Choice.IGNORE})

    assert [change.field.partition(".")[0] for change in plan.changes if isinstance(change, NeedsReview)] == [
        asked
    ]
    assert plan.needs_review
    assert plan.writes == ()
    assert {change.field.partition(".")[0] for change in decided.writes} - {"former_names"} == {*CHANGED} - {
        asked
    }


ASKS = (EntryKind.ADD_FORM, EntryKind.IMPORTED_BATCH)


@KINDS
@pytest.mark.parametrize("lookup_id", ["", "C-1042"])
@pytest.mark.parametrize("entry", EntryKind)
def test_who_is_asked_for_the_rules_and_whose_typing_is_written_as_it_is(
    kind: Kind, entry: EntryKind, lookup_id: str
) -> None:
    had = {channel: (replace(values[0], id=1, primary=True),) for channel, values in VALUES.items()}
    old = on_record(kind=kind, birth=BORN, **had)
    row = arriving(kind=kind, lookup_id=lookup_id, **CHANGED)

    result = after(old, row, entry=entry)

    is_asked = entry in ASKS or (entry is EntryKind.TYPED_BATCH and not lookup_id)
    assert rules_apply(entry, bool(lookup_id)) is is_asked
    assert (result.name, result.birth) == (CHANGED["name"], BORN_LATER)
    assert result.former_names == ((FormerName("Ann Miller", end=TODAY),) if is_asked else ())
    for channel, (one, two, _) in VALUES.items():
        ended = replace(one, id=1, active=False, end=TODAY)
        asked, typed = (ended, replace(two, primary=True)), (replace(one, id=1, primary=True), two)
        assert getattr(result, channel) == (asked if is_asked else typed)


@pytest.mark.parametrize("entry", EntryKind)
def test_a_blank_never_overwrites_whoever_is_asked(entry: EntryKind) -> None:
    had = {channel: (replace(values[0], id=1, primary=True),) for channel, values in VALUES.items()}
    old = on_record(birth=BORN, external_ids=(ExternalId("crm", "1"),), **had)

    assert planned(old, arriving(name=Name(first=" ")), entry=entry).unchanged
