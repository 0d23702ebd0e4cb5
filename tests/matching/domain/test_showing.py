"""Pairs that a person sees in any case, and pairs that are called relatives."""

from typing import Any

import pytest

from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.judging import SEEN_AT, SURE
from tests.matching.domain.persons import HOUSES, PHONES, Person, judged, verdict

WALTER = Person(first="Walter", last="Hollister")
MAIL, HOUSE, PHONE = ("walter.h@example.org",), (HOUSES[3],), (PHONES[2],)
JR, SR, MR, MRS = {"suffix": "Jr."}, {"suffix": "Sr."}, {"title": "Mr."}, {"title": "Mrs."}


def test_it_is_the_usual_thresholds_that_say_what_is_seen_and_what_is_sure() -> None:
    usual = Thresholds()

    assert (usual.possible, usual.automatic) == (SEEN_AT / 10, SURE / 10)


@pytest.mark.parametrize(
    ("mine", "theirs", "guards"),
    [
        (JR, SR, {Guard.GENERATION}),
        (MR, MRS, {Guard.TITLE}),
        (JR | MR, SR | MRS, {Guard.GENERATION, Guard.TITLE}),
    ],
)
@pytest.mark.parametrize("shared", [{"emails": MAIL}, {"emails": MAIL, "houses": HOUSE}])
def test_a_clash_in_what_would_be_sure_without_it_is_seen(
    mine: dict[str, str], theirs: dict[str, str], guards: set[Guard], shared: dict[str, Any]
) -> None:
    one = WALTER.but(**shared)
    found = judged([(one.but(**mine), one.but(**theirs))])

    assert judged([(one, one)]).likely[0] >= SURE
    assert found.forced[0]
    assert found.scores[0] == max(found.likely[0], SEEN_AT) / 10
    assert verdict(one.but(**mine), one.but(**theirs)) == (found.scores[0], guards)


def test_it_is_lifted_to_where_it_is_just_seen() -> None:
    one = WALTER.but(emails=MAIL)
    found = judged([(one.but(**JR), one.but(**SR)), (one.but(**JR, **MR), one.but(**SR, **MRS))])

    assert found.likely.max() < SEEN_AT
    assert found.scores.tolist() == [70.0, 70.0]


@pytest.mark.parametrize("shared", [{}, {"first": ""}, {"first": "W."}])
def test_a_clash_in_what_would_not_be_sure_anyway_is_left_where_it_is(shared: dict[str, Any]) -> None:
    one = WALTER.but(**shared)
    found = judged([(one.but(**JR), one.but(**SR)), (one.but(**MR), one.but(**MRS))])

    assert not found.forced.any()
    assert found.scores.tolist() == (found.likely / 10).tolist()


def test_what_nobody_clashes_in_is_not_lifted() -> None:
    one = WALTER.but(emails=MAIL)

    assert not judged([(one, one), (one.but(first="Ingrid"), one), (one.but(**JR), one)]).forced.any()


@pytest.mark.parametrize(
    ("one", "other", "are_relatives"),
    [
        (WALTER.but(houses=HOUSE), WALTER.but(houses=HOUSE, first="Ingrid"), True),
        (WALTER.but(emails=MAIL, phones=PHONE), WALTER.but(emails=MAIL, phones=PHONE, first="Ingrid"), True),
        (WALTER.but(emails=MAIL), WALTER.but(emails=MAIL), False),
        (WALTER, WALTER.but(first="Ingrid", last="Solheim"), False),
        (Person(first="John", last="Smith"), Person(first="John", last="Smith"), False),
        (
            WALTER.but(birth="1948-11-02", houses=(HOUSES[0],)),
            WALTER.but(birth="1977-04-18", houses=HOUSE),
            False,
        ),
    ],
)
def test_two_of_one_household_are_called_relatives(one: Person, other: Person, are_relatives: bool) -> None:
    nobody = (Person(first="Kwame", last="Asante"), Person(first="Ottilie", last="Brandeis"))

    found = judged(
        [nobody, (one, other), (WALTER.but(houses=HOUSE), WALTER.but(houses=HOUSE, first="Ingrid"))]
    )

    assert found.relatives.tolist() == [False, are_relatives, True]
