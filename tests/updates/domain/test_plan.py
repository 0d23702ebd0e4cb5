"""Plans as a whole: who is asked, what a review stops, what staff choose, what is written as typed."""

from dataclasses import replace
from datetime import date

import pytest

from app.constituents.domain.record import Address, Band, ExternalId, Incoming, Kind, Name, PartialDate
from app.updates.domain.applied import apply
from app.updates.domain.changes import Add, MakePrimary, Replace, UpdatePlan
from app.updates.domain.entry import Choice, EntryKind
from app.updates.domain.rules import DifferentRule, SimilarRule, UpdateRules
from app.updates.domain.words import describe, show, summary
from tests.updates.domain.people import (
    HOME,
    OTHER,
    TODAY,
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

FULL = on_record(
    emails=(email("one", id=1, primary=True), email("other", WORK, id=2)),
    phones=(phone("12127365001", id=3, primary=True),),
    addresses=(address("1 Elm St", id=4, primary=True),),
    birth=PartialDate(1971),
    external_ids=(ExternalId("crm", "1"),),
)


def test_what_is_typed_is_written_without_ending_anything() -> None:
    row = arriving(
        name=Name(first="ANN", middle="Beth"),
        birth=PartialDate(1972),
        emails=(email("one", WORK, id=1), email("two"), email("ONE")),
        phones=(phone("12127365002", primary=True),),
        addresses=(address("2 Oak Rd", id=4, active=False, end=TODAY), address("3 Ash Ln", WORK)),
        external_ids=(ExternalId("crm", "2"),),
    )

    plan = planned(FULL, row, entry=EntryKind.EDIT_FORM)
    result = apply(FULL, plan)

    assert result.name == Name(first="ANN", middle="Beth", last="Miller")
    assert result.former_names == ()
    assert result.birth == PartialDate(1972)
    assert result.emails == (email("one", WORK, id=1, primary=True), FULL.emails[1], email("two"))
    assert [value.primary for value in result.phones] == [False, True]
    assert result.addresses[0] == address("2 Oak Rd", id=4, active=False, end=TODAY)
    assert result.addresses[1] == address("3 Ash Ln", WORK, primary=True)
    assert result.external_ids == (ExternalId("crm", "1"), ExternalId("crm", "2"))
    assert planned(result, row, entry=EntryKind.EDIT_FORM).unchanged


def test_a_typed_id_that_is_not_on_record_is_a_new_value() -> None:
    result = after(FULL, arriving(emails=(email("two", id=77),)), entry=EntryKind.EDIT_FORM)

    assert result.emails == (*FULL.emails, email("two"))


def test_typing_may_name_another_primary_among_those_on_record() -> None:
    row = arriving(emails=(email("other", WORK, primary=True),))

    plan = planned(FULL, row, entry=EntryKind.EDIT_FORM)

    assert kinds(plan, "emails") == ["MakePrimary"]
    assert [value.primary for value in apply(FULL, plan).emails] == [False, True]


def test_one_value_may_be_typed_twice_and_back_again() -> None:
    row = arriving(emails=(email("two", id=1), email("one", id=1, primary=True)))

    assert planned(FULL, row, entry=EntryKind.EDIT_FORM).unchanged


def test_one_review_stops_everything_else_on_the_row() -> None:
    row = arriving(name=Name(first="Ann", last="Lee"), emails=(email("two"),), birth=PartialDate(1971, 4, 2))

    plan = planned(FULL, row, UpdateRules(email=DifferentRule.REVIEW))

    assert plan.needs_review
    assert not plan.unchanged
    assert plan.writes == ()
    assert apply(FULL, plan) == FULL
    assert summary(plan) == "email needs a decision"


@pytest.mark.parametrize(
    ("choice", "addresses_after"),
    [
        (Choice.ADD, ["one", "other", "two"]),
        (Choice.UPDATE, ["two", "other"]),
        (Choice.IGNORE, ["one", "other"]),
    ],
)
@pytest.mark.parametrize("rule", DifferentRule)
def test_a_person_decides_over_every_rule_value_by_value(
    choice: Choice, addresses_after: list[str], rule: DifferentRule
) -> None:
    row = arriving(emails=(email("two"),))

    result = after(
        FULL, row, UpdateRules(email=rule), choices={"emails:two@example.org": choice}, band=Band.POSSIBLE
    )

    assert [value.address.partition("@")[0] for value in result.emails] == addresses_after


def test_an_update_chosen_by_hand_takes_the_place_of_the_value_of_its_type() -> None:
    choices = {"emails": Choice.UPDATE, "phones": Choice.UPDATE, "addresses": Choice.UPDATE}
    row = arriving(
        emails=(email("two", WORK),), phones=(phone("12127365002", OTHER),), addresses=(address("2 Oak Rd"),)
    )

    plan = planned(FULL, row, choices=choices)
    result = apply(FULL, plan)

    assert plan.changes[0].rule == "Email not on record: updated in place (chosen by staff)."
    assert result.emails[1] == email("two", WORK, id=2)
    assert result.phones == (phone("12127365002", id=3, primary=True),)
    assert result.addresses == (address("2 Oak Rd", id=4, primary=True),)


def test_an_update_chosen_by_hand_prefers_the_similar_address() -> None:
    old = on_record(addresses=(address("1 Elm St", id=1, primary=True), address("2 Oak Rd", WORK, id=2)))
    row = arriving(addresses=(address("2 Oak Rd Apt 3"),))

    result = after(
        old, row, UpdateRules(similar_address=SimilarRule.IGNORE), choices={"addresses": Choice.UPDATE}
    )

    assert result.addresses[1] == address("2 Oak Rd Apt 3", WORK, id=2)


def test_an_update_without_anything_to_update_adds() -> None:
    row = arriving(emails=(email("two"),))

    assert after(on_record(), row, choices={"emails": Choice.UPDATE}).emails == (email("two", primary=True),)


@pytest.mark.parametrize("choice", [Choice.ADD, Choice.UPDATE])
def test_a_person_may_bring_back_what_has_ended(choice: Choice) -> None:
    old = on_record(emails=(email("one", id=1, active=False, end=date(2020, 1, 1)),))

    result = after(old, arriving(emails=(email("one"),)), choices={"emails": choice})

    assert result.emails == (*old.emails, email("one", primary=True))


def test_a_row_of_the_other_kind_waits_for_a_person() -> None:
    row = Incoming(Kind.ORGANIZATION, Name(organization="Elm Fund"), emails=(email("two"),))

    assert planned(FULL, row).needs_review
    assert summary(planned(FULL, row)) == "kind needs a decision"
    settled = planned(FULL, row, choices={"kind": Choice.UPDATE})
    assert not settled.needs_review
    assert apply(FULL, settled).kind is Kind.INDIVIDUAL


def test_external_ids_are_added_once_and_none_is_lost() -> None:
    one, two = ExternalId("crm", "1"), ExternalId("crm", "2")

    assert after(FULL, arriving(external_ids=(two, two, one))).external_ids == (one, two)


def test_a_plan_made_for_another_state_is_not_applied() -> None:
    plan = planned(FULL, arriving(phones=(phone("12127365002"),)))

    with pytest.raises(ValueError, match="not in"):
        apply(replace(FULL, phones=()), plan)


def test_the_summary_of_a_row_that_changes_nothing_says_so() -> None:
    assert summary(planned(FULL, arriving())) == "No change"


def test_every_change_can_be_told_in_a_few_words() -> None:
    row = arriving(
        name=Name(first="Ann", last="Lee"),
        phones=(phone("12127365002"),),
        emails=(email("two", OTHER),),
        external_ids=(ExternalId("crm", "2"),),
    )
    plan = planned(FULL, row, choices={"emails": Choice.IGNORE})

    assert [describe(change) for change in plan.changes] == [
        "last name → Lee",
        "+ other names Ann Miller",
        "email two@example.org ignored",
        "+ phone 12127365002",
        "phone 12127365001 ended",
        "primary phone → 12127365002",
        "+ external ID crm 2",
    ]


def test_values_are_shown_as_people_write_them() -> None:
    assert show(None) == ""
    assert show(PartialDate(1971, 4, 2)) == "Apr 2, 1971"
    assert show(address("1 Elm St")) == "1 Elm St, Portland, OR 97201, US"
    assert show(Address(("1 Elm St",), "", "", "", "", HOME)) == "1 Elm St"


def test_kinds_of_change_are_told_apart_when_read_back() -> None:
    changes = tuple(
        kind("name.first", "", "Ann", "why", "name.first") for kind in (Add, Replace, MakePrimary)
    )
    plan = UpdatePlan(changes, needs_review=False)

    assert UpdatePlan.from_json(plan.to_json()) == plan
    assert len(set(changes)) == 3


@pytest.mark.parametrize(("marked", "winner"), [(1, 1), (None, 0)])
def test_the_first_values_typed_have_the_typed_primary_or_the_first(marked: int | None, winner: int) -> None:
    typed = tuple(email(name, primary=at == marked) for at, name in enumerate(("one", "two")))

    result = after(on_record(), arriving(emails=typed), entry=EntryKind.EDIT_FORM)

    assert [value.primary for value in result.emails] == [winner == 0, winner == 1]


def test_typing_another_value_leaves_the_primary_where_it_is() -> None:
    old = on_record(emails=(email("one", id=1), email("two", id=2, primary=True)))

    result = after(old, arriving(emails=(email("three"),)), entry=EntryKind.EDIT_FORM)

    assert [value.primary for value in result.emails] == [False, True, False]


def test_when_the_typed_primary_is_ended_another_on_record_takes_its_place() -> None:
    ended = email("one", id=1, active=False, primary=True, end=TODAY)

    result = after(FULL, arriving(emails=(ended,)), entry=EntryKind.EDIT_FORM)

    assert result.emails == (replace(ended, primary=False), replace(FULL.emails[1], primary=True))


def test_a_typed_mark_does_not_make_an_ended_value_primary() -> None:
    old = on_record(emails=(email("one", id=1, active=False), email("two", id=2, primary=True)))

    plan = planned(old, arriving(emails=(email("one", primary=True),)), entry=EntryKind.EDIT_FORM)

    assert plan.unchanged


def test_of_a_value_that_is_on_record_twice_the_primary_one_is_meant() -> None:
    old = on_record(emails=(email("one", id=1), email("one", id=2, primary=True)))

    plan = planned(old, arriving(emails=(email("one", primary=True),)), entry=EntryKind.EDIT_FORM)

    assert plan.unchanged


def test_a_value_typed_as_ended_makes_no_other_spelling_of_it_primary() -> None:
    old = on_record(emails=(email("one", id=1), email("two", id=2, primary=True)))

    plan = planned(
        old, arriving(emails=(email("one", primary=True, active=False),)), entry=EntryKind.EDIT_FORM
    )

    assert plan.unchanged
