"""Named pairs, each with what a careful person would say."""

from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.record import Band, Email, FormerName, PointType
from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.score import match
from app.matching.domain.weights import Rival
from tests.matching.domain.people import WILLIAM, arriving, compared, is_automatic, on_record

NAMES = {"first": "William", "last": "Smith"}
MAIL = {"email": "will@example.org"}
ELSEWHERE = {"street": "99 Oak Rd", "postcode": "10001"}


@pytest.mark.parametrize(
    "new",
    [
        {**NAMES, **MAIL},
        {**NAMES, **MAIL, **ELSEWHERE, "phone": "+13107365000"},
        {**NAMES, "email": "WILL+news@Example.org"},
        {"first": "WILLIAM", "last": "smith", **MAIL},
        {"first": "Bill", "last": "Smith", **MAIL},
        {"first": "W.", "last": "Smith", **MAIL},
        {"first": "Mr. William", "last": "Smith", **MAIL},
        {"first": "William J.", "last": "Smith", **MAIL},
        {"first": "William", **MAIL},
        {"first": "Smith", "last": "William", **MAIL},
        {"first": "William", "last": "Smith-Jones", **MAIL},
        {"first": "William", "last": "Smithe", **MAIL},
        MAIL,
        {**NAMES, "email": "new@example.org", "street": "12 Elm Street"},
        {**NAMES, "email": "new@example.org", "phone": "+12127365000"},
        {**NAMES, **MAIL, "suffix": "Jr."},
    ],
)
def test_one_and_the_same_is_automatic(new: dict[str, Any]) -> None:
    assert is_automatic(compared(new))


@pytest.mark.parametrize(
    ("new", "guard"),
    [
        ({"last": "Smith", **MAIL}, Guard.SURNAME_ONLY),
        ({"first": "Ann", "last": "Smith", **MAIL}, Guard.FIRST_DIFFERS),
        ({**WILLIAM, "first": "Ann"}, Guard.FIRST_DIFFERS),
        ({"first": "Williams", "last": "Smith", **MAIL}, Guard.FIRST_DIFFERS),
        ({"first": "William", "last": "Lee", **MAIL}, Guard.LAST_DIFFERS),
        ({**NAMES, "email": "new@example.org", "street": "12 Elm St", "suffix": "Jr."}, Guard.GENERATION),
        ({**NAMES, "email": "new@example.org"}, Guard.NAME_ONLY),
        (NAMES, Guard.NAME_ONLY),
        ({**NAMES, "email": "new@example.org", "street": "4 Ash Ln"}, Guard.NAME_ONLY),
        ({"organization": "Smith Ltd", **MAIL}, Guard.KIND),
    ],
)
def test_a_person_decides_and_is_told_why(new: dict[str, Any], guard: Guard) -> None:
    found = compared(new)

    assert guard in found.guards
    assert Thresholds().band(found.score) is not Band.NONE
    assert not is_automatic(found)


@pytest.mark.parametrize(
    ("new", "old", "guard"),
    [
        ({**NAMES, **MAIL, "suffix": "Jr."}, {**WILLIAM, "suffix": "Sr."}, Guard.GENERATION),
        ({**NAMES, **MAIL, "title": "Mrs."}, {**WILLIAM, "title": "Mr."}, Guard.TITLE),
        ({**NAMES, **MAIL, "birth": "1971-04-02"}, {**WILLIAM, "birth": "1999-01-05"}, Guard.BIRTH_DIFFERS),
        ({**NAMES, **MAIL}, {**WILLIAM, "active": False}, Guard.ENDED),
        ({**NAMES, "street": "12 Elm St"}, {**WILLIAM, "active": False}, Guard.ENDED),
        ({**NAMES, "phone": "+12127365000"}, {**WILLIAM, "active": False}, Guard.ENDED),
        (MAIL, {"last": "Smith", **MAIL}, Guard.SURNAME_ONLY),
    ],
)
def test_a_clash_or_something_ended_is_never_automatic(
    new: dict[str, Any], old: dict[str, Any], guard: Guard
) -> None:
    found = compared(new, old)

    assert guard in found.guards
    assert not is_automatic(found)


@pytest.mark.parametrize(
    "new",
    [
        {"first": "Zoe", "last": "Quist", "email": "zoe@example.org"},
        {"first": "Ann", "last": "Smith", "email": "ann@example.org", "street": "12 Elm St"},
        {"first": "Ann", "last": "Smith", "email": "ann@example.org", "phone": "+12127365000"},
        {**NAMES, "email": "new@example.org", **ELSEWHERE},
        {"last": "Smith", "email": "new@example.org", "street": "4 Ash Ln"},
        {"organization": "Elm Fund", "email": "fund@example.org"},
    ],
)
def test_somebody_else_is_nobody_we_know(new: dict[str, Any]) -> None:
    assert Thresholds().band(compared(new).score) is Band.NONE


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ({**NAMES, **MAIL}, {"first": "Bill", "nickname": "William", "last": "Smith", **MAIL}),
        (
            {"first": "Jay", "last": "Smith", **MAIL},
            {"first": "William", "middle": "Jay", "last": "Smith", **MAIL},
        ),
        (
            {"first": "William", "last": "Lee", **MAIL},
            {**WILLIAM, "former_names": (FormerName("William Lee"),)},
        ),
        ({"first": "Ann", "last": "Lee", **MAIL}, {"first": "Ann", "last": "Smith", "maiden": "Lee", **MAIL}),
        ({"first": "Piet", "last": "van den Berg", **MAIL}, {"first": "Piet", "last": "VandenBerg", **MAIL}),
        ({**NAMES, "birth": "1971-04-02"}, {**NAMES, "birth": "1971-04-02"}),
        ({"first": "William", "last": "Smith Jr.", **MAIL}, {**NAMES, "suffix": "Jr", **MAIL}),
        ({"organization": "The Elm Fdn, Inc.", **MAIL}, {"organization": "Elm Foundation", **MAIL}),
        ({"first": "太郎", "last": "山田", **MAIL}, {"first": "太郎", "last": "山田", **MAIL}),
    ],
)
def test_other_forms_of_a_name_are_known(new: dict[str, Any], old: dict[str, Any]) -> None:
    assert is_automatic(compared(new, old))


def test_two_first_names_at_one_email_are_called_a_household() -> None:
    found = compared({"first": "Ann", "last": "Smith", **MAIL})

    assert found.rival is Rival.HOUSEHOLD
    assert found.score == 72.0
    assert found.contributions[-1].field == "shared_email"


def test_something_that_has_ended_adds_nothing_where_something_active_agrees() -> None:
    new = arriving(**NAMES, email="new@example.org", street="12 Elm St")
    old = on_record(**NAMES, street="12 Elm St")
    ended = Email("new@example.org", PointType.HOME, active=False)

    with_ended = match(new, replace(old, emails=(ended,)))

    assert Guard.ENDED not in with_ended.guards
    assert with_ended.score == match(new, old).score


def test_nothing_to_compare_is_no_match_without_a_rival() -> None:
    found = compared({}, {})

    assert (found.score, found.contributions, found.rival) == (0.0, (), Rival.NONE)


def test_an_organization_under_another_name_at_the_same_email_is_for_a_person() -> None:
    found = compared({"organization": "Elm Fund", **MAIL}, {"organization": "Ash Trust", **MAIL})

    assert Guard.LAST_DIFFERS in found.guards


def test_an_organization_with_nearly_the_name_is_possible() -> None:
    found = compared({"organization": "Elm Foundation", **MAIL}, {"organization": "Elm Foundations", **MAIL})

    assert Thresholds().band(found.score) is Band.MATCH
