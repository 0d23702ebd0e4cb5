"""Blocking keys: two records that may be one share a key."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.record import FormerName
from app.matching.domain.blocking import BITS, CAPS, Key, KeyKind, asked, house_text, keys, numbered
from app.matching.domain.identity import Identity
from app.matching.domain.own_pairs import NamePairs
from tests.matching.domain.standardized import organization, person

NUMBER = 3557874751515206103
WILLIAM: dict[str, Any] = {
    "first": "William",
    "last": "Fulcher",
    "emails": ("wfulcher@example.org",),
    "phones": ("503 555 0142",),
    "places": (("12 Magnolia St", "Portland", "OR", "97201"),),
    "birth": "1971-04-02",
}


def meet(one: Identity, other: Identity) -> set[KeyKind]:
    """The kinds of keys that bring two records together, whichever of them is on record."""
    found = _found(one, other)
    assert found == _found(other, one)
    return found


def _found(coming: Identity, kept: Identity) -> set[KeyKind]:
    stored = {key.number for key in keys(kept)}
    return {key.kind for key in asked(coming) if key.number in stored}


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        ({"emails": ("WFulcher+gala@example.org",)}, {KeyKind.EMAIL}),
        ({"phones": ("555-0142",)}, {KeyKind.PHONE}),
        ({"phones": ("+1 (503) 555-0142 x3",)}, {KeyKind.PHONE}),
        ({"places": (("12 Magnolai Street Apt 3", "", "", "97204"),)}, {KeyKind.HOUSE}),
        ({"birth": "1971-04-02"}, {KeyKind.BIRTH}),
        ({"birth": "1971-02-04"}, {KeyKind.BIRTH}),
        ({"first": "Bill", "last": "FULCHER"}, {KeyKind.NAME, KeyKind.SURNAME}),
        ({"first": "Fulcher", "last": "William"}, {KeyKind.NAME, KeyKind.SOUND}),
        ({"first": "Fulcher William"}, {KeyKind.NAME, KeyKind.SOUND}),
        ({"first": "William", "last": "Fulcher-Jones"}, {KeyKind.NAME, KeyKind.SURNAME, KeyKind.SOUND}),
        ({"first": "W.", "last": "Fulcher"}, {KeyKind.SURNAME}),
        ({"first": "Xilliam", "last": "Fulcher"}, {KeyKind.SURNAME}),
        ({"first": "William", "last": "Fulcjer"}, {KeyKind.SOUND}),
        ({"first": "Wiliam", "last": "Folcer"}, {KeyKind.SOUND}),
        ({"first": "Joan & Bill", "last": "Fulcher"}, {KeyKind.NAME, KeyKind.SURNAME}),
        ({"first": "W", "last": "Jones", "maiden": "Fulcher"}, {KeyKind.SURNAME}),
        ({"emails": ("william.fulcher7@example.net",)}, {KeyKind.NAME}),
        ({"first": "William", "emails": ("fulcherwilliam@example.net",)}, {KeyKind.NAME}),
        ({"first": "William", "last": "F", "emails": ("wfulcher@example.net",)}, {KeyKind.NAME}),
        ({"first": "William", "last": "Jones"}, set()),
        ({"first": "William"}, set()),
        ({"places": (("Magnolia St", "Portland", "OR", "97201"),)}, set()),
        ({}, set()),
    ],
)
def test_each_way_to_write_somebody_badly_has_its_key(new: dict[str, Any], kinds: set[KeyKind]) -> None:
    assert meet(person(**new), person(**WILLIAM)) == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"first": "Jürgen", "last": "Müller"}, {"first": "Juergen", "last": "Mueller"}),
        ({"first": "Jurgen", "last": "Muller"}, {"first": "Jürgen", "last": "Mueller"}),
        ({"first": "Pål", "last": "Ås"}, {"first": "Paal", "last": "Aas"}),
        ({"first": "Иван", "last": "Петров"}, {"first": "Ivan", "last": "Petrov"}),
        ({"first": "Tran Thi", "last": ""}, {"first": "Thi", "last": "Tran"}),
        ({"emails": ("ann@gmial.com",)}, {"emails": ("ann@gmail.com",)}),
        ({"places": (("2 Rose Cottage", "", "", "SW1A 1AA"),)}, {"places": (("Mall", "", "", "sw1a1aa"),)}),
        ({"places": (("12 Magnolia St",),)}, {"places": (("12 Magnolia Street",),)}),
        (
            {"places": (("PO Box 9", "Salem", "", ""),)},
            {"places": (("P.O. Box 9", "salem", "", ""),)},
        ),
    ],
)
def test_other_spellings_meet(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert meet(person(**one), person(**other))


def test_former_names_and_inactive_points_count() -> None:
    kept = person(first="Ann", last="Lee", also=(FormerName("Anna Fulcher"),))

    assert KeyKind.NAME in meet(person(first="Anna", last="Fulcher"), kept)
    assert meet(person(**WILLIAM, active=False), person(emails=WILLIAM["emails"])) == {KeyKind.EMAIL}


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("The Elm Fdn, Inc.", "Elm Foundation", {KeyKind.ORGANIZATION, KeyKind.WORDS}),
        ("Foundation Elm", "Elm Foundation", {KeyKind.ORGANIZATION, KeyKind.WORDS}),
        ("Lionel's", "Lionel's Restaurant, Inc", {KeyKind.WORDS}),
        ("Palma Familie Foundation", "Palma Family Foundation", {KeyKind.WORDS}),
        ("Elm Foundation", "Oak Society", set()),
        ("", "", set()),
    ],
)
def test_organizations_meet_by_their_words(one: str, other: str, kinds: set[KeyKind]) -> None:
    assert meet(organization(one), organization(other)) == kinds


def test_an_office_is_found_without_its_town_but_a_home_is_not() -> None:
    told, blank = (("12 Magnolia St", "Salem", "OR", "97301"),), (("12 Magnolia St",),)

    assert meet(organization("Elm", places=told), organization("Oak", places=blank)) == {KeyKind.HOUSE}
    assert not meet(person(first="Ann", places=told), person(first="Bo", places=blank))


def test_names_that_the_workspace_says_are_one_are_asked_for() -> None:
    names = NamePairs.of(same=[("skip", "william")])
    kept, coming = (person(first=first, last="Smith") for first in ("William", "Skip"))

    for one, other in ((kept, coming), (coming, kept)):
        stored = {key.number for key in keys(one) if key.kind is KeyKind.NAME}
        assert stored & {key.number for key in asked(other, names)}
        assert not stored & {key.number for key in asked(other)}


def test_a_key_has_the_text_that_all_share_who_have_it() -> None:
    texts = {key.kind: key.value for key in keys(person(**WILLIAM))}

    assert texts[KeyKind.EMAIL] == "wfulcher@example.org"
    assert texts[KeyKind.PHONE] == "5550142"
    assert texts[KeyKind.HOUSE] == house_text(person(**WILLIAM).places) == "12|magn|972"
    assert texts[KeyKind.BIRTH] == "1971-04-02"
    assert keys(organization("The Elm Fdn"))[0].value == "elm foundation"


def test_a_record_is_kept_under_few_keys_each_of_them_once() -> None:
    kept = keys(person(**WILLIAM))

    assert len(kept) == 7
    assert len({key.number for key in kept}) == len(kept)
    assert set(kept) <= set(asked(person(**WILLIAM)))


def test_every_kind_of_key_has_a_limit() -> None:
    assert set(CAPS) == set(KeyKind)


def test_a_key_has_the_same_number_in_every_process() -> None:
    assert numbered(KeyKind.EMAIL, "ann@example.org") == NUMBER
    assert Key(KeyKind.EMAIL, NUMBER, "ann@example.org") in keys(person(emails=("ann@example.org",)))


@given(st.text(max_size=20), st.text(max_size=20))
def test_numbers_fit_and_tell_keys_apart(one: str, other: str) -> None:
    numbers = {numbered(kind, text) for kind in KeyKind for text in (one, other)}

    assert all(0 <= number < 2**BITS for number in numbers)
    assert len(numbers) == len(KeyKind) * len({one, other})
