"""What counts as an address or an ID in pasted text."""

import pytest

from app.groups.domain.pasted import words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ann@example.org, C-1002; ann@example.org\nwho", ["ann@example.org", "C-1002", "who"]),
        ("Ann Lee <ann@example.org>, bob@example.org", ["ann@example.org", "bob@example.org"]),
        ("Lee, Ann <ann@example.org>; Bob <bob@example.org>", ["ann@example.org", "bob@example.org"]),
        ('"Lee, Ann" <ann@example.org>', ["ann@example.org"]),
        ("a@example.org, Bob <b@example.org>", ["a@example.org", "b@example.org"]),
        ("1001\t1002 \r\n\r\n (#1003)", ["1001", "1002", "#1003"]),
        (" \n , ;", []),
    ],
)
def test_addresses_and_ids_are_read_however_they_were_copied(text: str, words: list[str]) -> None:
    assert words_in(text) == words
