"""What everybody would guess does not make a password."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.domain.passwords import Weakness, weakness

PERSONAL = ["Green Valley Trust", "alice.lopez@example.org", "Alice López"]


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("hunter2", Weakness.TOO_SHORT),
        ("elevenchars", Weakness.TOO_SHORT),
        ("k7#mQ!z9Lp2w" * 22, Weakness.TOO_LONG),
        ("password1234", Weakness.COMMON),
        ("Password1234!", Weakness.COMMON),
        ("P@ssw0rd2026!!", Weakness.COMMON),
        ("passwordpassword", Weakness.COMMON),
        ("123456789012", Weakness.COMMON),
        ("qwertyuiop123", Weakness.COMMON),
        ("ABCDEFGHIJKLMNOP", Weakness.COMMON),
        ("aaaaaaaaaaaaaaaa", Weakness.COMMON),
        ("xkxkxkxkxkxkxk", Weakness.COMMON),
        ("Summer2026Winter", Weakness.COMMON),
        ("correcthorsebatterystaple", Weakness.COMMON),
        ("GreenValley2026!", Weakness.PERSONAL),
        ("alice@example.org", Weakness.PERSONAL),
        ("AliceLopezTrust7", Weakness.PERSONAL),
        ("correct horse battery", None),
        ("tuba ocean lantern", None),
        ("k7#mQ!z9Lp2w", None),
        ("ångström fjällräv", None),
        ("Valley of seven bridges", None),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, expected: Weakness | None) -> None:
    assert weakness(password, personal=PERSONAL) is expected


@pytest.mark.parametrize("reason", list(Weakness))
def test_every_reason_says_what_to_do(reason: Weakness) -> None:
    assert "Use at" in reason.sentence or "unrelated words" in reason.sentence


@given(st.text(min_size=12, max_size=256))
def test_any_text_gets_an_answer_and_personal_words_never_make_it_stronger(password: str) -> None:
    alone = weakness(password)

    if alone is not None:
        assert weakness(password, personal=[password]) is alone
