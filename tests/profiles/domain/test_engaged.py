"""Is this person engaged?"""

from datetime import date

import pytest

from app.profiles.domain.engaged import Sign, a_year_before, engaged

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("on", "yes"), [("2026-11-21", True), ("2025-11-21", True), ("2025-11-20", False), ("2020-01-01", False)]
)
def test_a_sign_of_the_last_twelve_months_is_enough(on: str, yes: bool) -> None:
    sign = Sign("gave", date.fromisoformat(on))

    found = engaged([sign], today=TODAY)

    assert found.yes is yes
    assert (found.recent, found.older) == (((sign,), ()) if yes else ((), (sign,)))


def test_signs_come_latest_first() -> None:
    signs = [Sign("gave", date(2026, month, 1)) for month in (3, 9, 5)]

    found = engaged(signs, today=TODAY)

    assert [sign.on.month for sign in found.recent] == [9, 5, 3]


def test_without_a_sign_nobody_is_engaged() -> None:
    assert not engaged([], today=TODAY).yes


def test_a_leap_day_has_a_day_a_year_before() -> None:
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
