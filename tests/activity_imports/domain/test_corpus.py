"""Sample files of every known tool: recognized, read to the last cent and minute, and nothing else is a fact.

The sums below were added up by hand from the files, not by the code under test.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain.facts import (
    Fact,
    GiftFact,
    MailFact,
    NotAFact,
    RegistrationFact,
)
from app.activity_imports.domain.facts_json import fact_of, to_json
from app.activity_imports.domain.gaps import gaps
from app.activity_imports.domain.reader import Reader
from app.activity_imports.domain.reading import Reading, Stated
from app.activity_imports.domain.row import Context
from app.batches.domain.row_problems import RowProblems
from tests.activity_imports.corpus import NAMES, opened, proposed

CONTEXT = Context("USD", "America/Los_Angeles", "US", date(2026, 6, 1))
GALA = Stated("Spring Gala", datetime(2026, 5, 4, 14, tzinfo=UTC))
NET = {
    "stripe_payments": {"USD": 139_929, "EUR": 2_550, "JPY": 5_000, "KWD": 1_250},
    "stripe_payments_older": {"USD": 21_900},
    "paypal_activity": {"USD": 129_000, "EUR": 1_500},
    "paypal_activity_comma": {"EUR": 126_550},
    "civicrm_contributions": {"USD": 263_500},
    "giving_book": {"USD": 127_550},
}
"""Settled money less refunds, in minor units."""
GROSS = {
    "stripe_payments": {"USD": 152_929, "EUR": 2_550, "JPY": 5_000, "KWD": 1_250},
    "paypal_activity": {"USD": 133_500, "EUR": 1_500},
}
"""Settled money before refunds."""
STANDINGS = {
    "stripe_payments": {"settled": 10, "pending": 1, "failed": 1, "test": 1},
    "stripe_payments_older": {"settled": 2},
    "paypal_activity": {"settled": 8, "pending": 1, "failed": 1, "own_money": 2, "memo": 1, "out": 1},
    "paypal_activity_comma": {"settled": 3},
    "civicrm_contributions": {"settled": 3, "pending": 1, "failed": 2, "refunded": 2, "test": 1},
    "giving_book": {"settled": 2, "error": 2},
    "civicrm_participants": {
        "attended": 1,
        "no_show": 1,
        "cancelled": 1,
        "waitlisted": 1,
        "registered": 2,
        "test": 1,
    },
    "eventbrite_attendees": {"registered": 2, "attended": 2, "cancelled": 1},
    "mailchimp_opens": {"opened": 3},
    "mailchimp_clicks": {"clicked": 2},
    "mailchimp_bounces": {"bounced": 2},
    "mailchimp_unsubscribed": {"unsubscribed": 1, "error": 1},
    "mailchimp_cleaned": {"bounced": 1},
}
ASKED = {
    "eventbrite_attendees": {"about_name"},
    "mailchimp_opens": {"about_name"},
    "mailchimp_clicks": {"about_name"},
    "mailchimp_bounces": {"about_name"},
    "giving_book": {"source"},
}
"""What staff have to say about a file, by the control where they do."""


def reading_of(name: str) -> Reading:
    reading = proposed(name)
    about = GALA if "about_name" in ASKED.get(name, ()) else None
    return replace(reading, about=about, source=reading.source or "Book")


def read(name: str) -> list[Fact | NotAFact | RowProblems]:
    reader = Reader(reading_of(name), CONTEXT)
    return [reader.read(row) for row in opened(name)[1]]


def gifts(name: str) -> list[GiftFact]:
    return [each for each in read(name) if isinstance(each, GiftFact)]


def standing(what: Fact | NotAFact | RowProblems) -> str:
    match what:
        case NotAFact():
            return what.cause
        case RowProblems():
            return "error"
        case MailFact():
            return what.happenings[0].kind.value
        case _:
            return what.status.value


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_recognized_and_asks_only_what_it_does_not_say(name: str) -> None:
    reading = proposed(name)

    assert name == "giving_book" or name.startswith(reading.preset)
    assert {gap.field for gap in gaps(reading, opened(name)[1])} == ASKED.get(name, set())
    assert not gaps(reading_of(name), opened(name)[1])


@pytest.mark.parametrize("name", NAMES)
def test_every_row_becomes_what_it_is(name: str) -> None:
    assert Counter(map(standing, read(name))) == STANDINGS[name]


@pytest.mark.parametrize("name", sorted(NET))
def test_the_money_of_a_file_is_exact_in_every_currency(name: str) -> None:
    net, gross = Counter[str](), Counter[str]()
    for gift in gifts(name):
        if gift.status is GiftStatus.SETTLED:
            net[gift.currency] += gift.amount - gift.refunded
            gross[gift.currency] += max(0, gift.amount)

    assert net == NET[name]
    assert gross == GROSS.get(name, gross)


@pytest.mark.parametrize("name", NAMES)
def test_a_fact_is_told_as_json_and_back(name: str) -> None:
    facts = [each for each in read(name) if isinstance(each, GiftFact | RegistrationFact | MailFact)]

    assert [fact_of(to_json(fact)) for fact in facts] == facts


def test_a_refund_names_its_gift_and_the_day_in_the_zone_of_the_workspace() -> None:
    by_key = {gift.key: gift for gift in gifts("stripe_payments")}
    of_paypal = {gift.key: gift for gift in gifts("paypal_activity")}

    assert (by_key["ch_04"].refunded, by_key["ch_04"].refunded_on) == (3_000, date(2026, 2, 28))
    assert (of_paypal["PP04"].refund_of, of_paypal["PP04"].amount) == ("PP02", -2_000)
    assert of_paypal["PP04"].who.email == "jon.smith@example.com"
    assert of_paypal["PP11"].status is GiftStatus.SETTLED


def test_days_are_counted_in_the_zone_of_the_workspace() -> None:
    far_east = replace(CONTEXT, zone="Pacific/Tongatapu")
    reader = Reader(reading_of("stripe_payments"), far_east)
    rows = opened("stripe_payments")[1]
    found = {fact.key: fact.received_on for fact in map(reader.read, rows) if isinstance(fact, GiftFact)}

    assert found["ch_02"] == date(2026, 2, 1)
    assert found["ch_10"] == date(2024, 3, 1)
    assert {gift.key: gift.received_on for gift in gifts("stripe_payments")}["ch_10"] == date(2024, 2, 29)


def test_an_hour_in_the_zone_of_the_row_is_an_instant() -> None:
    of_europe = {gift.key: gift.received_on for gift in gifts("paypal_activity_comma")}
    event = next(each for each in read("civicrm_participants") if isinstance(each, RegistrationFact)).event

    assert of_europe["PC01"] == date(2025, 12, 31)
    assert of_europe["PC02"] == date(2026, 1, 1)
    assert event.starts_at == datetime(2026, 3, 22, 1, tzinfo=UTC)


def test_people_come_with_all_that_the_file_knows_of_them() -> None:
    giver = gifts("paypal_activity")[0].who.incoming
    organization = next(gift for gift in gifts("civicrm_contributions") if gift.fund == "Grant").who.incoming

    assert (giver.name.first, giver.name.last) == ("Maria", "Lopez")
    assert giver.addresses[0].city == "Portland"
    assert organization.name.organization == "Rivera Foundation"
    assert [each.value for each in organization.external_ids] == ["204"]


def test_places_for_guests_and_the_fee_are_read() -> None:
    found = [each for each in read("eventbrite_attendees") if isinstance(each, RegistrationFact)]

    assert [(each.guests, each.fee, each.currency) for each in found][1:4:2] == [
        (0, 3_500, "USD"),
        (2, 7_500, "USD"),
    ]
    assert found[0].registered_at == datetime(2024, 11, 30, 6, 28, tzinfo=UTC)


def test_only_a_bounce_for_good_an_unsubscribe_or_a_complaint_tightens() -> None:
    found = {
        name: [sorted(each.tightens) for each in read(name) if isinstance(each, MailFact)]
        for name in ("mailchimp_bounces", "mailchimp_cleaned", "mailchimp_unsubscribed", "mailchimp_opens")
    }

    assert found == {
        "mailchimp_bounces": [["bounced"], []],
        "mailchimp_cleaned": [["bounced"]],
        "mailchimp_unsubscribed": [["unsubscribed"]],
        "mailchimp_opens": [[], [], []],
    }


def test_the_same_content_without_a_number_has_the_same_key() -> None:
    opens = [each.key for each in read("mailchimp_opens") if isinstance(each, MailFact)]

    assert opens[0] == opens[1] != opens[2]
