"""Addresses pasted from anywhere become one per line; rows of a table stay what they are."""

import pytest

from app.restrictions.domain.pasted import as_table

BOTH = ["ann@example.org", "bob@example.org"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ann@example.org\nbob@example.org", BOTH),
        ("ann@example.org, bob@example.org; cy@example.org", [*BOTH, "cy@example.org"]),
        ("Ann Lee <ann@example.org>, <bob@example.org>", BOTH),
        ("Ann Lee <ann@example.org>\nBob <bob@example.org>", BOTH),
        ("ann@example.org bob@example.org\nnobody here", [*BOTH, "nobody here"]),
        ("Email\tSince\nann@example.org\t2024-01-01", ["Email\tSince", "ann@example.org\t2024-01-01"]),
        ("Email,Since\nann@example.org,2024-01-01", ["Email,Since", "ann@example.org,2024-01-01"]),
    ],
)
def test_addresses_are_taken_as_they_come(text: str, lines: list[str]) -> None:
    assert as_table(text).split("\n")[: len(lines)] == lines
    assert as_table(text).count("@") == text.count("@")
