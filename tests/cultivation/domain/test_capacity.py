"""The bands of a capacity rating."""

from itertools import pairwise

import pytest

from app.cultivation.domain.capacity import Capacity


def dollars(minor: int) -> str:
    return f"${minor // 100:,}"


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (Capacity.UNDER_1K, "under $1,000"),
        (Capacity.FROM_1K, "$1,000 to $5,000"),
        (Capacity.FROM_250K, "$250,000 to $500,000"),
        (Capacity.FROM_1M, "$1,000,000 or more"),
    ],
)
def test_a_band_is_said_with_amounts(band: Capacity, said: str) -> None:
    assert band.words(dollars) == said


def test_the_bands_follow_each_other_without_a_gap() -> None:
    assert [low.ceiling for low, _ in pairwise(Capacity)] == [high.floor for _, high in pairwise(Capacity)]
    assert list(Capacity)[-1].ceiling is None
