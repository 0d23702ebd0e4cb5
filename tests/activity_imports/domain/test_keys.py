"""Rows without a number of their own: two people are never taken for one, and the same row is known again."""

import pytest

from app.activity_imports.domain.facts import FactKind, GiftFact, RegistrationFact
from tests.activity_imports.domain.test_odd_rows import ABOUT, read

CASH = {"date": "2026-03-01", "amount": "20.00"}


def key(kind: FactKind, cells: dict[str, str]) -> str:
    found = read(kind, cells, about=ABOUT)
    assert isinstance(found, GiftFact | RegistrationFact), found
    return found.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"full_name": "Cara Day"}, {"full_name": "Dan Poe"}),
        ({"first_name": "Eve", "last_name": "Lee"}, {"first_name": "Tom", "last_name": "Lee"}),
        (
            {"email": "lee@example.org", "full_name": "Eve Lee"},
            {"email": "lee@example.org", "full_name": "Tom Lee"},
        ),
        ({"phone": "+1 503 555 0101"}, {"phone": "+1 503 555 0102"}),
        ({"address_line1": "1 Rose Street"}, {"address_line1": "2 Rose Street"}),
    ],
)
@pytest.mark.parametrize(("kind", "cells"), [(FactKind.GIFTS, CASH), (FactKind.REGISTRATIONS, {})])
def test_rows_of_two_people_are_two_facts(
    kind: FactKind, cells: dict[str, str], one: dict[str, str], other: dict[str, str]
) -> None:
    assert key(kind, cells | one) != key(kind, cells | other)
    assert key(kind, cells | one) == key(kind, cells | one)


def test_a_phone_that_a_later_file_adds_makes_no_second_gift_of_somebody_who_is_named() -> None:
    named = CASH | {"full_name": "Cara Day"}

    assert key(FactKind.GIFTS, named) == key(FactKind.GIFTS, named | {"phone": "+1 503 555 0101"})
