"""Whom a call names, in whatever spelling, and what is left of it without her."""

import json
from typing import Any

import pytest

from app.inbound.domain.naming import names, without

OURS = {"ann@example.org", "jörg@example.org", "o'neil@example.org"}


def is_hers(address: str) -> bool:
    return address.lower() in OURS


NAMED = {
    "plain": b'{"email": "Ann@Example.org"}',
    "with a name": b'{"to": "Ann Smith <ann@example.org>"}',
    "escaped letters": b'{"email": "j\\u00f6rg@example.org"}',
    "an escaped at": b'{"email": "ann\\u0040example.org"}',
    "in a link": b'{"url": "https://example.com/a?email=ann%40example.org&x=1"}',
    "in a link in a link": b'{"url": "https://example.com/?to=https%3A%2F%2Fx%2F%3Fe%3Dann%2540example.org"}',
    "in a link without escapes": b'{"url": "https://example.com/ann@example.org/?x=1"}',
    "in a sentence": b'{"reason": "550 no such user: ann@example.org."}',
    "in quotes": b'{"reason": "user \'ann@example.org\' unknown"}',
    "with a quote of her own": b'{"email": "o\'neil@example.org"}',
    "as a name": b'{"ann@example.org": 1}',
    "in JSON within": json.dumps({"Message": json.dumps({"to": ["j\u00f6rg@example.org"]})}).encode(),
    "in what is no JSON": b'{"email": "j\\u00f6rg@example.org", ',
    "in too deep a nest": b"[" * 600 + b'"ann@example.org"' + b"]" * 600,
}
NOT_NAMED = (
    b'{"email": "joann@example.org", "reason": "ann at example.org"}',
    b'{"email": "ann@example.org.example.com"}',
    b"\xff\xfe",
    b"",
)


@pytest.mark.parametrize("body", NAMED.values(), ids=NAMED)
def test_she_is_found_in_every_spelling(body: bytes) -> None:
    assert names(body, is_hers)


@pytest.mark.parametrize("body", NAMED.values(), ids=NAMED)
def test_of_what_waits_to_be_read_nothing_that_names_her_stays(body: bytes) -> None:
    left = without(body, is_hers)

    assert left is None or not names(left, is_hers)


@pytest.mark.parametrize("body", NOT_NAMED)
def test_somebody_else_is_not_taken_for_her(body: bytes) -> None:
    assert not names(body, is_hers)


SPLIT: list[tuple[Any, Any]] = [
    (
        [{"email": "ann@example.org", "name": "Ann Smith"}, {"email": "bob@example.org"}],
        [{"email": "bob@example.org"}],
    ),
    ({"to": ["Ann <ann@example.org>", "bob@example.org"]}, {"to": ["bob@example.org"]}),
    ({"Recipient": "ann@example.org", "ID": 4}, {"Recipient": "erased", "ID": 4}),
]


@pytest.mark.parametrize(("told", "left"), SPLIT)
def test_what_is_about_others_waits_on(told: Any, left: Any) -> None:
    assert json.loads(without(json.dumps(told).encode(), is_hers) or b"null") == left
