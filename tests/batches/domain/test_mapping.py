"""A mapping sends columns to fields, keeps permission out, and comes back from storage the same."""

import pytest

from app.batches.domain.columns import (
    ColumnMap,
    NotImported,
    PermissionRefused,
    ToField,
    allowed_policies,
)
from app.batches.domain.fields import Group, field_of, fields_in, find_field
from app.batches.domain.mapping import Mapping, NotMappable
from app.batches.domain.mapping_problems import mapping_problems
from app.constituents.domain.dates import DateFormat
from app.imports.domain.suggest import suggest
from app.updates.domain.entry import Policy

HEADERS = ("E-mail", "First", "Cell", "Born", "Unsubscribed")


def _mapping(*field_ids: str) -> Mapping:
    targets = [ToField(id) if id else NotImported() for id in field_ids]
    return Mapping(tuple(ColumnMap(at, f"Column {at}", target) for at, target in enumerate(targets)))


@pytest.fixture
def mapping() -> Mapping:
    """Four mapped columns with choices of their own, and one of permission."""
    return Mapping(
        (
            ColumnMap(0, "E-mail", ToField("email")),
            ColumnMap(1, "First", ToField("first_name"), Policy.FILL_BLANKS),
            ColumnMap(2, "Cell", ToField("phone_mobile"), Policy.ADD_ANOTHER),
            ColumnMap(3, "Born", ToField("birth_date"), date_format=DateFormat.DMY),
            ColumnMap(4, "Unsubscribed", PermissionRefused()),
        )
    )


def test_a_mapping_comes_back_from_storage(mapping: Mapping) -> None:
    assert Mapping.from_json(mapping.to_json(), HEADERS) == mapping


def test_a_stored_mapping_finds_its_columns_by_name_in_another_file(mapping: Mapping) -> None:
    found = Mapping.from_json(mapping.to_json(), ["Notes", "FIRST ", "e-mail"])

    assert [column.target for column in found.columns] == [
        NotImported(),
        ToField("first_name"),
        ToField("email"),
    ]
    assert found.columns[1].policy is Policy.FILL_BLANKS


def test_a_stored_mapping_cannot_bring_permission_in(mapping: Mapping) -> None:
    forged = mapping.to_json()
    forged["columns"][4] |= {"field": "nickname", "permission": False}
    forged["columns"][0]["field"] = "no_such_field"

    found = Mapping.from_json(forged, HEADERS)

    assert isinstance(found.columns[4].target, PermissionRefused)
    assert isinstance(found.columns[0].target, NotImported)


def test_a_column_known_as_permission_by_its_content_stays_out_when_stored() -> None:
    stored = Mapping((ColumnMap(0, "State", PermissionRefused()),)).to_json()

    assert isinstance(Mapping.from_json(stored, ["State"]).columns[0].target, PermissionRefused)


def test_a_column_can_be_sent_elsewhere_and_nowhere(mapping: Mapping) -> None:
    moved = mapping.with_column(1, field_id="nickname", policy=Policy.FILL_BLANKS)
    assert isinstance(moved, Mapping)
    dropped = moved.with_column(0, field_id="")

    assert isinstance(dropped, Mapping)
    assert dropped.columns[1] == ColumnMap(1, "First", ToField("nickname"), Policy.FILL_BLANKS)
    assert dropped.columns[0] == ColumnMap(0, "E-mail")
    assert (mapping.mapped_count, dropped.mapped_count) == (4, 3)


@pytest.mark.parametrize(
    ("index", "field_id", "says"),
    [
        (4, "nickname", "permission"),
        (9, "email", "no such column"),
        (-1, "email", "no such column"),
        (0, "x", "no such field"),
    ],
)
def test_what_cannot_be_mapped_says_why(mapping: Mapping, index: int, field_id: str, says: str) -> None:
    refused = mapping.with_column(index, field_id=field_id)

    assert isinstance(refused, NotMappable)
    assert says in refused.reason


def test_permission_that_nobody_imports_stays_permission(mapping: Mapping) -> None:
    assert mapping.with_column(4, field_id="") == mapping


def test_a_policy_that_makes_no_sense_for_the_field_is_dropped(mapping: Mapping) -> None:
    moved = mapping.with_column(1, field_id="last_name", policy=Policy.ADD_ANOTHER)

    assert isinstance(moved, Mapping)
    assert moved.columns[1].policy is Policy.FOLLOW_RULES


def test_a_date_format_stays_with_date_columns_only(mapping: Mapping) -> None:
    kept = mapping.with_column(3, field_id="birth_date")
    gone = mapping.with_column(3, field_id="nickname", date_format=DateFormat.MDY)

    assert isinstance(kept, Mapping)
    assert kept.columns[3].date_format is DateFormat.DMY
    assert isinstance(gone, Mapping)
    assert gone.columns[3].date_format is None


def test_a_format_can_be_settled_for_all_dates_that_wait_for_one(mapping: Mapping) -> None:
    waiting = _mapping("email", "birth_date")

    assert waiting.settling_dates(DateFormat.MDY).columns[1].date_format is DateFormat.MDY
    assert mapping.settling_dates(DateFormat.MDY) == mapping


def test_policies_carry_the_names_that_the_update_rules_know(mapping: Mapping) -> None:
    assert mapping.policies() == {"name.first": Policy.FILL_BLANKS, "phones.mobile": Policy.ADD_ANOTHER}


@pytest.mark.parametrize(
    ("field_id", "allowed"),
    [
        ("email", ()),
        ("lookup_id", ()),
        ("first_name", (Policy.FOLLOW_RULES, Policy.FILL_BLANKS)),
        ("phone_work", (Policy.FOLLOW_RULES, Policy.FILL_BLANKS, Policy.ADD_ANOTHER)),
    ],
)
def test_only_policies_that_make_sense_are_offered(field_id: str, allowed: tuple[Policy, ...]) -> None:
    assert allowed_policies(field_of(field_id)) == allowed


def test_a_mapping_is_found_again_by_its_columns(mapping: Mapping) -> None:
    again = Mapping.from_json(
        {"columns": []}, ["E_MAIL".replace("_", "-"), " first", "CELL", "born", "unsubscribed"]
    )

    assert again.signature == mapping.signature
    assert _mapping("email").signature != mapping.signature


def test_fields_are_found_by_id_and_offered_in_groups() -> None:
    assert find_field("no_such_field") is None
    assert [field.id for field in fields_in(Group.IDENTITY)] == [
        "lookup_id",
        "external_id",
        "external_system",
    ]
    assert [group.label for group in Group] == ["Email", "Name", "Phone", "Address", "About", "IDs"]


@pytest.mark.parametrize(
    ("field_ids", "expected"),
    [
        (("email", "first_name"), []),
        (("first_name",), [(None, True)]),
        (("email", "phone", "phone"), [(1, True), (2, True)]),
        (("email", "birth_date"), [(1, True)]),
        (("email", "external_id"), [(1, False)]),
        (("email", "external_system"), [(1, False)]),
        (("email", "external_system", "external_id"), []),
        (("email", "", ""), []),
    ],
)
def test_what_is_to_be_settled_is_said_at_its_column(
    field_ids: tuple[str, ...], expected: list[tuple[int | None, bool]]
) -> None:
    problems = mapping_problems(_mapping(*field_ids))

    assert [(problem.index, problem.blocks) for problem in problems] == expected
    assert all(problem.what.endswith(".") for problem in problems)


def test_ids_need_no_column_for_their_system_where_the_file_has_one() -> None:
    assert mapping_problems(_mapping("email", "external_id"), external_system="Mailchimp") == ()


def test_an_address_in_one_cell_says_that_its_parts_come_first() -> None:
    (problem,) = mapping_problems(_mapping("email", "address_whole", "address_city", "address_region"))

    assert (problem.index, problem.blocks) == (1, False)
    assert "Read only in rows in which “Column 2” and “Column 3” say nothing" in problem.what
    assert mapping_problems(_mapping("email", "address_whole", "address_country", "work_city")) == ()


@pytest.mark.parametrize("header", ["Deceased", "Is Deceased?", "Date of death", "Died"])
def test_a_column_that_says_who_has_died_is_told(header: str) -> None:
    mapping = suggest(["Email", header], [["ann@example.org", "1"]])

    (problem,) = mapping_problems(mapping)

    assert (problem.index, problem.blocks) == (1, False)
    assert "nobody is marked as deceased by a file" in problem.what
