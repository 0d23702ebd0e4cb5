"""How long a prospect has been in a stage, in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cultivation.domain.stages import Stage, Stay, current, span_words


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-21", "2026-11-21", "since today"),
        ("2026-11-22", "2026-11-21", "since today"),
        ("2026-11-20", "2026-11-21", "1 day"),
        ("2026-10-21", "2026-11-21", "31 days"),
        ("2026-09-22", "2026-11-21", "60 days"),
        ("2026-09-21", "2026-11-21", "2 months"),
        ("2025-11-22", "2026-11-21", "11 months"),
        ("2025-11-21", "2026-11-21", "1 year"),
        ("2024-08-21", "2026-11-21", "2 years and 3 months"),
        ("2024-02-29", "2025-02-28", "11 months"),
        ("2024-02-29", "2025-03-01", "1 year"),
        ("2024-02-29", "2028-02-29", "4 years"),
        ("2023-10-21", "2026-11-21", "3 years and 1 month"),
    ],
)
def test_time_is_said_as_people_say_it(start: str, end: str, said: str) -> None:
    assert span_words(date.fromisoformat(start), date.fromisoformat(end)) == said


@given(st.dates(), st.dates())
def test_there_are_always_words(start: date, end: date) -> None:
    assert span_words(start, end)


def test_a_stay_counts_to_its_end_or_to_today() -> None:
    past = Stay(Stage.CULTIVATION, date(2024, 2, 28), date(2024, 3, 1), "Bob")
    lasting = Stay(Stage.SOLICITATION, date(2026, 11, 1), None, "Bob")

    assert past.days(date(2026, 11, 21)) == 2
    assert lasting.days(date(2026, 11, 21)) == 20
    assert lasting.days(date(2026, 10, 1)) == 0
    assert current([lasting, past]) is lasting
    assert current([past]) is None


def test_every_stage_says_what_it_means() -> None:
    assert all(stage.meaning.endswith(".") for stage in Stage)
    assert Stage.NOT_A_PROSPECT.label == "Not a prospect"
