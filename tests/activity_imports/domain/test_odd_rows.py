"""Rows that hardly any file has, and words that were chosen for them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.activity.domain.kinds import GiftKind, GiftStatus
from app.activity_imports.domain.facts import Fact, FactKind, GiftFact, MailFact, NotAFact
from app.activity_imports.domain.gaps import words_of
from app.activity_imports.domain.presets import preset_of
from app.activity_imports.domain.proposing import by_names
from app.activity_imports.domain.reader import Reader
from app.activity_imports.domain.reading import Column, Reading, Stated
from app.activity_imports.domain.row import Context
from app.activity_imports.domain.times import parse_moment
from app.batches.domain.row_problems import RowProblems
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.problems import Problem

CONTEXT = Context("USD", "America/New_York", "US", date(2026, 6, 1))
ABOUT = Stated("May news", datetime(2026, 5, 1, 14, tzinfo=UTC))
GIFT = {"key": "7", "date": "2026-03-04", "email": "ann@example.org", "amount": "25.00"}
Read = Fact | NotAFact | RowProblems


def read(kind: FactKind, cells: dict[str, str], **told: object) -> Read:
    """What a row becomes whose columns fill these fields."""
    columns = tuple(Column(index, field, field) for index, field in enumerate(cells))
    reading = replace(Reading(kind=kind, source="Tool", columns=columns), **told)  # type: ignore[arg-type]
    return Reader(reading, CONTEXT).read(list(cells.values()))


def gift(**cells: str) -> Read:
    return read(FactKind.GIFTS, GIFT | cells)


@pytest.mark.parametrize(
    ("status", "captured", "stands"),
    [
        ("Paid", "false", GiftStatus.PENDING),
        ("Failed", "false", GiftStatus.FAILED),
        ("", "no", GiftStatus.PENDING),
    ],
)
def test_money_that_was_only_reserved_has_not_arrived(status: str, captured: str, stands: GiftStatus) -> None:
    found = gift(status=status, captured=captured)

    assert isinstance(found, GiftFact)
    assert found.status is stands


@pytest.mark.parametrize(
    ("cells", "becomes"),
    [
        ({"amount": "-5", "type": "General Payment", "refund_of": "3"}, "out"),
        ({"amount": "-20", "type": "Chargeback Fee", "refund_of": "3", "impact": "Debit"}, "own_money"),
        ({"amount": "5", "type": "Chargeback Reversal", "refund_of": "3", "impact": "Credit"}, "won_back"),
        ({"amount": "5", "type": "Payment Refund", "refund_of": "3", "impact": "Credit"}, "own_money"),
        ({"type": "Pledge"}, GiftKind.PLEDGE_PAYMENT),
        ({"note": "Subscription update"}, GiftKind.RECURRING),
        ({"refunded": "25.01"}, "More is given back"),
        ({"zone": "Nowhere"}, "not a time zone"),
        ({"external_id": "1.23E+10"}, GiftKind.ONE_OFF),
        ({"external_id": "x" * 101}, GiftKind.ONE_OFF),
        ({"amount": "-5", "refund_of": "3", "status": "Refunded"}, -500),
    ],
)
def test_each_row_of_money_becomes_what_it_is(cells: dict[str, str], becomes: object) -> None:
    match gift(**cells):
        case GiftFact() as found if isinstance(becomes, int):
            assert (found.amount, found.status, found.refund_of) == (becomes, GiftStatus.SETTLED, "3")
        case GiftFact(kind=kind, who=who):
            assert kind is becomes
            assert not who.incoming.external_ids
        case NotAFact(cause=cause):
            assert cause == becomes
        case found:
            assert str(becomes) in str(found)


@pytest.mark.parametrize(
    ("amount", "minor", "currency"),
    [
        ("€20", 2_000, "EUR"),
        ("40 USD", 4_000, "USD"),
        ("JPY 500", 500, "JPY"),
        ("$7", 700, "USD"),
        ("7", 700, "USD"),
    ],
)
def test_an_amount_says_its_currency_itself_where_no_column_does(
    amount: str, minor: int, currency: str
) -> None:
    found = gift(amount=amount)

    assert isinstance(found, GiftFact)
    assert (found.amount, found.currency) == (minor, currency)
    assert isinstance(gift(amount="€20", currency="USD"), RowProblems)


def test_a_row_of_nothing_names_its_person_so_that_she_can_be_erased() -> None:
    paid = gift(amount="0", full_name="Ann Day")
    out = gift(amount="-5", type="General Payment", email="office@example.org", refund_email="Bo@Example.org")

    assert isinstance(paid, NotAFact)
    assert (paid.name, paid.email, paid.email_key) == ("Ann Day", "ann@example.org", "ann@example.org")
    assert isinstance(out, NotAFact)
    assert out.email_key == "bo@example.org"


def test_words_that_staff_leave_out_leave_the_row_out() -> None:
    out = {"status": {"paid": "skip"}, "happening": {"opened": "skip"}, "type": {"grant": "skip"}}
    mail = {"email": "a@example.org", "happening": "Opened"}

    found = [
        read(FactKind.GIFTS, GIFT | {"status": "Paid"}, meanings=out),
        read(FactKind.GIFTS, GIFT | {"type": "Grant"}, meanings=out),
        read(FactKind.REGISTRATIONS, {"email": "a@example.org", "status": "Paid"}, meanings=out, about=ABOUT),
        read(FactKind.MAIL, mail, meanings=out, about=ABOUT),
    ]

    assert [each.cause for each in found if isinstance(each, NotAFact)] == ["left_out"] * 4


def test_a_file_can_say_which_mailing_and_number_its_events_itself() -> None:
    cells = {"email": "a@example.org", "happening": "click", "campaign_name": "May", "key": "e9"}

    found = read(FactKind.MAIL, cells | {"date": "2026-05-01 10:00", "campaign_sent": "2026-04-30"})

    assert isinstance(found, MailFact)
    assert (found.key, found.campaign.name, found.tightens) == ("e9", "May", frozenset())
    assert found.campaign.sent_at == datetime(2026, 4, 30, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"happening": "", "campaign_name": "May", "date": "2026-05-01"}, "What happened is missing"),
        ({"happening": "open", "campaign_name": "May", "date": ""}, "When it happened is missing"),
        ({"happening": "open", "campaign_name": "May", "campaign_sent": ""}, "When it happened is missing"),
        ({"happening": "spam", "campaign_name": ""}, "names no mailing"),
    ],
)
def test_what_became_of_a_message_needs_its_mailing_and_its_time(cells: dict[str, str], says: str) -> None:
    found = read(FactKind.MAIL, {"email": "a@example.org", **cells})

    assert isinstance(found, RowProblems)
    assert says in str(found)


def test_no_mailing_means_nothing_for_what_says_no_no() -> None:
    found = read(FactKind.MAIL, {"email": "a@example.org", "happening": "open"})

    assert isinstance(found, NotAFact)
    assert found.cause == "no_mailing"


@pytest.mark.parametrize("guests", ["two", "-1", "99999"])
def test_a_number_of_people_is_a_whole_number(guests: str) -> None:
    found = read(FactKind.REGISTRATIONS, {"email": "a@example.org", "guests": guests}, about=ABOUT)

    assert isinstance(found, RowProblems)


def test_a_time_that_no_calendar_has_is_told() -> None:
    first = parse_moment("0001-01-01 00:00 +10:00", DateFormat.ISO, zone=UTC, today=CONTEXT.today)

    assert isinstance(first, Problem)


def test_only_so_many_words_are_asked_about_and_blank_ones_never() -> None:
    reading = by_names(FactKind.GIFTS, ("Email", "Status"))
    rows = [("a@example.org", ""), *(("a@example.org", f"word {each}") for each in range(20))]

    assert len(words_of(reading, rows)) == 12


def test_a_preset_that_means_what_cannot_be_meant_is_refused() -> None:
    told = {"kind": "gifts", "name": "X", "source": "X", "requires": [], "signature": [], "map": {}}

    with pytest.raises(ValueError, match="cannot mean"):
        preset_of("x", {**told, "meanings": {"status": {"paid": "opened"}}})
