"""What sort of donor somebody is, and what speaks for and against: each sentence with its numbers."""

from datetime import date
from typing import Any

import pytest

from app.activity.domain.summaries import Gift
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.stages import Stage
from app.profiles.domain.indicators import Donor, donor, indicators
from app.profiles.domain.prospect_facts import Facts
from app.profiles.domain.prospect_signs import risks, strengths
from tests.profiles.domain.prospects import SAY, TODAY, day, facts

LOYAL = (("2023-03-01", 100), ("2024-03-01", 100), ("2025-03-01", 100), ("2026-10-12", 200))


@pytest.mark.parametrize(
    ("given", "kind", "because"),
    [
        (facts(), Donor.NONE, "0 settled gifts on record."),
        (facts(("2026-11-21", 50)), Donor.NEW, "1 gift in all, USD 50, the last today."),
        (facts(("2025-11-21", 50)), Donor.NEW, "1 gift in all, USD 50, the last 365 days ago."),
        (facts(("2025-11-20", 50)), Donor.LAPSED, "1 gift in all, USD 50, the last 366 days ago."),
        (
            facts(("2026-01-01", 50), ("2025-12-01", 30)),
            Donor.CURRENT,
            "2 gifts in the last 5 fiscal years, USD 80, the last 324 days ago.",
        ),
        (facts(*LOYAL), Donor.LOYAL, "4 gifts in the last 5 fiscal years, USD 500, the last 40 days ago."),
        (
            facts(("2014-01-01", 900), *LOYAL),
            Donor.LOYAL,
            "4 gifts in the last 5 fiscal years, USD 500, the last 40 days ago.",
        ),
        (
            facts(("2014-01-01", 900), ("2015-01-01", 100)),
            Donor.LAPSED,
            "2 gifts in all, USD 1,000, the last 4,342 days ago.",
        ),
        (
            facts(("2026-11-20", 50), other_currencies=("EUR", "GBP")),
            Donor.NEW,
            "1 gift in all, USD 50, the last 1 day ago. Gifts in EUR and GBP are not in the amount.",
        ),
    ],
)
def test_the_label_says_how_often_how_much_and_how_recently(given: Facts, kind: Donor, because: str) -> None:
    found = indicators(given, SAY)

    assert (found.donor, found.because) == (kind, because)


@pytest.mark.parametrize(
    ("today", "first_month", "kind"),
    [
        (date(2026, 12, 31), 1, Donor.LOYAL),
        (date(2027, 1, 1), 1, Donor.LOYAL),
        (date(2026, 6, 30), 7, Donor.CURRENT),
        (date(2026, 7, 1), 7, Donor.CURRENT),
    ],
)
def test_loyalty_is_counted_in_fiscal_years(today: date, first_month: int, kind: Donor) -> None:
    days = (
        ("2022-02-01", "2025-08-01", "2026-06-30")
        if first_month == 7
        else ("2023-02-01", "2025-08-01", "2026-06-30")
    )

    given = facts(*((on, 10) for on in days), today=today, first_month=first_month)

    expected = {2022, 2026} if first_month == 7 else {2023, 2025, 2026}
    assert set(given.gifts) == expected
    assert donor(given) is kind


def test_twelve_months_end_alike_in_leap_years() -> None:
    gift = Gift(1_000, "USD", date(2027, 2, 28))
    common: dict[str, Any] = {"gifts": {2027: 1}, "last": gift, "first": gift.on}

    on_leap_day = Facts(today=date(2028, 2, 29), **common)
    the_day_after = Facts(today=date(2028, 3, 1), **common)

    assert (donor(on_leap_day), donor(the_day_after)) == (Donor.NEW, Donor.LAPSED)


STRENGTHS = [
    (facts(*LOYAL), "Gives constantly", "4 gifts in 4 of the last 5 fiscal years, USD 500 together."),
    (facts(*LOYAL), "Gives more", "USD 200 in 2026 after USD 100 in 2025."),
    (
        facts(("2024-02-01", 10), ("2025-02-01", 30)),
        "Gives more",
        "USD 30 in 2025 after USD 10 in 2024.",
    ),
    (
        facts(("2026-10-07", 50)),
        "Second-gift window",
        "The first and only gift was on Oct 7, 2026, 45 days ago; "
        "the 12 months for a second one end on Oct 7, 2027.",
    ),
    (
        facts(("2026-10-07", 50), capacity=Capacity.FROM_10K, capacity_currency="USD", capacity_on=TODAY),
        "Could give more",
        "Rated USD 10,000 to USD 25,000 on Nov 21, 2026; the largest gift so far is USD 50.",
    ),
    (
        facts(capacity=Capacity.FROM_1M, capacity_currency="USD"),
        "Could give more",
        "Rated USD 1,000,000 or more; no gift so far.",
    ),
    (facts(attended=3, registered=4), "Comes to events", "3 events attended of 4 registered for."),
    (facts(attended=1, registered=1), "Comes to events", "1 event attended."),
    (
        facts(delivered=12, opened=5, clicked=2, last_engaged=day("2025-11-21")),
        "Reads email",
        "5 opened and 2 clicked of 12 delivered, the last on Nov 21, 2025.",
    ),
    (facts(roles=("Board member", "Volunteer")), "Takes part", "2 roles today: Board member, Volunteer."),
    (facts(last_contact=day("2026-08-23")), "In touch", "The last contact was on Aug 23, 2026, 90 days ago."),
]


@pytest.mark.parametrize(("given", "title", "words"), STRENGTHS)
def test_a_strength_names_its_numbers(given: Facts, title: str, words: str) -> None:
    assert {point.title: point.words for point in strengths(given, SAY)}.get(title) == words


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (facts(("2024-03-01", 10), ("2025-03-01", 10)), "Gives constantly"),
        (facts(("2024-03-01", 10), ("2025-03-01", 10)), "Gives more"),
        (facts(("2026-10-07", 50), is_deceased=True), "Second-gift window"),
        (facts(("2026-10-07", 50), do_not_contact=True), "Second-gift window"),
        (
            facts(("2026-10-07", 10_000), capacity=Capacity.FROM_10K, capacity_currency="USD"),
            "Could give more",
        ),
        (facts(("2026-10-07", 1), capacity=Capacity.FROM_10K, capacity_currency="EUR"), "Could give more"),
        (facts(capacity=Capacity.UNDER_1K, capacity_currency="USD"), "Could give more"),
        (facts(registered=2), "Comes to events"),
        (facts(delivered=12, opened=5, last_engaged=day("2025-11-20")), "Reads email"),
        (facts(last_contact=day("2026-08-22")), "In touch"),
    ],
)
def test_what_is_not_so_is_no_strength(given: Facts, title: str) -> None:
    assert title not in [point.title for point in strengths(given, SAY)]


UNDER_WAY: dict[str, Any] = {"stage": Stage.CULTIVATION, "stage_since": day("2026-05-25"), "manager": "Vera"}
RISKS = [
    (
        facts(next_step="Send the report", due=day("2026-11-20")),
        "Next step is late",
        "“Send the report” was due on Nov 20, 2026, 1 day ago.",
    ),
    (
        facts(("2025-03-01", 100), ("2025-04-01", 50)),
        "LYBUNT",
        "2 gifts in 2025, the last on Apr 1, 2025, and none in 2026 so far.",
    ),
    (
        facts(("2023-03-01", 100)),
        "SYBUNT",
        "1 gift in 2023, the last on Mar 1, 2023; none in 2025, none in 2026 so far.",
    ),
    (
        facts(("2023-03-01", 100)),
        "Lapsed",
        "No gift in the last 12 months: the last was on Mar 1, 2023, 1,361 days ago.",
    ),
    (facts(("2024-03-01", 100), ("2025-03-01", 60)), "Gave less", "USD 60 in 2025 after USD 100 in 2024."),
    (facts(barrier="unsubscribed"), "Cannot be emailed", "Because of: unsubscribed."),
    (
        facts(do_not_contact=True, barrier="do not contact"),
        "Do not contact",
        "Marked so: neither email nor any other ask.",
    ),
    (
        facts(**(UNDER_WAY | {"stage_since": day("2026-05-24")})),
        "Stage stands still",
        "In cultivation for 5 months (181 days), since May 24, 2026.",
    ),
    (
        facts(stage=Stage.SOLICITATION, stage_since=day("2026-08-22"), manager="Vera"),
        "Stage stands still",
        "In solicitation for 2 months (91 days), since Aug 22, 2026.",
    ),
    (
        facts(**(UNDER_WAY | {"manager": ""})),
        "No manager",
        "In cultivation without anybody who looks after it.",
    ),
    (facts(**UNDER_WAY, manager_left=True), "Manager left", "Vera is not of the staff any more."),
    (facts(**UNDER_WAY), "No contact", "In cultivation with 0 contacts on record."),
    (
        facts(**UNDER_WAY, last_contact=day("2026-05-24")),
        "Out of touch",
        "The last contact was on May 24, 2026, 181 days ago.",
    ),
    (facts(delivered=3), "Email goes unread", "3 delivered, 0 opened, 0 clicked."),
    (
        facts(delivered=3, opened=1, last_engaged=day("2025-11-20")),
        "Email goes unread",
        "The last open or click was on Nov 20, 2025, 366 days ago.",
    ),
    (
        facts(capacity=Capacity.FROM_5K, capacity_on=day("2024-11-20")),
        "Rating is old",
        "The capacity was rated on Nov 20, 2024, 2 years ago.",
    ),
]


@pytest.mark.parametrize(("given", "title", "words"), RISKS)
def test_a_risk_names_its_numbers(given: Facts, title: str, words: str) -> None:
    assert {point.title: point.words for point in risks(given, SAY)}.get(title) == words


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (facts(next_step="Send the report", due=TODAY), "Next step is late"),
        (facts(next_step="Send the report"), "Next step is late"),
        (facts(**UNDER_WAY), "Stage stands still"),
        (facts(stage=Stage.STEWARDSHIP, stage_since=day("2020-01-01")), "Stage stands still"),
        (facts(stage=Stage.STEWARDSHIP, stage_since=day("2020-01-01")), "No manager"),
        (facts(**UNDER_WAY, last_contact=day("2026-05-25")), "Out of touch"),
        (facts(delivered=2), "Email goes unread"),
        (facts(delivered=9, barrier="bounced"), "Email goes unread"),
        (facts(capacity=Capacity.FROM_5K, capacity_on=day("2024-11-21")), "Rating is old"),
        (facts(("2024-03-01", 100), ("2025-03-01", 100)), "Gave less"),
        (facts(("2024-03-01", 100), ("2025-03-01", 60), ("2026-03-01", 61)), "Gave less"),
    ],
)
def test_what_is_not_so_is_no_risk(given: Facts, title: str) -> None:
    assert title not in [point.title for point in risks(given, SAY)]


def test_nothing_threatens_somebody_who_died() -> None:
    given = facts(
        ("2023-03-01", 100), is_deceased=True, barrier="deceased", next_step="Call", due=day("2026-01-01")
    )

    found = indicators(given, SAY)

    assert (found.risks, found.action) == ((), None)
    assert found.silence == "Nothing is suggested: this person has died."


def test_signs_keep_their_order() -> None:
    given = facts(
        ("2023-03-01", 300),
        ("2024-03-01", 100),
        ("2025-03-01", 50),
        attended=1,
        registered=1,
        delivered=3,
        next_step="Call",
        due=day("2026-01-01"),
        barrier="",
        roles=("Volunteer",),
        **UNDER_WAY,
    )

    found = indicators(given, SAY)

    assert [point.title for point in found.strengths] == ["Gives constantly", "Comes to events", "Takes part"]
    assert [point.title for point in found.risks] == [
        "Next step is late",
        "LYBUNT",
        "Lapsed",
        "Gave less",
        "No contact",
        "Email goes unread",
    ]
