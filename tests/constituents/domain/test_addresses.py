"""Addresses: which spellings are one place, which are similar, and what an update in place keeps."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.constituents.domain.addresses import Address, Likeness, address_key, likeness, merged
from app.constituents.domain.points import PointType
from tests.constituents.domain.strategies import addresses


def at(*lines: str, city: str = "Portland", region: str = "OR", postcode: str = "97201") -> Address:
    return Address(lines, city, region, postcode, "US", PointType.HOME)


ELM = at("12 Elm St")


@pytest.mark.parametrize(
    "spelled",
    [
        at("12 Elm Street"),
        at("12 ELM ST."),
        at("12 elm"),
        at("12, Elm St"),
        at("12 Elm St", postcode="97201-1234"),
        at("12 Elm St", city="North Portland"),
        at("12 Elm St", city="", region="", postcode=""),
        at("Elm St"),
        at("12 Elm St", region="Oregon"),
        at(),
        at("Acme Inc.", "12 Elm St"),
    ],
)
def test_another_spelling_that_says_nothing_new_is_identical(spelled: Address) -> None:
    assert likeness(ELM, spelled) is Likeness.IDENTICAL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ELM, at("12 Elm St Apt 3")),
        (ELM, at("12 Elm St", "#3")),
        (at("12 Elm St Apt 3"), at("12 Elm St Apt 4")),
        (ELM, at("12 Elm Ave")),
        (ELM, at("12 N Elm St")),
        (at("12 Sycamore St"), at("12 Sycamroe St")),
        (ELM, at("12 Elm St", postcode="97202")),
        (at("12 Elm St", postcode=""), ELM),
        (at(), ELM),
        (at("12 Elm St", city="", postcode=""), at("12 Elm St", postcode="")),
        (at("PO Box 12"), at("PO Box 12", postcode="97202")),
        (at(), at("PO Box 12")),
    ],
)
def test_the_same_place_completed_or_corrected_is_similar(old: Address, new: Address) -> None:
    assert likeness(old, new) is Likeness.SIMILAR


@pytest.mark.parametrize(
    "elsewhere",
    [
        at("14 Elm St"),
        at("12 Oak St"),
        at("12 Elm St", city="Salem", postcode="97301"),
        at("12 Elm St", region="ME", postcode=""),
        at("12 Elm St", city="", postcode="97301"),
        at("PO Box 12"),
        replace(ELM, country="CA"),
    ],
)
def test_another_house_street_town_or_country_is_different(elsewhere: Address) -> None:
    assert likeness(ELM, elsewhere) is Likeness.DIFFERENT
    assert likeness(elsewhere, ELM) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (at("12-14 Elm St"), "12 14|elm|st||97201"),
        (at("12a Elm St"), "12a|elm|st||97201"),
        (at("Elmstraße 12", postcode="10115"), "12|elmstr|||10115"),
        (at("Elmstr. 12", postcode="10115"), "12|elmstr|||10115"),
        (at("5th Avenue"), "|5th|ave||97201"),
        (at("100 Fifth Ave"), "100|5th|ave||97201"),
        (at("100 Fourteenth Street"), "100|14th|st||97201"),
        (at("Box 298"), "box 298||||97201"),
        (at("PO Box298"), "box 298||||97201"),
        (at("PO Box A"), "box a||||97201"),
        (at("POB 298"), "box 298||||97201"),
        (at("12 Elm St Space 4"), "12|elm|st|4|97201"),
        (at("12 St. James St"), "12|st james|st||97201"),
        (at("12 Saint James Street"), "12|st james|st||97201"),
        (at("12 N Street"), "12|n st|||97201"),
        (at("12 NW Elm St Suite 200"), "12|elm|nw st|200|97201"),
        (at("Apt 3", "12 Elm St"), "12|elm|st|3|97201"),
        (at("P.O. Box 12A"), "box 12a||||97201"),
        (at("12"), "12||||97201"),
        (at("The Old Mill"), "|the old mill|||97201"),
        (at("12 Elm St", postcode="", city="Portland"), "12|elm|st||portland"),
        (at("12 Elm St", postcode="1234"), "12|elm|st||01234"),
        (replace(at("12 Elm St", postcode="sw1a 1aa"), country="GB"), "12|elm|st||sw1a1aa"),
        (at(city="", region="OR", postcode=""), ""),
    ],
)
def test_an_address_is_standardized_part_by_part(address: Address, key: str) -> None:
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (ELM, at("12 Elm Street Apt 3"), ("12 Elm Street Apt 3",)),
        (ELM, at("12 Elm Street", postcode="97202"), ("12 Elm St",)),
        (at("12 Elm St Apt 3"), at("12 Elm Ave"), ("12 Elm Ave", "Unit 3")),
        (ELM, at("Elm Ave"), ("12 Elm Ave",)),
        (ELM, at("Apt 3"), ("12 Elm St", "Apt 3")),
        (at("12 Elm St Apt 3"), at("Apt 4"), ("12 Elm St Apt 3",)),
        (at(), ELM, ("12 Elm St",)),
    ],
)
def test_an_update_in_place_takes_nothing_away(old: Address, new: Address, lines: tuple[str, ...]) -> None:
    assert merged(old, new).lines == lines


def test_an_update_in_place_keeps_id_type_and_primary() -> None:
    old = replace(ELM, id=7, primary=True)
    new = replace(at("12 Elm St Apt 3", postcode="97202"), type=PointType.WORK)

    result = merged(old, new)

    assert (result.id, result.type, result.primary) == (7, PointType.HOME, True)
    assert (result.city, result.postcode) == ("Portland", "97202")


@given(addresses, addresses)
def test_what_an_update_in_place_has_taken_over_says_nothing_new(old: Address, new: Address) -> None:
    if likeness(old, new) is Likeness.SIMILAR:
        result = merged(old, new)

        assert merged(result, new) == result


@given(addresses)
def test_an_address_is_identical_to_itself(address: Address) -> None:
    assert likeness(address, address) is Likeness.IDENTICAL
    assert merged(address, address) == address
    assert Address.from_json(address.to_json()) == address
