"""Two given names as typed: one pair for either order and any spelling, or an instruction."""

import pytest

from app.matching.domain.name_pairs import NotAPair, TypedPair, pair


def test_a_pair_is_folded_and_in_order_and_keeps_what_was_typed() -> None:
    assert pair(" Sándor ", "ALEX") == TypedPair("alex", "sandor", "ALEX", "Sándor")
    assert pair("alex", "Sandor") == TypedPair("alex", "sandor", "alex", "Sandor")


@pytest.mark.parametrize(
    ("one", "other", "field", "words"),
    [
        ("", "Jan", "one", "Type a given name"),
        ("Jan", " . ", "other", "Type a given name"),
        ("Jan", "Jan Willem", "other", "one given name"),
        ("Anne-Marie", "Anne", "one", "one given name"),
        ("J", "Jan", "one", "initial"),
        ("J" * 41, "Jan", "one", "at most 40"),
        ("José", "jose", "other", "one and the same"),
    ],
)
def test_what_is_no_pair_says_what_to_do(one: str, other: str, field: str, words: str) -> None:
    found = pair(one, other)

    assert isinstance(found, NotAPair)
    assert found.field == field
    assert words in found.reason
