"""A name that nobody has is put right by the names that people have."""

import pytest

from app.profiles.domain.meant import meant


@pytest.mark.parametrize(
    ("text", "names", "asked"),
    [
        ("smiht", ["Smith, John"], "smith"),
        ("jon smiht", ["John Smith"], "john smith"),
        ("Lopes", ["María López"], "lopez"),
        ("smith", ["John Smith"], ""),
        ("Øzil", ["Ozil"], ""),
        ("walker", ["Smith"], ""),
        ("smiht", [], ""),
        ("ab", ["Cd"], ""),
        ("", ["Smith"], ""),
    ],
)
def test_each_word_is_put_right_by_the_nearest_of_the_names(text: str, names: list[str], asked: str) -> None:
    assert meant(text, names) == asked
