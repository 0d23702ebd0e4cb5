"""Waiting grows, and never lasts for ever."""

from datetime import timedelta

import pytest

from app.accounts.domain.throttle import PER_ACCOUNT, account_key, network_key


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (10, 480), (11, 900), (10_000, 900)]
)
def test_the_wait_doubles_from_the_fifth_failure_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert PER_ACCOUNT.wait_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("", "", True),
    ],
)
def test_neighbors_count_as_one_network(one: str, other: str, same: bool) -> None:
    assert (network_key(one) == network_key(other)) is same


def test_keys_do_not_show_what_they_stand_for() -> None:
    assert "alice" not in account_key("alice@example.org")
