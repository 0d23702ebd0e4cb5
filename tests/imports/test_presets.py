"""Files of known tools: each is recognized by its columns alone, and its people come out whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.batches.domain.columns import PermissionRefused
from app.batches.domain.mapping import Mapping
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Incoming
from app.imports.domain.file import sample, sniff
from app.imports.domain.presets import FEWEST, mapped, preset_of, recognize, second_person
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.shape import FileShape
from app.imports.presets import all_presets

FILES = Path(__file__).parent / "presets"
CONTEXT = Context("US", date(2026, 1, 31), "Tool")
ROSE = ("12 Rose Street", "Portland", "OR", "97209", "US")

PEOPLE: dict[str, dict[str, Any]] = {
    "mailchimp_subscribed": {"name": "María López", "birth": "--04-12", "id": "a1b2c3d4e5", "at": ROSE},
    "civicrm_contacts": {
        "name": "Dr. María Luisa López Jr.",
        "birth": "1971-04-02",
        "id": "202",
        "at": ("12 Rose Street", "Portland", "Oregon", "97209", "US"),
    },
    "civicrm_contributions": {"name": "María López", "id": "202"},
    "civicrm_participants": {"name": "Jon Smith", "email": "j.smith@example.com", "id": "203"},
    "npsp_data_import": {"name": "Dr. María López", "birth": "1971-04-02", "at": ROSE},
    "eventbrite_attendees": {"name": "María López", "at": ROSE},
    "eventbrite_attendees_older": {"name": "Jon Smith", "email": "j.smith@example.com"},
    "stripe_payments": {"name": "", "id": "cus_1"},
    "paypal_activity": {"name": "María López", "at": ROSE},
    "constant_contact": {"name": "María López", "birth": "1971-04-25", "at": ROSE},
    "google_contacts": {"name": "Dr. María Luisa López Jr.", "birth": "1971-04-02", "at": ROSE},
    "google_contacts_older": {
        "name": "Mr. Jon Smith",
        "email": "j.smith@example.com",
        "birth": "--11-25",
        "at": ("3 Mill Lane", "Salem", "OR", "97301", "US"),
    },
}
RESTRICTING = ("mailchimp_cleaned", "mailchimp_unsubscribed")


def shape_of(name: str) -> tuple[bytes, FileShape]:
    data = (FILES / f"{name}.csv").read_bytes()
    shape = sniff(data, filename=f"{name}.csv")
    assert isinstance(shape, FileShape)
    return data, shape


def mapping_of(name: str) -> tuple[Mapping, list[list[str]]]:
    data, shape = shape_of(name)
    rows = [row.cells for row in sample(data, shape)]
    preset = recognize(all_presets(), shape.columns)
    assert preset is not None
    return mapped(preset, shape.columns, rows), rows


def first_of(name: str) -> Incoming:
    mapping, rows = mapping_of(name)
    found = RowParser(mapping, CONTEXT).parse(rows[0])
    assert not isinstance(found, RowProblems), str(found)
    return found


@pytest.mark.parametrize("name", sorted({*PEOPLE, *RESTRICTING}))
def test_a_file_is_recognized_as_that_of_its_tool(name: str) -> None:
    _, shape = shape_of(name)

    found = recognize(all_presets(), shape.columns)

    assert found is not None
    assert found.id == name.removesuffix("_older") or found.id == name


@pytest.mark.parametrize("name", PEOPLE)
def test_its_first_person_comes_out_whole(name: str) -> None:
    expected = {"email": "maria@example.org"} | PEOPLE[name]

    found = first_of(name)

    assert f"{found.name.title} {display_name(found.name)}".strip() == expected["name"]
    assert found.emails[0].address == expected["email"]
    assert (str(found.birth) if found.birth else None) == expected.get("birth")
    assert [each.value for each in found.external_ids] == ([expected["id"]] if "id" in expected else [])
    places = [(at.lines[0], at.city, at.region, at.postcode, at.country) for at in found.addresses[:1]]
    assert places == ([expected["at"]] if "at" in expected else [])


@pytest.mark.parametrize("name", RESTRICTING)
def test_a_file_of_people_who_said_no_says_that_it_belongs_to_the_restrictions(name: str) -> None:
    _, shape = shape_of(name)

    found = recognize(all_presets(), shape.columns)

    assert found is not None
    assert "Import it as restrictions" in found.restricts


@pytest.mark.parametrize("preset", all_presets(), ids=lambda preset: preset.id)
def test_every_tool_has_a_file_and_enough_columns_to_be_known_by(preset: Any) -> None:
    assert (FILES / f"{preset.id}.csv").exists()
    assert len(preset.signature) >= FEWEST
    assert preset.fields.values()


def test_permission_stays_out_whatever_a_preset_says() -> None:
    told = {"name": "Odd", "requires": ["Do Not Email"], "signature": [], "map": {"Do Not Email": "nickname"}}

    mapping = mapped(preset_of("odd", told), ["Email", "Do Not Email"], [["a@example.org", "1"]])

    assert isinstance(mapping.columns[1].target, PermissionRefused)


def test_a_preset_that_names_no_field_is_refused_when_it_is_read() -> None:
    told = {"name": "Odd", "requires": [], "signature": [], "map": {"Email": "e-mail"}}

    with pytest.raises(ValueError, match="odd: there is no field e-mail"):
        preset_of("odd", told)


def test_columns_that_the_tool_lets_people_rename_are_still_suggested() -> None:
    data, shape = shape_of("mailchimp_subscribed")
    columns = ["Town" if name == "LATITUDE" else name for name in shape.columns]
    preset = recognize(all_presets(), columns)
    assert preset is not None

    mapping = mapped(preset, columns, [row.cells for row in sample(data, shape)])

    assert mapping.column_for("address_city") == mapping.columns[columns.index("Town")]


def test_a_handful_of_common_columns_is_no_tool() -> None:
    assert recognize(all_presets(), ["Email", "First Name", "Last Name", "Phone", "City", "Status"]) is None


def test_two_people_in_a_row_become_two_rows_with_the_same_home() -> None:
    mapping, _ = mapping_of("npsp_data_import")
    data, shape = shape_of("npsp_data_import")
    preset = recognize(all_presets(), shape.columns)
    assert preset is not None
    pairs = FileShape.from_json(shape.to_json() | {"second": list(second_person(preset, shape.columns))})

    rows = [row for row in read_rows([data], pairs) if isinstance(row, RawRow)]

    assert [(row.number, row.line) for row in rows] == [(2, 2), (3, 2), (4, 3)]
    jon: Any = RowParser(mapping, CONTEXT).parse(rows[1].cells)
    assert (jon.name.title, display_name(jon.name)) == ("Mr.", "Jon Smith")
    assert [(email.address, email.primary) for email in jon.emails] == [("jon@example.com", True)]
    assert jon.addresses[0].lines == ("12 Rose Street",)


def test_google_cells_with_several_values_become_several_emails_and_phones() -> None:
    found = first_of("google_contacts")

    assert [email.address for email in found.emails] == [
        "maria@example.org",
        "maria@example.com",
        "lopez@example.net",
    ]
    assert [phone.e164 for phone in found.phones] == ["+15035550142", "+15035550143"]


def test_the_words_of_a_tool_for_a_kind_of_phone_are_understood() -> None:
    mapping, rows = mapping_of("civicrm_contacts")

    found: Any = RowParser(mapping, CONTEXT).parse(rows[1])

    assert found.kind.value == "organization"
    assert [phone.type.value for phone in found.phones] == ["home"]
