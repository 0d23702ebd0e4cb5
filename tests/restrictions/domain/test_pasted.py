"""Addresses pasted from anywhere become one per line; rows of a table stay what they are; nothing is lost."""

import pytest

from app.restrictions.domain.pasted import as_table

BOTH = ["ann@example.org", "bob@example.org"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ann@example.org\nbob@example.org", BOTH),
        ("Email\nann@example.org\nbob@example.org", BOTH),
        ("ann@example.org, bob@example.org; cy@example.org", [*BOTH, "cy@example.org"]),
        ("Ann Lee <ann@example.org>, <bob@example.org>", BOTH),
        ("Ann Lee <ann@example.org>\nBob <bob@example.org>", BOTH),
        ('Lee, Ann <ann@example.org>; "Ray, Bob" <bob@example.org>', BOTH),
        ("ann@example.org bob@example.org\nnobody here", [*BOTH, "nobody here"]),
        ("Ann Lee <ann@example.org>, bob@example.org\ncy@example.org; x", [*BOTH, "cy@example.org", "x"]),
        ("bob(at)example.org, Ann Lee <ann@example.org>", ["bob(at)example.org", "ann@example.org"]),
        (
            "ann lee ann.lee@example\nbob at example.org\ncarl@@example.org\ndora@example.org",
            ["ann lee ann.lee@example", "bob at example.org", "carl@@example.org", "dora@example.org"],
        ),
        ("nobody here\nann@example.org", ["nobody here", "ann@example.org"]),
    ],
)
def test_addresses_are_taken_as_they_come(text: str, lines: list[str]) -> None:
    assert as_table(text).splitlines() == ["Email", *lines]


@pytest.mark.parametrize(
    "text",
    [
        "Email\tSince\nann@example.org\t2024-01-01",
        "Email,Since\nann@example.org,2024-01-01",
        'Email,Why\nann@example.org,"moved, angry"\nnobody',
        "Adresse\tSeit\nann@example.org\t2024",
        "nobody\nis here",
    ],
)
def test_rows_of_a_table_and_texts_without_an_address_stay_as_they_are(text: str) -> None:
    assert as_table(text) == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("carl@@example.org\tbounced\nann@example.org\tbounced", "Email\tReason"),
        ("Bob,bob at example.org\nAnn,ann@example.org", "Column 1,Email"),
    ],
)
def test_a_first_row_that_names_nothing_is_a_row_as_any_other(text: str, names: str) -> None:
    assert as_table(text) == f"{names}\n{text}"
