"""Blocking keys: two records that may be one share a key."""

from typing import Any

import pytest

from app.matching.domain.standardize import blocking_keys
from tests.matching.domain.people import WILLIAM, arriving, on_record


def test_keys_are_of_email_phone_house_and_names() -> None:
    assert blocking_keys(on_record(**{**WILLIAM, "first": "Zoltan"})) == {
        "e:will@example.org",
        "p:+12127365000",
        "a:12|97201",
        "n:smith|zoltan",
    }


def test_an_organization_has_a_key_of_its_words() -> None:
    assert blocking_keys(arriving(organization="The Elm Fdn, Inc.")) == {"o:elm foundation"}


@pytest.mark.parametrize(
    "new",
    [
        {"email": "Will+news@example.org"},
        {"phone": "+12127365000"},
        {"street": "12 Elm Street Apt 3"},
        {"first": "Bill", "last": "SMITH"},
        {"first": "Smith", "last": "William"},
        {"first": "William", "last": "Smith-Jones"},
    ],
)
def test_records_that_may_be_one_share_a_key(new: dict[str, Any]) -> None:
    old = blocking_keys(on_record(**WILLIAM))

    assert blocking_keys(arriving(**new)) & old
    assert blocking_keys(arriving(**new, active=False)) & old


@pytest.mark.parametrize("new", [{}, {"last": "Smith"}, {"first": "William"}, {"street": "Elm St"}])
def test_a_name_half_or_a_street_alone_finds_nobody(new: dict[str, Any]) -> None:
    assert not blocking_keys(arriving(**new))


def test_a_house_without_a_postcode_is_keyed_by_its_town() -> None:
    assert blocking_keys(arriving(street="12 Elm St", postcode="")) == {"a:12|portland"}
