"""Days and hours in the zones that files write them in, and the words that tools use."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftKind, GiftStatus, RegistrationStatus
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.meanings import meaning
from app.activity_imports.domain.times import as_day, as_moment, parse_moment, zone_of
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.problems import Problem

TODAY = date(2026, 6, 1)


def utc(*parts: int) -> datetime:
    year, month, day, hour, *rest = parts
    minute, second = (*rest, 0, 0)[:2]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "clock", "order", "zone", "at"),
    [
        ("2026-03-04 18:30", "", "iso", "UTC", utc(2026, 3, 4, 18, 30)),
        ("2026-03-04T18:30:15Z", "", "iso", "America/New_York", utc(2026, 3, 4, 18, 30, 15)),
        ("2026-03-04T18:30:15.123+02:00", "", "iso", "UTC", utc(2026, 3, 4, 16, 30, 15)),
        ("11/29/24 22:28", "", "mdy", "America/Los_Angeles", utc(2024, 11, 30, 6, 28)),
        ("29/11/24 22:28", "", "dmy", "UTC", utc(2024, 11, 29, 22, 28)),
        ("02/29/2028", "11:59 PM", "mdy", "Pacific/Tongatapu", utc(2028, 2, 29, 10, 59)),
        ("03/04/2026", "12:05 am", "mdy", "UTC", utc(2026, 3, 4, 0, 5)),
        ("03/04/2026", "12:05 p.m.", "mdy", "UTC", utc(2026, 3, 4, 12, 5)),
        ("4 March 2026, 09:00", "", "dmy", "Europe/Berlin", utc(2026, 3, 4, 8)),
        ("2026-07-01 09:00", "", "iso", "Europe/Berlin", utc(2026, 7, 1, 7)),
        ("2026-03-04 18:30 PST", "", "iso", "UTC", utc(2026, 3, 5, 2, 30)),
    ],
)
def test_a_time_of_day_is_an_instant_in_its_zone(
    text: str, clock: str, order: str, zone: str, at: datetime
) -> None:
    found = parse_moment(text, DateFormat(order), clock=clock, zone=ZoneInfo(zone), today=TODAY)

    assert found == at


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026", "--03-04", "2026-02-29", "2026-03-04 25:00", "2026-03-04 18:30 XYZ", "03/04/2026"],
)
def test_what_is_no_whole_date_or_time_is_told(text: str) -> None:
    assert isinstance(parse_moment(text, DateFormat.ISO, zone=UTC, today=TODAY), Problem)


def test_a_day_alone_is_that_day_everywhere_and_an_instant_falls_on_the_day_of_the_workspace() -> None:
    tonga, here = ZoneInfo("Pacific/Tongatapu"), ZoneInfo("America/Los_Angeles")
    late = datetime(2024, 2, 29, 23, 59, tzinfo=UTC)

    assert parse_moment("2024-02-29", DateFormat.ISO, zone=tonga, today=TODAY) == date(2024, 2, 29)
    assert as_day(date(2024, 2, 29), tonga) == date(2024, 2, 29)
    assert (as_day(late, tonga), as_day(late, here)) == (date(2024, 3, 1), date(2024, 2, 29))
    assert as_moment(date(2026, 1, 1), tonga) == datetime(2025, 12, 31, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "hours"), [("PST", -8), ("PDT", -7), ("CEST", 2), ("UTC", 0), ("GMT+02:00", 2), ("-0530", -5.5)]
)
def test_a_zone_is_known_by_its_letters_or_its_offset(name: str, hours: float) -> None:
    assert zone_of(name) == timezone(timedelta(hours=hours))


@pytest.mark.parametrize("name", ["Nowhere", "../etc/passwd", "", "+99:00", "America/Nowhere"])
def test_an_unknown_zone_is_none(name: str) -> None:
    assert zone_of(name) is None


@pytest.mark.parametrize(
    ("kind", "field", "word", "means"),
    [
        ("gifts", "status", "Paid", GiftStatus.SETTLED),
        ("gifts", "status", "Partially Refunded", GiftStatus.SETTLED),
        ("gifts", "status", "requires_payment_method", GiftStatus.PENDING),
        ("gifts", "status", "Canceled", GiftStatus.FAILED),
        ("gifts", "status", "Chargeback", GiftStatus.REFUNDED),
        ("gifts", "status", "Template", "skip"),
        ("gifts", "status", "Sparkling", ""),
        ("gifts", "type", "Subscription Payment", GiftKind.RECURRING),
        ("gifts", "type", "Payment Refund", "refund"),
        ("gifts", "type", "Reversal of General Account Hold", "skip"),
        ("gifts", "type", "General Currency Conversion", "skip"),
        ("gifts", "type", "Chargeback", "refund"),
        ("gifts", "type", "Chargeback Fee", "skip"),
        ("gifts", "type", "Dispute Fee", "skip"),
        ("gifts", "type", "Chargeback Reversal", "skip"),
        ("gifts", "type", "Payment Reversal", "refund"),
        ("gifts", "type", "Gift in-kind", GiftKind.IN_KIND),
        ("gifts", "type", "Donation Payment", GiftKind.ONE_OFF),
        ("registrations", "status", "No-show", RegistrationStatus.NO_SHOW),
        ("registrations", "status", "On waitlist", RegistrationStatus.WAITLISTED),
        ("registrations", "status", "Sparkling", ""),
        ("mail", "happening", "spamreport", EmailEventKind.COMPLAINED),
        ("mail", "bounce", "Hard", BounceKind.PERMANENT),
        ("mail", "bounce", "unclear", ""),
    ],
)
def test_words_of_tools_are_known_and_others_are_not_guessed(
    kind: str, field: str, word: str, means: str
) -> None:
    assert meaning(FactKind(kind), field, word) == means
