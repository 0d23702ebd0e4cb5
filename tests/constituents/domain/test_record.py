"""The record as values: what is stored reads back, and blanks take no room."""

from datetime import date

from hypothesis import given

from app.constituents.domain.record import (
    ADDRESS_TYPES,
    EMAIL_TYPES,
    PHONE_TYPES,
    Address,
    Email,
    Existing,
    FormerName,
    Incoming,
    Kind,
    Name,
    Phone,
    PointType,
    blank,
)
from tests.constituents.domain.strategies import incoming, loose_existing


@given(incoming)
def test_an_incoming_record_reads_back(record: Incoming) -> None:
    assert Incoming.from_json(record.to_json()) == record


@given(loose_existing)
def test_an_existing_record_reads_back(record: Existing) -> None:
    assert Existing.from_json(record.to_json()) == record


def test_ids_and_dates_of_contact_points_read_back() -> None:
    start, end = date(2020, 1, 2), date(2026, 11, 21)
    email = Email("ann@example.org", PointType.WORK, active=False, id=2**62, start=start, end=end)

    assert Email.from_json(email.to_json()) == email


def test_where_a_point_was_learned_is_read_but_is_no_part_of_it() -> None:
    told = Email("ann@example.org", PointType.HOME, source="a letter")

    assert told == Email("ann@example.org", PointType.HOME)
    assert "source" not in told.to_json()
    assert Email.from_json(told.to_json() | {"source": "a letter"}).source == "a letter"


def test_what_is_blank_is_not_stored() -> None:
    assert Incoming(Kind.INDIVIDUAL, Name(first="Ann")).to_json() == {
        "kind": "individual",
        "name": {"first": "Ann"},
    }
    assert Email("ann@example.org", PointType.HOME).to_json() == {
        "address": "ann@example.org",
        "type": "home",
    }
    assert FormerName("Ann Miller").to_json() == {"value": "Ann Miller"}


def test_a_contact_point_is_known_by_its_normal_form() -> None:
    assert Email("Ann@Example.org", PointType.HOME).key == "ann@example.org"
    assert Phone("(212) 736-5000", "+12127365000", PointType.HOME).key == "+12127365000"
    elm = Address(("12 Elm Street",), "Portland", "OR", "97201", "US", PointType.HOME)
    assert elm.key == "12|elm|st||97201"


def test_a_blank_record_knows_nothing_but_its_kind() -> None:
    assert blank(Kind.ORGANIZATION) == Existing(Kind.ORGANIZATION, Name())


def test_every_type_is_offered_somewhere_and_has_a_label() -> None:
    offered = {*EMAIL_TYPES, *PHONE_TYPES, *ADDRESS_TYPES}

    assert offered == set(PointType)
    assert PointType.HOME.label == "Home"
