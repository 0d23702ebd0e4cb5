"""How far emails, phones, addresses, birth dates and organizations agree."""

from dataclasses import replace
from typing import Any

import pytest

from app.constituents.domain.record import Email, PointType
from app.matching.domain.comparing import Field, Level
from tests.matching.domain.comparing.pairs import levels

ANN = {"first": "Ann", "last": "Lee"}


def between(mine: dict[str, Any], theirs: dict[str, Any], field: Field) -> Level | None:
    return levels(ANN | mine, ANN | theirs).get(field)


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("ann@example.org", "ANN@example.org", Level.SAME),
        ("catlady77+news@gmail.com", "cat.lady77@googlemail.com", Level.SAME),
        ("catlady77@gmail.com", "catldy77@gmail.com", Level.TYPO),
        ("catlady77@gmail.com", "catlady77@gmial.com", Level.TYPO),
        ("catlady77@gmail.com", "catlady78@gmail.com", Level.SIMILAR),
        ("catlady77@gmail.com", "catlady77@yahoo.com", Level.MAILBOX),
        ("ann.lee@gmail.com", "annlee@yahoo.com", Level.NAMED),
        ("ann.lee@yahoo.com", "ann_lee@yahoo.com", Level.NAMED),
        ("ann.lee1977@gmail.com", "ann.lee1977@yahoo.com", Level.MAILBOX),
        ("dogs@example.org", "garden@example.org", Level.HOST),
        ("info@gmail.com", "info@yahoo.com", Level.DIFFERENT),
        ("dogs@gmail.com", "garden@gmail.com", Level.DIFFERENT),
    ],
)
def test_emails_agree_so_far(mine: str, theirs: str, level: Level) -> None:
    assert between({"email": mine}, {"email": theirs}, Field.EMAIL) is level


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("+12127365000", "+12127365000", Level.SAME),
        ("7365000", "+12127365000", Level.FORM),
        ("02079460123", "+442079460123", Level.FORM),
        ("+12127365000", "+12127365001", Level.TYPO),
        ("+12127365000", "+12129990000", Level.AREA),
        ("+12127365000", "+15039990000", Level.DIFFERENT),
    ],
)
def test_phones_agree_so_far(mine: str, theirs: str, level: Level) -> None:
    assert between({"phone": mine}, {"phone": theirs}, Field.PHONE) is level


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ({"street": "12 Elm St"}, {"street": "12 Elm Street"}, Level.SAME),
        ({"street": "12 Elm St Apt 4"}, {"street": "12 Elm St #4"}, Level.SAME),
        ({"street": "12 Elm St Apt 4"}, {"street": "12 Elm St Apt 9"}, Level.NEAR),
        ({"street": "12 Ellmwood St"}, {"street": "12 Elmwood St"}, Level.TYPO),
        ({"street": "99 Oak Ave"}, {"street": "12 Elm St"}, Level.ELSEWHERE),
    ],
)
def test_addresses_agree_so_far(mine: dict[str, str], theirs: dict[str, str], level: Level) -> None:
    assert between(mine, theirs, Field.ADDRESS) is level


def test_what_agrees_only_with_an_ended_value_is_said_to_have_ended() -> None:
    ended = Email("ann@example.org", PointType.HOME, active=False)
    now = Email("new@example.net", PointType.HOME, primary=True)

    alone = between({"email": "ann@example.org"}, {"emails": (ended,)}, Field.EMAIL)
    beside = between({"email": "ann@example.org"}, {"emails": (now, ended)}, Field.EMAIL)
    again = between({"email": "ann@example.org"}, {"emails": (replace(ended, active=True), now)}, Field.EMAIL)

    assert (alone, beside, again) == (Level.ENDED, Level.ENDED, Level.SAME)


def test_of_several_values_the_best_two_count() -> None:
    two = (Email("a1@example.org", PointType.HOME), Email("catlady77@gmail.com", PointType.WORK))

    assert between({"email": "catlady77@gmail.com"}, {"emails": two}, Field.EMAIL) is Level.SAME


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("1970-02-15", "1970-02-15", Level.SAME),
        ("1970-02-05", "1970-05-02", Level.TYPO),
        ("1970-02-15", "1970-02-16", Level.TYPO),
        ("1970", "1970-02-15", Level.PART),
        ("1970-01-01", "1970-02-15", Level.PART),
        ("--02-15", "1970-02-15", Level.PART),
        ("1970", "--02-15", None),
        ("1970-02-15", "1984-11-30", Level.DIFFERENT),
        ("1970", "1984-11-30", Level.DIFFERENT),
    ],
)
def test_birth_dates_agree_so_far(mine: str, theirs: str, level: Level | None) -> None:
    assert between({"birth": mine}, {"birth": theirs}, Field.BIRTH) is level


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("St. Mary's Fdn", "Saint Marys Foundation", Level.SAME),
        ("The Ruiz Company, Inc.", "Ruiz Co.", Level.SAME),
        ("Ruiz Constru", "Ruiz Construction", Level.FORM),
        ("Hope Food Bank", "Friends of Hope Food Bank", Level.PART),
        ("Hope Food Bnak", "Hope Food Bank", Level.TYPO),
        ("Legion Post 309", "Legion Post 337", Level.DIFFERENT),
        ("Lincoln High School", "Riverside Garden Club", Level.DIFFERENT),
    ],
)
def test_organizations_agree_so_far(mine: str, theirs: str, level: Level) -> None:
    found = levels({"organization": mine}, {"organization": theirs})

    assert found[Field.ORGANIZATION] is level


def test_a_person_is_no_organization() -> None:
    found = levels({"organization": "Ann Lee"}, {"first": "Ann", "last": "Lee"})

    assert found[Field.KIND] is Level.DIFFERENT
