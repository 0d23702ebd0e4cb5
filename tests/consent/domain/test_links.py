"""Links of messages: signed, without an address, and good for ever."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.links import Link, Purpose, is_genuine, sign, unchecked

SECRET, OTHER = b"a" * 32, b"b" * 32
KEY = "ab" * 32
IDS = st.integers(min_value=1, max_value=2**63 - 1)
LINKS = st.builds(
    Link,
    st.sampled_from(Purpose),
    IDS,
    IDS,
    st.one_of(st.just(""), st.binary(min_size=32, max_size=32).filter(any).map(bytes.hex)),
    st.one_of(st.none(), IDS),
)


@given(LINKS)
def test_a_link_comes_back_as_it_was_signed(link: Link) -> None:
    token = sign(link, SECRET)

    assert unchecked(token) == link
    assert is_genuine(token, SECRET)
    assert re.fullmatch(r"[\w-]+", token, re.ASCII)
    assert len(token) <= 100


@given(LINKS, st.integers(min_value=0), st.sampled_from("Aa0-_"))
def test_a_link_with_one_letter_changed_is_refused(link: Link, place: int, letter: str) -> None:
    token = sign(link, SECRET)
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]

    assert is_genuine(changed, SECRET) is (changed == token)


def test_another_workspaces_secret_does_not_open_it() -> None:
    token = sign(Link(Purpose.UNSUBSCRIBE, 11, 7, KEY), SECRET)

    assert not is_genuine(token, OTHER)
    assert not is_genuine(token, b"")


def test_the_purpose_the_person_and_the_topic_are_signed() -> None:
    links = [
        Link(Purpose.UNSUBSCRIBE, 11, 7, KEY),
        Link(Purpose.PREFERENCES, 11, 7, KEY),
        Link(Purpose.UNSUBSCRIBE, 11, 8, KEY),
        Link(Purpose.UNSUBSCRIBE, 11, 7, KEY, 5),
        Link(Purpose.UNSUBSCRIBE, 11, 7),
    ]

    ends = {sign(link, SECRET)[-20:] for link in links}

    assert len(ends) == len(links)


def test_a_link_is_the_same_for_ever() -> None:
    token = sign(Link(Purpose.UNSUBSCRIBE, 11, 7, KEY, 5), SECRET)

    assert token == (
        "dQAAAAAAAAALAAAAAAAAAAcAAAAAAAAABaurq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urpc9fcZkUHnPsDuVv6u_HrA"
    )


def test_no_link_can_be_signed_without_a_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        sign(Link(Purpose.PREFERENCES, 11, 7), b"")


@given(st.text(max_size=120))
def test_what_is_no_token_is_nobodys(text: str) -> None:
    assert unchecked(text) is None
    assert not is_genuine(text, SECRET)
