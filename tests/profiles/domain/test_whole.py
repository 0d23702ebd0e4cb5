"""What was typed and is not taken over by a match is named, above all that no mail may go somewhere."""

from dataclasses import replace

import pytest

from app.constituents.domain.record import Address, Existing, Kind, Name, PointType
from app.profiles.domain.whole import left_aside

ELM = Address(("12 Elm St",), "Portland", "OR", "97210", "US", PointType.HOME, primary=True)
FLAT = replace(ELM, lines=("12 Elm Street, Apt 4",))
OAK = replace(ELM, lines=("9 Oak Ave",))
NO_MAIL = "that no mail may go to the address"


def living_at(*addresses: Address) -> Existing:
    return Existing(Kind.INDIVIDUAL, Name(first="Ann"), addresses=addresses)


def marked(address: Address) -> Address:
    return replace(address, do_not_mail=True, do_not_mail_reason="asked by phone")


@pytest.mark.parametrize(
    ("typed", "after", "is_named"),
    [
        (marked(ELM), ELM, True),
        (marked(FLAT), ELM, True),
        (marked(ELM), FLAT, True),
        (marked(ELM), marked(FLAT), False),
        (marked(ELM), OAK, False),
        (marked(ELM), replace(ELM, active=False), False),
        (ELM, ELM, False),
    ],
    ids=["kept", "similar", "completed", "marked too", "elsewhere", "ended", "not marked"],
)
def test_that_no_mail_may_go_there_is_named_where_mail_would_go(
    typed: Address, after: Address, is_named: bool
) -> None:
    assert (left_aside(living_at(typed), living_at(after)) == [NO_MAIL]) == is_named


def test_of_nobody_to_compare_with_nothing_is_said() -> None:
    assert left_aside(living_at(marked(ELM)), None) == []
