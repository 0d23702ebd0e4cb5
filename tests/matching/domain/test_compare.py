"""The levels that two records agree on, field by field."""

from typing import Any

import pytest

from app.constituents.domain.record import FormerName
from app.matching.domain.compare import Field, Level, compare
from app.matching.domain.standardize import identity
from tests.matching.domain.people import arriving, on_record

ELM = {"street": "12 Elm St"}


@pytest.mark.parametrize(
    ("field", "one", "other", "level"),
    [
        (Field.FIRST, {"first": "Ann"}, {"first": "ANN"}, Level.SAME),
        (Field.FIRST, {"first": "Ann"}, {"first": ""}, None),
        (Field.FIRST, {"first": "A"}, {"first": "Ann"}, Level.INITIAL),
        (Field.FIRST, {"first": "B"}, {"first": "Ann"}, Level.DIFFERENT),
        (Field.FIRST, {"first": "Bill"}, {"first": "William"}, Level.FORM),
        (Field.FIRST, {"first": "Billy"}, {"first": "Willie"}, Level.FORM),
        (Field.FIRST, {"first": "Susy"}, {"first": "Susan"}, Level.FORM),
        (Field.FIRST, {"first": "Kit"}, {"first": "Ann", "nickname": "Kit"}, Level.FORM),
        (Field.FIRST, {"first": "Kit"}, {"first": "Ann", "middle": "Kit"}, Level.FORM),
        (Field.FIRST, {"first": "Wiliam"}, {"first": "William"}, Level.SIMILAR),
        (Field.FIRST, {"first": "Ann"}, {"first": "Zoe"}, Level.DIFFERENT),
        (Field.FIRST, {"first": "Ian"}, {"first": "Ina"}, Level.DIFFERENT),
        (Field.LAST, {"last": "de la Cruz"}, {"last": "DelaCruz"}, Level.SAME),
        (Field.LAST, {"last": "O’Brien"}, {"last": "OBrien"}, Level.SAME),
        (Field.LAST, {"last": "Smith-Jones"}, {"last": "Jones"}, Level.PART),
        (Field.LAST, {"last": "Lee"}, {"last": "Ray", "maiden": "Lee"}, Level.PART),
        (Field.LAST, {"last": "Schmidt"}, {"last": "Schmitt"}, Level.SIMILAR),
        (Field.LAST, {"last": "Smith"}, {"last": "Jones"}, Level.DIFFERENT),
        (Field.LAST, {"last": "Smith"}, {}, None),
        (Field.MIDDLE, {"middle": "Ray"}, {"middle": "ray"}, Level.SAME),
        (Field.MIDDLE, {"middle": "R."}, {"middle": "Ray"}, Level.INITIAL),
        (Field.MIDDLE, {"middle": "R."}, {"middle": "Lou"}, Level.DIFFERENT),
        (Field.MIDDLE, {"first": "Ann Lou"}, {"first": "Ann", "middle": "Lou"}, Level.SAME),
        (Field.GENERATION, {"suffix": "Jr."}, {"last": "Smith, Jr."}, Level.SAME),
        (Field.GENERATION, {"suffix": "Jr."}, {"suffix": "Sr."}, Level.DIFFERENT),
        (Field.GENERATION, {"suffix": "Jr."}, {}, Level.ONE_SIDED),
        (Field.GENERATION, {"suffix": "MD"}, {}, None),
        (Field.TITLE, {"title": "Mr."}, {"first": "Mrs. Ann"}, Level.DIFFERENT),
        (Field.TITLE, {"title": "Ms."}, {"title": "Mrs."}, None),
        (Field.TITLE, {"title": "Dr."}, {"title": "Mr."}, None),
        (Field.ORGANIZATION, {"organization": "Elm Ctr"}, {"organization": "The Elm Center"}, Level.SAME),
        (Field.ORGANIZATION, {"organization": "Elm Centre"}, {"organization": "Elm Centrex"}, Level.SIMILAR),
        (Field.ORGANIZATION, {"organization": "Elm"}, {"organization": "Ash"}, Level.DIFFERENT),
        (Field.ORGANIZATION, {"organization": "Elm"}, {"first": "Ann"}, None),
        (Field.EMAIL, {"email": "a+x@example.org"}, {"email": "A@example.org"}, Level.SAME),
        (Field.EMAIL, {"email": "a@example.org"}, {"email": "b@example.org"}, Level.DIFFERENT),
        (Field.EMAIL, {"email": "a@example.org"}, {"email": "a@example.org", "active": False}, Level.ENDED),
        (Field.EMAIL, {"email": "a@example.org"}, {"email": "b@example.org", "active": False}, None),
        (Field.EMAIL, {"email": "a@example.org"}, {}, None),
        (Field.PHONE, {"phone": "+1"}, {"phone": "+1"}, Level.SAME),
        (Field.BIRTH, {"birth": "1971-04-02"}, {"birth": "1971-04-02"}, Level.SAME),
        (Field.BIRTH, {"birth": "1971-04-02"}, {"birth": "1971-02-04"}, Level.SIMILAR),
        (Field.BIRTH, {"birth": "1971-04-02"}, {"birth": "1972-04-02"}, Level.DIFFERENT),
        (Field.BIRTH, {"birth": "1971-04-02"}, {"birth": "1971"}, Level.PART),
        (Field.BIRTH, {"birth": "1971-04-02"}, {"birth": "--04-02"}, Level.PART),
        (Field.BIRTH, {"birth": "1971"}, {"birth": "1971"}, Level.PART),
        (Field.BIRTH, {"birth": "1971"}, {"birth": "--04-02"}, None),
        (Field.BIRTH, {"birth": "1971"}, {}, None),
        (Field.ADDRESS, ELM, {"street": "12 Elm Street"}, Level.SAME),
        (Field.ADDRESS, {"street": "PO Box 12"}, {"street": "P.O. Box 12"}, Level.SAME),
        (Field.ADDRESS, ELM, {"street": "12 Elm St Apt 3"}, Level.SAME),
        (Field.ADDRESS, {"street": "12 Elm St #2"}, {"street": "12 Elm St Apt 3"}, Level.NEAR),
        (Field.ADDRESS, {"street": "12 N Elm St"}, {"street": "12 S Elm St"}, Level.PART),
        (Field.ADDRESS, ELM, {"street": "14 Elm St"}, Level.PART),
        (Field.ADDRESS, ELM, {"street": "The Old Mill"}, Level.PART),
        (Field.ADDRESS, ELM, {**ELM, "postcode": "10001"}, Level.DIFFERENT),
        (Field.ADDRESS, ELM, {**ELM, "postcode": ""}, Level.SAME),
        (Field.ADDRESS, ELM, {**ELM, "active": False}, Level.ENDED),
        (Field.ADDRESS, ELM, {}, None),
    ],
)
def test_a_field_agrees_on_a_named_level(
    field: Field, one: dict[str, Any], other: dict[str, Any], level: Level | None
) -> None:
    mine, theirs = identity(arriving(**one)), identity(on_record(**other))

    assert compare(mine, theirs).get(field) is level
    assert compare(theirs, mine).get(field) is level


def test_names_given_in_the_other_order_agree() -> None:
    one = identity(arriving(first="Nguyen", last="Minh"))
    other = identity(on_record(first="Minh", last="Nguyen"))

    levels = compare(one, other)

    assert (levels[Field.FIRST], levels[Field.LAST]) == (Level.FORM, Level.SAME)


def test_towns_without_a_postcode_are_told_apart_by_region() -> None:
    from dataclasses import replace

    one = arriving(street="12 Elm St", postcode="")
    maine = replace(one, addresses=(replace(one.addresses[0], region="ME"),))
    nowhere = replace(one, addresses=(replace(one.addresses[0], city=""),))

    assert compare(identity(one), identity(maine))[Field.ADDRESS] is Level.DIFFERENT
    assert Field.ADDRESS not in compare(identity(one), identity(nowhere))


def test_former_names_lend_their_parts() -> None:
    old = on_record(
        first="Ann",
        last="Ray",
        former_names=(FormerName("Nan Lee"), FormerName("Prince"), FormerName("Bo -")),
    )

    known = identity(old)

    assert known.nicknames == {"nan", "bo"}
    assert known.former == {"lee"}
