"""Somebody new who shares an inbox or a house: whose household it may be is said, and nothing more."""

from dataclasses import replace

import pytest

from app.batches.domain.evidence import Evidence
from app.batches.domain.review import AddedAsNew
from app.batches.domain.rows import Action, Outcome
from app.matching.domain.result import Contribution, Match
from app.matching.domain.weights import Rival
from tests.batches.domain.cases import JOHN, MARY, NEW, decided_as


def shared(field: str, *, who: int = 1, rival: Rival = Rival.HOUSEHOLD, agrees: bool = True) -> Match:
    """A pair below the bands that agrees in one field."""
    parts = (
        Contribution(field, 40.0, "same", agrees=agrees),
        Contribution("rival", -30.0, rival.value),
    )
    return Match(who, 10.0, parts, rival=rival)


def detail(*matches: Match, distinct: frozenset[int] = frozenset()) -> str:
    decision = decided_as(NEW, Evidence((JOHN, MARY), matches, distinct))
    assert (decision.outcome, decision.action, decision.target) == (Outcome.READY, Action.CREATE, None)
    return decision.detail


@pytest.mark.parametrize("field", ["address", "email"])
def test_who_shares_an_address_or_email_may_belong_to_the_household(field: str) -> None:
    assert detail(shared(field)) == "new individual · may belong to the household of John Smith C-1"


@pytest.mark.parametrize(
    "match",
    [
        shared("last"),
        shared("address", agrees=False),
        shared("address", rival=Rival.NAMESAKE),
        shared("email", rival=Rival.UNRELATED),
    ],
)
def test_nothing_less_makes_a_household(match: Match) -> None:
    assert detail(match) == "new individual"


def test_the_likest_of_the_household_is_named() -> None:
    likest = replace(shared("email", who=2), score=20.0)

    assert detail(shared("last"), likest, shared("address")).endswith("household of Mary Jones C-2")


def test_whoever_is_named_is_a_candidate_however_far_down() -> None:
    nearer = tuple(replace(shared("last", who=2), score=40.0 - n) for n in range(5))

    decision = decided_as(NEW, Evidence((JOHN, MARY), (*nearer, shared("address"))))

    assert decision.candidates == (*nearer[:4], shared("address"))


def test_whom_staff_said_it_is_not_is_not_named() -> None:
    assert detail(shared("email"), distinct=frozenset({1})) == "new individual"


def test_who_was_added_on_purpose_is_simply_new() -> None:
    decision = decided_as(NEW, Evidence((JOHN,), (shared("email"),)), decided=AddedAsNew())

    assert decision.detail == "new individual"
