"""A no as a line of text: what was written is read, and nothing that permits ever is."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from app.consent.domain.facts import RESTRICTING, EventKind, LedgerEvent, Party, SuppressionReason
from app.consent.domain.refusals import Erasure, Kept, Refusal, from_line, to_line

AT = datetime(2026, 11, 21, 9, 0, 0, 5, tzinfo=UTC)


def refusal(kind: EventKind = EventKind.SUPPRESSED) -> Refusal:
    event = LedgerEvent(
        id=5_000_000_000_000_000_001,
        sequence=7,
        kind=kind,
        at=AT,
        party=Party.SUPPORTER,
        source="by Ann herself",
        subject=41,
        address_key="0f" * 32,
        topic=3,
        reason=SuppressionReason.COMPLAINT,
        until=AT,
        evidence="she said so",
    )
    return Refusal(11, event, AT)


@pytest.mark.parametrize("kind", sorted(RESTRICTING))
def test_every_kind_of_no_is_read_as_it_was_but_for_its_words(kind: EventKind) -> None:
    text = to_line(refusal(kind))

    found = from_line(text.encode())

    assert isinstance(found, Refusal)
    assert to_line(found) == text
    assert (found.id, found.event.kind, found.recorded_at) == (refusal().id, kind, AT)
    assert "Ann" not in text
    assert "said" not in text


def test_an_erasure_is_read_as_it_was() -> None:
    erased = Erasure(11, 41, AT)

    assert from_line(to_line(erased).encode()) == erased


def spoiled(**other: Any) -> bytes:
    return json.dumps({**json.loads(to_line(refusal())), **other}).encode()


LINES = {
    "cut off": to_line(refusal()).encode()[:-9],
    "nothing": b"",
    "no text": b"\xff\x00",
    "a list": b"[]",
    "a consent": spoiled(kind="consent_given"),
    "a lift": spoiled(kind="restriction_lifted"),
    "an unknown kind": spoiled(kind="forgiven"),
    "an unknown party": spoiled(party="nobody"),
    "about nobody": spoiled(subject=None, address_key=None),
    "without a reason": spoiled(reason=None),
    "without a time zone": spoiled(at="2026-11-21T09:00:00"),
    "without an id": spoiled(id=None),
    "with words for a number": spoiled(subject="Ann"),
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_what_was_spoiled_or_permits_is_not_read(line: bytes) -> None:
    found: Kept | None = from_line(line)

    assert found is None
