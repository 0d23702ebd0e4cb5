"""Every level that is weighed can be told to staff, and every one that can be told is weighed."""

import pytest

from app.matching.domain.comparing import Field, Level
from app.matching.domain.result import Contribution
from app.matching.domain.weights import OF_ORGANIZATIONS, WEIGHTS, Rival

WEIGHED = [(field, level) for field, rows in WEIGHTS.items() for level in rows]


@pytest.mark.parametrize(("field", "level"), WEIGHED)
def test_every_level_has_words(field: Field, level: Level) -> None:
    part = Contribution(field.value, 1.0, level.value)

    assert part.words
    assert part.words[0].islower()
    assert not {"{", "}", "_"} & set(part.words + part.label)


def test_no_two_levels_of_a_field_say_the_same() -> None:
    told = [(field, Contribution(field.value, 1.0, level.value).words) for field, level in WEIGHED]

    assert len(told) == len(set(told))


def test_what_is_special_to_organizations_is_weighed_for_all() -> None:
    assert all(level in WEIGHTS[field] for field, rows in OF_ORGANIZATIONS.items() for level in rows)


def test_names_that_differ_are_told_beside_each_other() -> None:
    part = Contribution("last", -3.0, "sounds", mine="schmid", theirs="schmitt")

    assert part.words == "the last name sounds alike: Schmid, Schmitt"


@pytest.mark.parametrize(
    ("field", "name", "written"),
    [
        ("organization", "hcf", "HCF"),
        ("organization", "hcf fund", "HCF Fund"),
        ("organization", "the harborlight", "The Harborlight"),
        ("last", "ng", "Ng"),
        ("last", "smrz", "Smrz"),
    ],
)
def test_only_initials_of_an_organization_are_all_capitals(field: str, name: str, written: str) -> None:
    assert Contribution(field, -3.0, "form", mine=name, theirs="x").words.endswith(f": {written}, X")


@pytest.mark.parametrize("rival", Rival)
def test_the_rival_is_named(rival: Rival) -> None:
    assert Contribution("rival", -3.0, rival.value).words.startswith("could be")


def test_an_identifier_is_told_with_its_system() -> None:
    part = Contribution("external_id", 100.0, agrees=True, mine="7", theirs="Sheet")

    assert (part.label, part.words) == ("External ID", "the same ID 7 in Sheet")


def test_a_contribution_comes_back_from_its_json() -> None:
    part = Contribution("last", -3.0, "sounds", mine="schmid", theirs="schmitt")

    assert Contribution.from_json(part.to_json()) == part
    assert Contribution.from_json({"field": "last", "points": 1.0, "words": "earlier"}).points == 1.0
