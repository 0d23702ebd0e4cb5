"""The time that is left, in words."""

import pytest

from app.work.domain.left import time_left


@pytest.mark.parametrize(
    ("done", "left", "seconds", "words"),
    [
        (0, 100, 60.0, ""),
        (50, 100, 2.9, ""),
        (100, 0, 60.0, "a few seconds left"),
        (100, 10, 60.0, "a few seconds left"),
        (100, 40, 60.0, "about 20 seconds left"),
        (100, 92, 60.0, "about 1 minute left"),
        (100, 400, 60.0, "about 4 minutes left"),
        (1000, 89_000, 60.0, "about 89 minutes left"),
        (1000, 120_000, 60.0, "about 2 hours left"),
        (1200, -1, 60.0, ""),
    ],
)
def test_the_time_left_is_told_as_far_as_it_is_known(
    done: int, left: int, seconds: float, words: str
) -> None:
    assert time_left(done=done, left=left, seconds=seconds) == words
