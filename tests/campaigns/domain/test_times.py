"""Opens and clicks in spans of time: by the hour since the sending, by day where the organization is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.campaigns.domain.times import Moment, times

AUCKLAND = ZoneInfo("Pacific/Auckland")
SENT = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)
"""The morning of 5 March in Auckland."""


def test_moments_fall_into_two_hours_and_into_days_of_the_zone() -> None:
    told = [
        Moment(0, date(2026, 3, 5), opened=3),
        Moment(1, date(2026, 3, 5), opened=1, clicked=1),
        Moment(23, date(2026, 3, 6), opened=2),
        Moment(24, date(2026, 3, 6), clicked=4),
    ]

    found = times(told, SENT, AUCKLAND)

    assert [(span.label, span.opened, span.clicked) for span in found.hours if span.opened] == [
        ("0 h", 4, 1),
        ("22 h", 2, 0),
    ]
    assert [(span.label, span.opened, span.clicked) for span in found.days[:3]] == [
        ("Thu 5", 4, 1),
        ("Fri 6", 2, 4),
        ("Sat 7", 0, 0),
    ]


def test_what_came_after_the_twelfth_day_is_told_apart_and_nothing_is_lost() -> None:
    told = [Moment(1, date(2026, 3, 16), opened=1), Moment(290, date(2026, 3, 17), opened=5, clicked=2)]

    found = times(told, SENT, AUCKLAND)

    assert (found.later.opened, found.later.clicked) == (5, 2)
    assert sum(span.opened for span in found.days) + found.later.opened == 6


def test_what_is_told_to_have_come_before_the_sending_counts_in_the_first_span() -> None:
    found = times([Moment(-3, date(2026, 3, 4), opened=1)], SENT, AUCKLAND)

    assert (found.hours[0].opened, found.days[0].opened) == (1, 1)
