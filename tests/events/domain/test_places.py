"""Places at an event: who holds one, how many are left, whose turn it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.activity.domain.kinds import RegistrationStatus as Status
from app.events.domain.acts import Act, possible
from app.events.domain.places import HOLDING, Count, Places, Waiting, next_up

COUNTS = {
    Status.REGISTERED: Count(10, 3, {"USD": 5_000}),
    Status.ATTENDED: Count(2, 1, {"USD": 1_000, "EUR": 700}),
    Status.NO_SHOW: Count(1, 0),
    Status.CANCELLED: Count(4, 4, {"USD": 9_900}),
    Status.WAITLISTED: Count(5, 2, {"USD": 100}),
}


@pytest.mark.parametrize(("capacity", "left", "over"), [(None, None, 0), (20, 3, 0), (17, 0, 0), (15, 0, 2)])
def test_guests_take_places_and_who_waits_or_cancelled_takes_none(
    capacity: int | None, left: int | None, over: int
) -> None:
    places = Places(capacity, COUNTS)

    assert (places.taken, places.left, places.over, places.total) == (17, left, over, 22)


def test_fees_are_of_those_who_hold_a_place_by_currency() -> None:
    assert Places(None, COUNTS).holding.fees == {"USD": 6_000, "EUR": 700}


@pytest.mark.parametrize(
    ("capacity", "seats", "fits"),
    [(20, 3, True), (20, 4, False), (15, 1, False), (15, 0, True), (None, 99, True)],
)
def test_more_fit_as_long_as_places_are_left(capacity: int | None, seats: int, fits: bool) -> None:
    assert Places(capacity, COUNTS).fits(seats) is fits


@given(
    waiting=st.lists(st.integers(1, 6), max_size=8),
    left=st.none() | st.integers(0, 6),
)
@settings(max_examples=60)
def test_the_first_in_line_who_fits_is_next(waiting: list[int], left: int | None) -> None:
    line = [Waiting(number, f"Person {number}", seats) for number, seats in enumerate(waiting)]

    chosen = next_up(line, left)

    fitting = [each for each in line if left is None or each.seats <= left]
    assert chosen == (fitting[0] if fitting else None)


def test_no_act_begins_with_somebody_who_attended() -> None:
    """Undoing an act relies on it: whoever is put back was not checked in before."""
    assert possible(Status.ATTENDED) == ()


def test_every_act_changes_the_status() -> None:
    assert all(act.to not in act.origins and act.origins for act in Act)


def test_only_what_holds_a_place_can_be_a_no_show() -> None:
    assert set(Act.NO_SHOW.origins) <= set(HOLDING)
