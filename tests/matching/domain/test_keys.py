"""Blocking keys as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from app.matching.domain.keys import BITS, hashed, hashed_keys
from tests.matching.domain.people import WILLIAM, arriving, on_record


def test_a_key_has_the_same_number_in_every_process() -> None:
    assert hashed("e:ann@example.org") == 55389892174174753


@given(st.text(max_size=20), st.text(max_size=20))
def test_numbers_fit_and_tell_keys_apart(one: str, other: str) -> None:
    assert 0 <= hashed(one) < 2**BITS
    assert (hashed(one) == hashed(other)) == (one == other)


def test_records_that_may_be_one_share_a_number() -> None:
    assert hashed_keys(arriving(first="Bill", last="Smith")) & hashed_keys(on_record(**WILLIAM))
