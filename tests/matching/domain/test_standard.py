"""What holds for every record that is standardized."""

import unicodedata
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    FormerName,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
)
from app.matching.domain.blocking import asked
from app.matching.domain.identity import AMONG, WITHIN, Identity
from app.matching.domain.standard import standardize
from tests.matching.domain.standardized import HOME, person

# Surrogates, separators and every alphabet: whatever a broken file may hold.
anything = st.text(st.characters(), max_size=20)
words = st.text(st.characters(categories=("L", "N", "P", "Z", "C"), max_codepoint=0x5FF), max_size=12)
names = st.builds(Name, **{field.name: anything | words for field in fields(Name)})
addresses = st.builds(
    Address,
    lines=st.lists(anything | words, max_size=3).map(tuple),
    city=anything,
    region=anything,
    postcode=anything,
    country=anything,
    type=st.just(HOME),
    active=st.booleans(),
)
records = st.builds(
    Existing,
    kind=st.sampled_from(Kind),
    name=names,
    emails=st.lists(st.builds(Email, anything, st.just(HOME), active=st.booleans()), max_size=3).map(tuple),
    phones=st.lists(st.builds(Phone, anything, anything, st.just(HOME)), max_size=2).map(tuple),
    addresses=st.lists(addresses, max_size=2).map(tuple),
    former_names=st.lists(st.builds(FormerName, anything, st.booleans()), max_size=2).map(tuple),
    birth=st.none() | st.just(PartialDate(1971, 4, 2)),
)


@given(records)
def test_no_text_whatever_breaks_it_or_its_storage(record: Existing) -> None:
    known = standardize(record)

    assert Identity.from_text(known.to_text()) == known
    assert all(key.number < 2**62 for key in asked(known))
    known.to_text().encode()


@given(records)
def test_names_are_small_latin_letters_and_values_are_never_blank(record: Existing) -> None:
    known = standardize(record)

    for text in (known.first, known.middle, known.last, known.former, known.nicknames, known.organization):
        assert text.isascii()
        assert text == text.lower()
        assert "  " not in text
        assert all(text.split(AMONG)) or not text
    assert " " not in known.first
    for place in known.places.split(AMONG):
        assert not place or place.count(WITHIN) == 6


@given(st.builds(Name, **{field.name: st.text("aeéÅ '-.Bz", max_size=8) for field in fields(Name)}))
def test_case_blanks_and_the_way_accents_are_stored_do_not_count(name: Name) -> None:
    def spelled(**changes: str) -> Identity:
        return standardize(Incoming(Kind.INDIVIDUAL, replace(name, **changes)))

    known = spelled()

    assert spelled(**{part: value.upper() for part, value in name.parts().items()}) == known
    assert spelled(**{part: f"  {value} " for part, value in name.parts().items()}) == known
    assert (
        spelled(**{part: unicodedata.normalize("NFD", value) for part, value in name.parts().items()})
        == known
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"first": "Zoë", "last": "O’Hara"}, {"first": "ZOE", "last": "OHara"}),
        ({"first": "J. R.", "last": "Smith-Jones"}, {"first": "J R", "last": "Smith Jones"}),
        ({"title": "Mr", "first": "John"}, {"first": "Mr. John"}),
        ({"first": "John", "last": "Smith", "suffix": "Jr."}, {"first": "John", "last": "Smith, Jr"}),
        ({"first": "Ann", "last": "Van Der Berg"}, {"first": "ann", "last": "vander Berg"}),
        ({"first": "Анна", "last": "Петрова"}, {"first": "Anna", "last": "Petrova"}),
    ],
)
def test_two_ways_to_write_a_person_are_one_identity(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert person(**one) == person(**other)


def test_what_is_on_record_is_read_as_what_comes_in() -> None:
    facts: dict[str, Any] = {
        "kind": Kind.INDIVIDUAL,
        "name": Name(first="Ann", last="Lee"),
        "emails": (Email("Ann@example.org", HOME),),
    }

    assert standardize(Existing(**facts, id=7, version=3)) == standardize(Incoming(**facts))
