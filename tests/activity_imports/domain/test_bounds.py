"""What hangs on a gift bounds what a file may make of it: no sum goes below nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.activity.domain.kinds import GiftStatus, RegistrationStatus
from app.activity_imports.domain import columns
from app.activity_imports.domain.choices import Person
from app.activity_imports.domain.deciding import Question, as_meant, asks_whom, decide
from app.activity_imports.domain.facts import EventFact, GiftFact, RegistrationFact
from app.activity_imports.domain.plan import Decided
from app.activity_imports.domain.records import InFile, OnRecord, Records
from app.activity_imports.domain.whom import Found
from app.batches.domain.rows import Action
from tests.activity_imports.domain.test_deciding import BACK, GIFT, NAME, NOBODY, on_record

REFUND = ("Stripe", "re_1")


def decided(fact: GiftFact | RegistrationFact, records: Records) -> Decided:
    return decide(Question(2, fact), records, None)


def known(**values: Any) -> Records:
    return Records(facts={NAME: on_record(**values)})


WAITS = {
    "a smaller gift than was given back": (replace(GIFT, amount=4000), known(given_back=4500), "too_much"),
    "a smaller gift than others are thanked for": (
        replace(GIFT, amount=4000),
        known(credited=4500),
        "too_much",
    ),
    "a failed gift of which money was given back": (
        replace(GIFT, status=GiftStatus.FAILED),
        known(given_back=1),
        "too_much",
    ),
    "more given back than staff say was given": (
        replace(GIFT, refunded=5000),
        known(amount=2500, kept=frozenset({"amount"})),
        "too_much",
    ),
    "another currency than its refunds": (
        replace(GIFT, currency="EUR"),
        known(given_back=1),
        "other_currency",
    ),
    "a refund of a gift that failed": (
        BACK,
        Records(gifts={NAME: on_record(status=GiftStatus.FAILED)}),
        "not_arrived",
    ),
    "a refund of a gift that fails in the file": (
        BACK,
        Records(in_file={"ch_1": InFile(9, 70, 5000, "USD", has_arrived=False)}),
        "not_arrived",
    ),
}


@pytest.mark.parametrize(("fact", "records", "cause"), WAITS.values(), ids=WAITS.keys())
def test_a_row_waits_that_would_leave(fact: GiftFact, records: Records, cause: str) -> None:
    assert decided(fact, records).cause == cause


@pytest.mark.parametrize(("takes", "cause"), [(-5000, ""), (-5001, "too_much")])
def test_a_refund_on_record_grows_to_what_is_left_of_its_gift(takes: int, cause: str) -> None:
    record = replace(on_record(amount=-2000), id=8)
    records = Records(facts={REFUND: record}, gifts={NAME: on_record(given_back=2000)})

    assert decided(replace(BACK, amount=takes), records).cause == cause


def test_two_refunds_on_record_that_grow_in_one_file_share_what_is_left() -> None:
    one, two = (replace(on_record(amount=-2000), id=id) for id in (8, 9))
    records = Records(facts={REFUND: one, ("Stripe", "re_2"): two}, gifts={NAME: on_record(given_back=4000)})

    first = decided(replace(BACK, amount=-3000), records)
    second = decided(replace(BACK, key="re_2", amount=-3000), records)

    assert (first.action, second.cause) == (Action.UPDATE, "too_much")


def test_a_refund_is_ready_whose_gift_is_settled_in_the_same_file() -> None:
    records = Records(gifts={NAME: on_record(status=GiftStatus.PENDING)}, settled={"ch_1"})

    assert decided(BACK, records).action is Action.CREATE


def test_what_changes_nothing_is_no_change_whatever_hangs_on_it() -> None:
    assert decided(GIFT, known(given_back=9000)).action is Action.NO_CHANGE


def test_a_file_writes_no_words_about_somebody_who_was_erased() -> None:
    fact = replace(GIFT, note="From Ann for her mother", amount=6000)

    found = decided(fact, known(is_bare=True, fund="", note=""))

    assert [each.field for each in found.plan.changes] == ["amount"]
    assert found.plan.is_bare


PLACE = RegistrationFact(
    source="Eventbrite",
    key="1",
    who=NOBODY,
    event=EventFact(source="Eventbrite", key="", name="Gala", starts_at=datetime(2026, 4, 18, tzinfo=UTC)),
    registered_at=datetime(2026, 4, 1, tzinfo=UTC),
    status=RegistrationStatus.REGISTERED,
    fee=4000,
    currency="USD",
    guests=3,
)


@pytest.mark.parametrize(("says", "fields"), [(True, ["fee", "guests"]), (False, [])])
def test_a_nought_that_the_row_states_follows_and_a_blank_does_not(says: bool, fields: list[str]) -> None:
    record = OnRecord(7, 70, 1, columns.columns_of(PLACE))
    fact = replace(PLACE, fee=0, guests=0, says_fee=says, says_guests=says)

    found = decided(fact, Records(facts={("Eventbrite", "1"): record}))

    assert [each.field for each in found.plan.changes] == fields


KEYLESS = replace(GIFT, key="row:abc")
EQUAL = Question(5, KEYLESS, first=2, place=2)


def test_a_row_without_a_number_that_says_just_the_same_waits_instead_of_being_lost() -> None:
    question = as_meant(EQUAL)

    assert not asks_whom(question, Records())
    assert decide(question, Records(), None).cause == "equal"


def test_chosen_by_staff_it_is_another_gift_and_known_again_later() -> None:
    question = as_meant(replace(EQUAL, choice=Person(70)))
    assert asks_whom(question, Records())

    found = decide(question, Records(), Found(70, 1, "staff"))

    assert found.action is Action.CREATE
    assert found.plan.fact is not None
    key = found.plan.fact["key"]
    assert key != KEYLESS.key
    moved = replace(EQUAL, number=9, first=6)
    again = decide(as_meant(moved), Records(facts={("Stripe", key): on_record()}), None)
    assert again.action is Action.NO_CHANGE


def test_a_row_with_the_number_of_an_earlier_one_is_left_out() -> None:
    assert decide(as_meant(Question(5, GIFT, first=2)), Records(), None).cause == "repeated"
