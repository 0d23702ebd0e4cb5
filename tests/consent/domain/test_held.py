"""Which addresses are put on hold when a record changes, as values."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.held import REMOVED, REPLACES, Inbox, holds
from app.consent.domain.standing import Restriction

ANN, BOB = 1, 2
START = datetime(2026, 1, 1, tzinfo=UTC)


def at(key: str, subject: int | None = ANN, kind: EventKind = EventKind.BOUNCED) -> Restriction:
    reason = SuppressionReason.HARD_BOUNCE if kind is EventKind.BOUNCED else SuppressionReason.UNSUBSCRIBE
    return Restriction(
        event=1, kind=kind, since=START, party=Party.PROVIDER, subject=subject, address_key=key, reason=reason
    )


def inboxes(text: str) -> list[Inbox]:
    """The addresses of a record by letter; mail goes to the one in upper case."""
    return [Inbox(each, each.lower(), each.isupper()) for each in text]


def held(before: str, after: str, *stopping: Restriction) -> list[tuple[str, str]]:
    found = holds(ANN, inboxes(before), inboxes(after), stopping)
    return [(hold.inbox.key or "", hold.why) for hold in found]


@pytest.mark.parametrize(
    ("before", "after", "stopping", "expected"),
    [
        ("A", "aB", [at("a")], [("b", REPLACES)]),
        ("A", "Ab", [at("a")], [("b", REPLACES)]),
        ("Ab", "aB", [at("a")], [("b", REPLACES)]),
        ("Ab", "Ba", [], []),
        ("Ab", "aB", [at("b")], []),
        ("Abc", "aBc", [at("c")], []),
        ("ab", "aB", [at("a")], [("b", REPLACES)]),
        ("Ab", "aB", [at("a"), at("b")], []),
        ("A", "", [at("a", None)], [("a", REMOVED)]),
        ("A", "", [at("a", ANN)], []),
        ("", "B", [at("a", ANN)], [("b", REPLACES)]),
        ("A", "aB", [at("a", BOB)], [("b", REPLACES)]),
        ("A", "aB", [at("a", ANN, EventKind.UNSUBSCRIBED)], []),
        ("A", "aB", [at("a", None, EventKind.UNSUBSCRIBED)], [("b", REPLACES)]),
    ],
    ids=[
        "a new primary",
        "a new address beside it",
        "one that was there takes its place",
        "nothing is blocked",
        "the blocked one takes the place of a good one",
        "mail went to a good one all the time",
        "mail went nowhere",
        "both are blocked",
        "a blocked one is deleted",
        "what is known of her is remembered anyway",
        "after she had none",
        "somebody who shares it is blocked",
        "what follows her needs no hold",
        "what is known of the address alone",
    ],
)
def test_an_address_that_would_escape_is_held(
    before: str, after: str, stopping: list[Restriction], expected: list[tuple[str, str]]
) -> None:
    assert held(before, after, *stopping) == expected


letters = st.lists(st.sampled_from("abcd"), unique=True, min_size=0, max_size=4)
records = st.tuples(letters, st.integers(0, 4)).map(
    lambda told: "".join(each.upper() if n == told[1] else each for n, each in enumerate(told[0]))
)
restrictions = st.lists(
    st.builds(
        at,
        st.sampled_from("abcd"),
        st.sampled_from([ANN, BOB, None]),
        st.sampled_from([EventKind.BOUNCED, EventKind.UNSUBSCRIBED]),
    ),
    max_size=3,
)


@given(records, records, restrictions)
def test_whoever_was_stopped_at_her_address_is_stopped_at_the_next(
    before: str, after: str, stopping: list[Restriction]
) -> None:
    def stopped(record: str, more: set[str]) -> bool:
        key = next((each.lower() for each in record if each.isupper()), None)
        reached = any(each.concerns(frozenset({ANN}), key) for each in stopping)
        return key is None or key in more or reached

    was_stopped = any(each.isupper() for each in before) and stopped(before, set())

    assert not was_stopped or stopped(after, {key for key, _ in held(before, after, *stopping)})
