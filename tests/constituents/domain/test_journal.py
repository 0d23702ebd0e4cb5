"""The lines of the journal: every difference of two states of a record, each once."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from app.constituents.domain.journal import Line, lines
from app.constituents.domain.record import (
    Email,
    Existing,
    ExternalId,
    FormerName,
    Kind,
    Name,
    PartialDate,
    PointType,
    blank,
)
from tests.constituents.domain.strategies import stored

HOME, WORK = PointType.HOME, PointType.WORK
OLD = Email("ann@example.org", HOME, primary=True, id=1)
OTHER = Email("a@example.com", WORK, id=2)
ANN = Existing(Kind.INDIVIDUAL, Name(first="Ann"), emails=(OLD, OTHER), id=7)


@given(stored)
def test_a_record_does_not_differ_from_itself(record: Existing) -> None:
    assert lines(record, record) == ()


@given(stored, stored)
def test_two_records_that_differ_have_lines_and_each_tells_a_difference(old: Existing, new: Existing) -> None:
    found = lines(old, new)

    same = replace(old, kind=new.kind, id=new.id, version=new.version, lookup_id=new.lookup_id)
    assert found or same == replace(new, external_ids=old.external_ids)
    assert all(line.before != line.after for line in found)


def test_facts_are_told_one_by_one() -> None:
    after = replace(
        ANN,
        name=Name(first="Anna", last="Lee"),
        birth=PartialDate(month=4, day=2),
        deceased=True,
        died=PartialDate(year=2025),
        active=False,
        inactive_reason="moved",
        display_override="Anna the cook",
    )

    assert lines(ANN, after) == (
        Line("name.first", "Ann", "Anna"),
        Line("name.last", "", "Lee"),
        Line("display_override", "", "Anna the cook"),
        Line("birth", None, "--04-02"),
        Line("deceased", False, True),
        Line("died", None, "2025"),
        Line("active", True, False),
        Line("inactive_reason", "", "moved"),
    )


def test_a_value_that_is_deleted_tells_all_that_it_was() -> None:
    told = replace(OTHER, source="a letter")

    [line] = lines(replace(ANN, emails=(OLD, told)), replace(ANN, emails=(OLD,)))

    assert line == Line("emails", OTHER.to_json() | {"source": "a letter"}, None, 2)


def test_a_primary_that_moves_is_one_line() -> None:
    moved = (replace(OLD, primary=False), replace(OTHER, primary=True))

    assert lines(ANN, replace(ANN, emails=moved)) == (
        Line("emails.primary", OLD.to_json(), moved[1].to_json(), 2),
    )


def test_an_ended_primary_gives_way_to_a_new_one() -> None:
    ended = replace(OLD, primary=False, active=False, end=date(2026, 11, 21))
    new = Email("ann@example.net", HOME, primary=True, id=3)

    assert lines(ANN, replace(ANN, emails=(ended, OTHER, new))) == (
        Line("emails", OLD.to_json(), ended.to_json(), 1),
        Line("emails", None, new.to_json(), 3),
        Line("emails.primary", OLD.to_json(), new.to_json(), 3),
    )


def test_the_first_address_of_somebody_new_needs_no_line_for_being_primary() -> None:
    after = replace(ANN, emails=(OLD,), former_names=(FormerName("Ann Miller", id=5),))

    assert lines(blank(Kind.INDIVIDUAL), after) == (
        Line("name.first", None, "Ann"),
        Line("emails", None, OLD.to_json(), 1),
        Line("former_names", None, {"value": "Ann Miller", "id": 5}, 5),
    )


def test_an_external_id_that_changes_is_one_gone_and_one_new() -> None:
    before = replace(ANN, external_ids=(ExternalId("crm", "1"), ExternalId("shop", "9")))
    after = replace(ANN, external_ids=(ExternalId("crm", "2"), ExternalId("shop", "9")))

    assert lines(before, after) == (
        Line("external_ids", {"system": "crm", "value": "1"}, None),
        Line("external_ids", None, {"system": "crm", "value": "2"}),
    )
