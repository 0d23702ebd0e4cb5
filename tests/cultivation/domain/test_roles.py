"""Whether two spans of one role share a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cultivation.domain.roles import Span, first_overlap

DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 3, 31)))
SPANS = st.builds(Span, DAYS, DAYS).filter(lambda span: not span.is_backward)


def span(since: str = "", until: str = "") -> Span:
    return Span(
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
    )


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (span(), span(), True),
        (span("2020-01-01"), span(until="2019-12-31"), False),
        (span("2020-01-01"), span(until="2020-01-01"), True),
        (span("2020-01-01", "2020-06-30"), span("2020-07-01"), False),
        (span("2020-01-01", "2020-06-30"), span("2020-06-30"), True),
        (span("2020-01-01", "2020-12-31"), span("2020-02-29", "2020-02-29"), True),
        (span("2020-01-01"), span("2030-01-01"), True),
    ],
)
def test_both_ends_belong_to_a_span(one: Span, other: Span, overlap: bool) -> None:
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap


@given(SPANS, SPANS)
def test_spans_overlap_when_some_day_is_in_both(one: Span, other: Span) -> None:
    days = [
        date.min,
        date.max,
        *(date(2019, 12, 31).fromordinal(date(2020, 1, 1).toordinal() + n) for n in range(91)),
    ]

    assert one.overlaps(other) is any(one.holds(day) and other.holds(day) for day in days)


def test_a_span_that_ends_before_it_begins_is_backward() -> None:
    assert span("2020-01-02", "2020-01-01").is_backward
    assert not span("2020-01-01", "2020-01-01").is_backward
    assert not span("2020-01-01").is_backward


def test_the_earliest_overlap_is_named() -> None:
    late, early = span("2021-01-01", "2021-12-31"), span(until="2020-03-01")

    assert first_overlap(span("2020-01-01"), [late, early]) == early
    assert first_overlap(span("2022-01-01"), [late, early]) is None
