"""The one thing to do next: the first rule that applies, with the numbers behind it."""

from typing import Any

import pytest
from hypothesis import given as hypothetically
from hypothesis import strategies as st

from app.activity.domain.summaries import Gift
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.stages import Stage
from app.profiles.domain.next_action import next_action, silence
from app.profiles.domain.prospect_facts import Facts
from tests.profiles.domain.prospects import SAY, TODAY, day, facts

RATED: dict[str, Any] = {"capacity": Capacity.FROM_10K, "capacity_currency": "USD"}
STILL: dict[str, Any] = {"stage": Stage.CULTIVATION, "stage_since": day("2026-01-01"), "manager": "Vera"}
MOVING: dict[str, Any] = {**STILL, "stage_since": day("2026-11-01")}
LAST_YEAR = (("2025-11-30", 100), ("2024-11-30", 100))
LAPSED = (("2023-03-01", 100), ("2022-03-01", 100))
LOYAL = (("2024-03-01", 100), ("2025-03-01", 100), ("2026-03-01", 100))

CASES = [
    (
        facts(next_step="Call", due=day("2026-11-19")),
        "Do what was planned",
        "“Call” was due on Nov 19, 2026, 2 days ago.",
    ),
    (facts(next_step="Call", due=TODAY), "Do what was planned", "“Call” is due on Nov 21, 2026, today."),
    (
        facts(("2026-10-22", 50)),
        "Thank for the gift",
        "USD 50 came on Oct 22, 2026, 30 days ago; no contact is noted since.",
    ),
    (
        facts(("2026-10-22", 50), last_contact=day("2026-10-21")),
        "Thank for the gift",
        "USD 50 came on Oct 22, 2026, 30 days ago; no contact is noted since.",
    ),
    (
        facts(next_step="Call", due=day("2026-11-22")),
        "Prepare what is planned",
        "“Call” is due on Nov 22, 2026, in 1 day.",
    ),
    (facts(next_step="Call"), "Do what was planned", "“Call”, without a day."),
    (
        facts(stage=Stage.SOLICITATION, stage_since=day("2026-08-22")),
        "Find out the answer, or end the ask",
        "In solicitation for 2 months (91 days), since Aug 22, 2026.",
    ),
    (
        facts(("2026-10-21", 50)),
        "Ask for a second gift",
        "The first and only gift was on Oct 21, 2026, 31 days ago; "
        "the 12 months for a second one end on Oct 21, 2027.",
    ),
    (
        facts(*LAST_YEAR),
        "Ask to give again this year",
        "1 gift in 2025, the last on Nov 30, 2025, and none in 2026 so far.",
    ),
    (
        facts(**RATED),
        "Find out whether there is interest in a larger gift",
        "Rated USD 10,000 to USD 25,000; no gift so far.",
    ),
    (
        facts(**STILL),
        "Decide on the next stage",
        "In cultivation for 10 months (324 days), since Jan 1, 2026.",
    ),
    (
        facts(*LAPSED),
        "Win back",
        "No gift in the last 12 months: the last was on Mar 1, 2023, 1,361 days ago.",
    ),
    (
        facts(attended=2, clicked=1, roles=("Volunteer",), registered=2),
        "Invite to a first gift",
        "2 events attended, 1 email clicked, 1 role today (Volunteer); 0 gifts.",
    ),
    (
        facts(**(MOVING | {"manager": ""})),
        "Choose a manager",
        "In cultivation, and nobody looks after it.",
    ),
    (
        facts(**MOVING, manager_left=True),
        "Choose a manager",
        "In cultivation, and Vera is not of the staff any more.",
    ),
    (
        facts(*LOYAL),
        "Ask for a larger or a monthly gift",
        "3 gifts in 3 of the last 5 fiscal years, 1 of them in 2026.",
    ),
    (
        facts(),
        "Get to know each other",
        "0 gifts, 0 registrations, 0 opens or clicks, 0 contacts on record.",
    ),
]


@pytest.mark.parametrize(("given", "what", "because"), CASES)
def test_what_is_suggested_and_why(given: Facts, what: str, because: str) -> None:
    found = next_action(given, SAY)

    assert found is not None
    assert (found.what, found.because) == (what, because)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (facts(("2026-11-01", 50), next_step="Call", due=day("2026-11-19")), "Do what was planned"),
        (facts(("2026-11-01", 50), next_step="Call", due=day("2026-12-19")), "Thank for the gift"),
        (facts(("2026-11-01", 50), last_contact=day("2026-11-01")), "Ask for a second gift"),
        (facts(*LAST_YEAR, next_step="Call", due=day("2026-12-19")), "Prepare what is planned"),
        (facts(*LAST_YEAR, **RATED), "Ask to give again this year"),
        (facts(*LAPSED, **RATED), "Find out whether there is interest in a larger gift"),
        (facts(*LAPSED, **RATED, **MOVING), "Win back"),
        (facts(*LAPSED, **STILL), "Decide on the next stage"),
        (facts(*LOYAL, attended=3), "Ask for a larger or a monthly gift"),
    ],
)
def test_the_more_pressing_comes_first(given: Facts, what: str) -> None:
    found = next_action(given, SAY)

    assert found is not None
    assert found.what == what


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (facts(*LAST_YEAR, is_deceased=True), "this person has died"),
        (facts(*LAST_YEAR, do_not_contact=True), "marked do not contact"),
        (facts(*LAST_YEAR, is_active=False), "the record is inactive"),
        (facts(*LAST_YEAR, stage=Stage.NOT_A_PROSPECT), "not a prospect"),
        (facts(("2026-03-01", 10), ("2026-03-02", 10)), "Nothing is pressing"),
        (facts(**MOVING), "Nothing is pressing"),
        (facts(**(MOVING | {"stage": Stage.SOLICITATION})), "Nothing is pressing"),
    ],
)
def test_where_nothing_is_suggested_it_says_why(given: Facts, said: str) -> None:
    assert next_action(given, SAY) is None
    assert said in silence(given)


def test_an_ask_says_that_email_is_closed_and_why() -> None:
    found = next_action(facts(*LAST_YEAR, barrier="unsubscribed"), SAY)

    assert found is not None
    assert found.mind == "Not by email: unsubscribed."


def test_who_is_no_prospect_is_still_thanked_and_called_as_planned() -> None:
    no_prospect: dict[str, Any] = {"stage": Stage.NOT_A_PROSPECT, "stage_since": day("2020-01-01")}

    thanked = next_action(facts(("2026-11-01", 50), **no_prospect), SAY)
    called = next_action(facts(next_step="Call", due=TODAY, **no_prospect), SAY)

    assert thanked is not None
    assert called is not None
    assert (thanked.asks, called.asks) == (False, False)


WHATEVER = st.builds(
    Facts,
    today=st.just(TODAY),
    first_month=st.integers(1, 12),
    is_deceased=st.booleans(),
    is_active=st.booleans(),
    do_not_contact=st.booleans(),
    gifts=st.dictionaries(st.integers(2019, 2027), st.integers(0, 9), max_size=5),
    amounts=st.dictionaries(st.integers(2019, 2027), st.integers(-900, 9_000), max_size=5),
    first=st.none() | st.dates(day("2019-01-01"), day("2027-12-31")),
    last=st.none()
    | st.builds(Gift, st.integers(0, 900), st.just("USD"), st.dates(day("2019-01-01"), day("2027-12-31"))),
    attended=st.integers(0, 3),
    stage=st.none() | st.sampled_from(Stage),
    stage_since=st.dates(day("2019-01-01"), day("2026-11-21")),
    capacity=st.none() | st.sampled_from(Capacity),
    next_step=st.sampled_from(["", "Call"]),
    due=st.none() | st.dates(day("2019-01-01"), day("2027-12-31")),
)


@hypothetically(WHATEVER)
def test_nobody_out_of_reach_is_ever_asked_and_there_is_always_a_word(given: Facts) -> None:
    found = next_action(given, SAY)

    if given.is_out_of_reach:
        assert found is None
    if given.stage is Stage.NOT_A_PROSPECT and found:
        assert not found.asks
    assert found or silence(given)
    assert next_action(given, SAY) == found
