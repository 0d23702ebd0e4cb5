"""What becomes of a row, beside what is on record of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.activity.domain.kinds import GiftKind, GiftStatus
from app.activity_imports.domain import columns
from app.activity_imports.domain.deciding import Question, asks_whom, decide
from app.activity_imports.domain.facts import GiftFact, Who
from app.activity_imports.domain.plan import Decided, FieldChange
from app.activity_imports.domain.records import InFile, OnRecord, Records
from app.activity_imports.domain.whom import Found
from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.names import Name
from app.constituents.domain.record import Incoming, Kind

NOBODY = Who(incoming=Incoming(Kind.INDIVIDUAL, Name()))
GIFT = GiftFact(
    source="Stripe",
    key="ch_1",
    who=NOBODY,
    amount=5000,
    currency="USD",
    received_on=date(2026, 2, 28),
    status=GiftStatus.SETTLED,
    fund="Roof",
)
BACK = replace(GIFT, key="re_1", amount=-2000, refund_of="ch_1")
NAME = ("Stripe", "ch_1")


def on_record(**values: Any) -> OnRecord:
    """The gift as it stands, with these columns, and what else is told of it."""
    beside = ("kept", "given_back", "credited", "is_bare")
    told = {name: values.pop(name) for name in beside if name in values}
    columns_ = {**columns.columns_of(GIFT), "kind": GiftKind.ONE_OFF, **values}
    return OnRecord(7, 70, 1, columns_, **told)


def decided(fact: GiftFact, records: Records, whom: Found | None = None) -> Decided:
    question = Question(2, fact)
    assert asks_whom(question, records) is (whom is not None)
    return decide(question, records, whom)


def test_a_new_gift_is_about_whom_was_found() -> None:
    found = decided(GIFT, Records(), Found(70, 3, "email"))

    assert (found.outcome, found.action, found.person) == (Outcome.READY, Action.CREATE, 70)
    assert (found.version, found.plan.why) == (3, "email")


AGAIN = {
    "all the same": (on_record(), (), ()),
    "a blank overwrites nothing": (on_record(method="card", note="thanks"), (), ()),
    "another amount": (on_record(amount=4000), (FieldChange("amount", 4000, 5000),), ()),
    "settled since": (
        on_record(status=GiftStatus.PENDING),
        (FieldChange("status", "pending", "settled"),),
        (),
    ),
    "written by staff": (on_record(fund="Garden", kept=frozenset({"fund"})), (), ("fund",)),
    "some of it by staff": (
        on_record(fund="Garden", amount=1, kept=frozenset({"fund"})),
        (FieldChange("amount", 1, 5000),),
        ("fund",),
    ),
    "another day": (
        on_record(received_on=date(2024, 2, 29)),
        (FieldChange("received_on", "2024-02-29", "2026-02-28"),),
        (),
    ),
}


@pytest.mark.parametrize(("record", "changes", "kept"), AGAIN.values(), ids=AGAIN.keys())
def test_a_gift_on_record_follows_its_source_where_staff_wrote_nothing(
    record: OnRecord, changes: tuple[FieldChange, ...], kept: tuple[str, ...]
) -> None:
    found = decided(GIFT, Records(facts={NAME: record}))

    assert (found.plan.changes, found.plan.kept) == (changes, kept)
    assert found.action is (Action.UPDATE if changes else Action.NO_CHANGE)
    assert (found.person, found.fact_id) == (70, 7)


def test_what_staff_wrote_is_said_on_the_row() -> None:
    found = decided(GIFT, Records(facts={NAME: on_record(fund="Garden", kept=frozenset({"fund"}))}))

    assert found.detail == "stays as staff wrote it: fund"


@pytest.mark.parametrize(
    ("refunded", "given_back", "adds"), [(0, 0, 0), (2000, 0, 2000), (2000, 500, 1500), (2000, 2500, 0)]
)
def test_what_was_given_back_since_is_added_and_never_twice(
    refunded: int, given_back: int, adds: int
) -> None:
    fact = replace(GIFT, refunded=refunded)

    found = decided(fact, Records(facts={NAME: on_record(given_back=given_back)}))

    assert found.plan.refund == adds


def test_a_gift_that_was_given_back_as_a_whole_arrived_once() -> None:
    fact = replace(GIFT, status=GiftStatus.REFUNDED)

    found = decided(fact, Records(), Found(70, 3, "email"))

    assert found.plan.refund == 5000
    assert columns.columns_of(fact)["status"] is GiftStatus.SETTLED


def test_more_given_back_than_given_waits() -> None:
    assert decided(replace(GIFT, refunded=6000), Records(), Found(70, 3, "email")).cause == "too_much"


def test_a_refund_is_about_whoever_gave() -> None:
    found = decided(BACK, Records(gifts={NAME: on_record()}))

    assert (found.outcome, found.action, found.person) == (Outcome.READY, Action.CREATE, 70)


PENDING = InFile(9, None, 5000, "USD", waits=True)
WAITS = {
    "of nothing": (Records(), "gift_unknown"),
    "of a row that waits": (
        Records(in_file={"ch_1": InFile(9, None, 5000, "USD", waits=True)}),
        "gift_waits",
    ),
    "of less than is left": (Records(gifts={NAME: on_record(given_back=3001)}), "too_much"),
    "of less than is left in the file": (Records(in_file={"ch_1": InFile(9, 70, 1999, "USD")}), "too_much"),
    "in another currency": (Records(gifts={NAME: on_record(currency="EUR")}), "other_currency"),
}


@pytest.mark.parametrize(("records", "cause"), WAITS.values(), ids=WAITS.keys())
def test_a_refund_waits(records: Records, cause: str) -> None:
    found = decided(BACK, records)

    assert (found.outcome, found.cause) == (Outcome.POSSIBLE_DUPLICATE, cause)


@settings(max_examples=40)
@given(some.lists(some.integers(1, 4000), max_size=8), some.booleans())
def test_refunds_of_a_chunk_never_take_more_than_the_gift(amounts: list[int], is_in_file: bool) -> None:
    records = Records(in_file={"ch_1": InFile(9, 70, 5000, "USD")})
    if not is_in_file:
        records = Records(gifts={NAME: on_record()})

    found = [decided(replace(BACK, amount=-amount), records) for amount in amounts]

    ready = [amount for amount, each in zip(amounts, found, strict=True) if each.outcome is Outcome.READY]
    assert sum(ready) <= 5000
    assert all(each.cause == "too_much" for each in found if each.outcome is not Outcome.READY)
