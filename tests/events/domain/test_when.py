"""When an event is: what is typed becomes instants, and instants become what is typed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.events.domain.when import Span, Typed, WrongTime, is_over, span, typed_again, words

CHICAGO, TONGATAPU, BEIRUT = (
    ZoneInfo("America/Chicago"),
    ZoneInfo("Pacific/Tongatapu"),
    ZoneInfo("Asia/Beirut"),
)
DAY = date(2026, 3, 7)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone", "starts", "ends"),
    [
        (Typed(first=DAY, begins=time(19)), CHICAGO, "2026-03-08 01:00", None),
        (Typed(first=DAY, begins=time(19), ends=time(22)), CHICAGO, "2026-03-08 01:00", "2026-03-08 04:00"),
        (
            Typed(first=DAY, begins=time(22), last=date(2026, 3, 8), ends=time(3)),
            CHICAGO,
            "2026-03-08 04:00",
            "2026-03-08 08:00",  # the clocks went forward that night: four hours, not five
        ),
        (Typed(first=DAY, all_day=True), TONGATAPU, "2026-03-06 11:00", "2026-03-07 11:00"),
        (
            Typed(first=date(2028, 2, 28), last=date(2028, 2, 29), all_day=True),
            CHICAGO,
            "2028-02-28 06:00",
            "2028-03-01 06:00",
        ),
        (Typed(first=date(2026, 3, 29), all_day=True), BEIRUT, "2026-03-28 22:00", "2026-03-29 21:00"),
    ],
    ids=["no-end", "evening", "night-of-the-clocks", "far-east", "leap-day", "no-midnight"],
)
def test_typed_times_are_instants_in_the_zone(
    typed: Typed, zone: ZoneInfo, starts: str, ends: str | None
) -> None:
    assert span(typed, zone) == Span(utc(starts), utc(ends) if ends else None)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed(first=DAY), "begins"),
        (Typed(first=DAY, begins=time(19), ends=time(18)), "ends"),
        (Typed(first=DAY, begins=time(19), ends=time(19)), "ends"),
        (Typed(first=DAY, begins=time(19), last=date(2026, 3, 6), ends=time(20)), "last"),
        (Typed(first=DAY, last=date(2026, 3, 6), all_day=True), "last"),
        (Typed(first=DAY, begins=time(19), last=date(2026, 3, 9)), "ends"),
        (Typed(first=date(2026, 3, 8), begins=time(2, 30)), "begins"),
        (Typed(first=DAY, begins=time(19), last=date(2026, 3, 8), ends=time(2, 30)), "ends"),
        (Typed(first=date(1, 1, 1), begins=time(19)), "first"),
        (Typed(first=DAY, last=date(9999, 12, 31), all_day=True), "last"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(typed: Typed, field: str) -> None:
    wrong = span(typed, CHICAGO)

    assert isinstance(wrong, WrongTime)
    assert wrong.field == field


@given(
    first=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    hour=st.integers(3, 20),
    days=st.integers(0, 20),
    hours=st.none() | st.integers(1, 3),
    all_day=st.booleans(),
    zone=st.sampled_from(["America/Chicago", "Pacific/Tongatapu", "Asia/Kathmandu", "Europe/Dublin"]),
)
@settings(max_examples=60)
def test_a_form_shows_what_was_typed(
    first: date, hour: int, days: int, hours: int | None, all_day: bool, zone: str
) -> None:
    place = ZoneInfo(zone)
    last = first + timedelta(days=days)
    typed = (
        Typed(first=first, last=last, all_day=True)
        if all_day
        else Typed(first=first, begins=time(hour), last=last, ends=time(hour + hours))
        if hours
        else Typed(first=first, begins=time(hour))
    )

    times = span(typed, place)

    assert isinstance(times, Span)
    assert typed_again(times.starts_at, times.ends_at, place) == typed


@pytest.mark.parametrize(
    ("ends", "at", "over"),
    [
        (None, "2026-03-08 05:59", False),
        (None, "2026-03-08 06:00", True),
        ("2026-03-08 04:00", "2026-03-08 03:59", False),
        ("2026-03-08 04:00", "2026-03-08 04:00", True),
    ],
)
def test_without_an_end_an_event_is_over_with_its_day(ends: str | None, at: str, over: bool) -> None:
    starts = utc("2026-03-08 01:00")  # on the 7th in Chicago

    assert is_over(starts, utc(ends) if ends else None, at=utc(at), zone=CHICAGO) is over


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2026-03-08 01:00", None, "2026-03-07, 19:00"),
        ("2026-03-08 01:00", "2026-03-08 04:00", "2026-03-07, 19:00 – 22:00"),
        ("2026-03-08 01:00", "2026-03-08 06:00", "2026-03-07, 19:00 – 00:00"),
        ("2026-03-08 04:00", "2026-03-08 08:00", "2026-03-07, 22:00 – 2026-03-08, 03:00"),
        ("2026-03-07 06:00", "2026-03-08 06:00", "2026-03-07"),
        ("2026-03-07 06:00", "2026-03-10 05:00", "2026-03-07 – 2026-03-09"),
    ],
    ids=["no-end", "evening", "to-midnight", "past-midnight", "one-day", "three-days"],
)
def test_when_it_is_in_words(starts: str, ends: str | None, said: str) -> None:
    told = words(
        utc(starts),
        utc(ends) if ends else None,
        CHICAGO,
        day=date.isoformat,
        clock=lambda at: at.astimezone(CHICAGO).strftime("%H:%M"),
    )

    assert told == said
