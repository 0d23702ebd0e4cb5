"""Soft bounces in a row."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inbound.domain.streak import Try, longest_streak
from tests.inbound.payloads import AT


def tries(told: str) -> list[Try]:
    """A letter for each report, in order: a lower-case message bounced, an upper-case one arrived."""
    return [
        Try(AT + timedelta(minutes=number), letter.lower(), letter.isupper())
        for number, letter in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "longest"),
    [
        ("", 0),
        ("a", 1),
        ("abcde", 5),
        ("aaaaa", 1),  # one message, tried five times
        ("abXcd", 2),  # one that arrived in between begins the count anew
        ("abAcd", 2),  # a arrived in the end: it does not count, and begins the count anew
        ("abcX", 3),
        ("Xabc", 3),
    ],
)
def test_messages_in_a_row_count_once_and_only_when_they_never_arrived(told: str, longest: int) -> None:
    assert longest_streak(tries(told)) == longest


@given(st.permutations(tries("abXcdeYfg")))
def test_the_order_in_which_reports_come_does_not_matter(shuffled: list[Try]) -> None:
    assert longest_streak(shuffled) == 3


def test_what_was_counted_before_counts_on_but_restricts_no_second_time() -> None:
    old = [Try(each.at, each.message, taken=False, fresh=False) for each in tries("abcde")]
    new = Try(AT + timedelta(days=1), "f", taken=False)

    assert longest_streak(old) == 0
    assert longest_streak([*old, new]) == 6
