"""Rows about one new person, as values."""

from dataclasses import replace

import pytest

from app.batches.domain.decision import Decision, creating
from app.batches.domain.joining import Newcomer, joined
from app.batches.domain.review import Joined
from app.batches.domain.row_keys import keys
from app.batches.domain.row_pairs import compare
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.same_plan import same_plan
from app.constituents.domain.names import Name
from app.constituents.domain.record import Email, Incoming, Kind, Phone, PointType
from app.updates.domain.plan import create_plan
from app.updates.domain.rules import DifferentRule, UpdateRules
from tests.batches.domain.cases import SETTINGS

ANN = ("Ann", "Lee", "ann@example.org")


def row(first: str, last: str, address: str = "", phone: str = "") -> Incoming:
    return Incoming(
        Kind.INDIVIDUAL,
        Name(first=first, last=last),
        (Email(address, PointType.HOME, primary=True),) if address else (),
        (Phone(phone, phone, PointType.MOBILE, primary=True),) if phone else (),
    )


def decided(*rows: Incoming, by_hand: int = 0, rules: UpdateRules | None = None) -> list[Decision]:
    """The rows decided in order; the last one joins a row by hand, if that is named."""
    settings = replace(SETTINGS, rules=rules or UpdateRules())
    new = [
        Newcomer(at, each, creating(create_plan(each), "new individual"), settings)
        for at, each in enumerate(rows, 1)
    ]
    if by_hand:
        new[-1] = replace(new[-1], decided=Joined(by_hand))
    return list(joined(new, compare).values())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (ANN, ANN, 1),
        (ANN, ("ANN", "lee", "Ann@Example.org"), 1),
        (ANN, ("", "", "ann@example.org"), 1),
        (ANN, ("Annie", "Lee", "ann@example.org"), 1),
        (("Bob", "Lee", "", "+15035550142"), ("Robert", "Lee", "", "+15035550142"), 1),
        (ANN, ("Sam", "Lee", "ann@example.org"), None),
        (ANN, ("Zoë", "Park"), None),
    ],
)
def test_a_row_joins_one_that_is_surely_the_same(
    first: tuple[str, ...], second: tuple[str, ...], expected: int | None
) -> None:
    leader, follower = decided(row(*first), row(*second))

    assert leader.action is Action.CREATE
    assert follower.outcome is Outcome.READY
    assert follower.joins == expected
    assert follower.target is None


def test_a_name_alone_asks_a_person_about_every_row_it_may_be() -> None:
    *_, last = decided(row(*ANN), row("Ann", "Lee", "other@example.com", "+15035550142"), row("Ann", "Lee"))

    assert (last.outcome, last.cause) == (Outcome.POSSIBLE_DUPLICATE, "row_alike")
    assert last.rows[0][0] == 1


def test_a_third_row_is_planned_on_what_the_second_brought() -> None:
    more = row(*ANN, "+15035550142")

    _, second, third = decided(row(*ANN), more, more)

    assert (second.action, third.action) == (Action.UPDATE, Action.NO_CHANGE)
    assert (second.joins, third.joins) == (1, 1)


def test_joining_a_row_that_joins_another_is_joining_that_one() -> None:
    *_, last = decided(row(*ANN), row(*ANN), row("Anna", "Leigh"), by_hand=2)

    assert last.joins == 1


def test_what_a_rule_leaves_to_a_person_waits() -> None:
    asking = UpdateRules(phone=DifferentRule.REVIEW)

    _, second = decided(row(*ANN, "+15035550199"), row(*ANN, "+15035550142"), rules=asking)

    assert (second.outcome, second.cause, second.joins) == (Outcome.POSSIBLE_DUPLICATE, "row_rule", None)
    assert second.rows == ((1, 100.0),)


def test_whoever_joins_nobody_waits() -> None:
    *_, last = decided(row(*ANN), row("Zoë", "Park"), by_hand=7)

    assert (last.outcome, last.cause) == (Outcome.CONFLICT, "row_gone")


def test_rows_meet_by_an_email_or_two_words_of_a_name() -> None:
    assert keys("Ann Lee", "") & keys("Lee, Annie", "")
    assert keys("Ann Lee", "a@example.org") & keys("", "a@example.org")
    assert not keys("Ann Lee", "") & keys("Ann Park", "")
    assert keys("", "") == frozenset()


def test_two_plans_are_the_same_but_for_ids() -> None:
    told = {"changes": [{"do": "retire", "before": {"address": "a@example.org"}}]}
    known = {"changes": [{"do": "retire", "before": {"address": "a@example.org", "id": 7}}]}

    assert same_plan(told, known)
    assert same_plan(None, None)
    assert not same_plan(told, None)
