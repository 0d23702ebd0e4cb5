"""A suggestion sends the columns of known tools where they belong, and permission nowhere."""

import pytest

from app.batches.domain.columns import NotImported, PermissionRefused, ToField
from app.batches.domain.fields import FIELDS, Field
from app.batches.domain.mapping import Mapping
from app.constituents.domain.dates import DateFormat
from app.imports.domain.aliases import field_for
from app.imports.domain.suggest import suggest

TOOLS = {
    "Mailchimp": (
        "Email Address, First Name, Last Name, Address, Phone Number, Birthday, MEMBER_RATING, "
        "OPTIN_TIME, CONFIRM_TIME, REGION, LAST_CHANGED, LEID, NOTES, TAGS, UNSUB_TIME, UNSUB_REASON, "
        "CLEAN_TIME",
        "email first_name last_name address_line1 phone birth_date - ! ! address_region - - - - ! ! !",
    ),
    "CiviCRM": (
        "Contact ID, Contact Type, Do Not Email, Do Not Phone, No Bulk Emails (User Opt Out), External "
        "Identifier, Display Name, Nickname, First Name, Middle Name, Last Name, Individual Prefix, "
        "Individual Suffix, Job Title, Birth Date, Organization Name, Location Type, Street Address, "
        "Supplemental Address 1, City, Postal Code, State, Country, Phone, Phone Type, Email, On Hold, "
        "Use for Bulk Mail",
        "- kind ! ! ! external_id - nickname first_name middle_name last_name title suffix - birth_date "
        "organization address_type address_line1 address_line2 address_city address_postcode "
        "address_region address_country phone phone_type email ! !",
    ),
    "Eventbrite": (
        "Order #, Order Date, First Name, Surname, Email, Quantity, Ticket Type, Attendee #, Attendee "
        "Status, Home Address 1, Home Address 2, Home City, Home State, Home Zip, Home Country",
        "- - first_name last_name email - - - - address_line1 address_line2 address_city address_region "
        "address_postcode address_country",
    ),
    "Google Contacts": (
        "First Name, Middle Name, Last Name, Name Prefix, Name Suffix, Nickname, Organization Name, "
        "Birthday, E-mail 1 - Label, E-mail 1 - Value, E-mail 2 - Label, E-mail 2 - Value, Phone 1 - "
        "Label, Phone 1 - Value, Address 1 - Street, Address 1 - City, Address 1 - Postal Code, Address "
        "1 - Country",
        "first_name middle_name last_name title suffix nickname organization birth_date email_type "
        "email email_2_type email_2 phone_type phone address_line1 address_city address_postcode "
        "address_country",
    ),
    "Outlook": (
        "First Name, Middle Name, Last Name, E-mail Address, E-mail 2 Address, Mobile Phone, Home "
        "Phone, Business Phone, Company, Birthday, Home Street, Home City, Business Street",
        "first_name middle_name last_name email email_2 phone_mobile phone_home phone_work organization "
        "birth_date address_line1 address_city work_line1",
    ),
    "Constant Contact": (
        "Email address, First name, Last name, Company, Phone - home, Email Lists, Email status, Email "
        "permission status, Country - Home",
        "email first_name last_name organization phone_home ! ! ! -",
    ),
    "Salesforce NPSP": (
        "Contact1 Salutation, Contact1 First Name, Contact1 Last Name, Contact1 Personal Email, "
        "Contact1 Work Email, Contact1 Mobile Phone, Home Street, Home State/Province, Home Zip/Postal "
        "Code",
        "title first_name last_name email email_work phone_mobile address_line1 address_region "
        "address_postcode",
    ),
    "by hand": (
        "FNAME, lname, e-mail, Cell, ZIP, DOB, Subscribed?, Newsletter, Notes",
        "first_name last_name email phone_mobile address_postcode birth_date ! ! -",
    ),
    "one name": (
        "Name, Email",
        "full_name email",
    ),
}


def _told(mapping: Mapping) -> str:
    return " ".join(_target(column.target) for column in mapping.columns)


def _target(target: object) -> str:
    match target:
        case ToField(field_id):
            return field_id
        case PermissionRefused():
            return "!"
        case _:
            return "-"


@pytest.mark.parametrize("tool", TOOLS)
def test_the_columns_of_a_known_tool_go_where_they_belong(tool: str) -> None:
    headers, expected = TOOLS[tool]

    assert _told(suggest(headers.split(", "), [])) == expected


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_our_own_labels_and_ids_are_understood(field: Field) -> None:
    assert field_for(field.label) == field
    assert field_for(field.id.upper()) == field


def test_of_two_columns_for_one_field_the_more_usual_name_wins() -> None:
    mapping = suggest(["Contact email", "Email", "email address"], [])

    assert _told(mapping) == "- email -"


def test_emails_are_found_by_content_where_no_header_says_so() -> None:
    rows = [["1", "ann@example.org", "Ann"], ["2", "", "Bo"], ["3", "cy@example.org", "Cy"]]

    assert _told(suggest(["A", "B", "C"], rows)) == "- email -"


def test_a_column_called_email_that_holds_something_else_yields_to_the_one_with_addresses() -> None:
    rows = [["yes please", "ann@example.org", "bo@example.org"]]

    assert _told(suggest(["Email", "Address", "Home email"], rows)) == "- address_line1 email"
    assert _told(suggest(["Email", "Address"], [["yes please", "ann@example.org"]])) == "- email"


def test_a_column_called_email_is_kept_where_no_other_holds_addresses() -> None:
    assert _told(suggest(["Email", "Second email"], [["", "ann@example.org"]])) == "email email_2"
    assert _told(suggest(["Email", "Name"], [["not-an-email", "Ann"]])) == "email full_name"


def test_a_file_without_any_email_column_maps_the_rest() -> None:
    assert _told(suggest(["First name", "X"], [["Ann", "1"]])) == "first_name -"


def test_a_column_of_answers_about_permission_is_refused_whatever_its_name() -> None:
    rows = [["ann@example.org", "subscribed", "active"], ["bo@example.org", "cleaned", "cancelled"]]

    assert _told(suggest(["Email", "State", "Plan"], rows)) == "email ! -"


def test_a_permission_is_refused_even_where_addresses_stand_in_it() -> None:
    assert _told(suggest(["Unsubscribed", "X"], [["ann@example.org", "1"]])) == "! -"


@pytest.mark.parametrize(("system", "expected"), [("", "- email"), ("CiviCRM", "external_id email")])
def test_the_id_of_a_tool_is_taken_only_where_the_tool_is_known(system: str, expected: str) -> None:
    assert _told(suggest(["Contact ID", "Email"], [], external_system=system)) == expected


def test_an_id_is_taken_where_a_column_names_the_system() -> None:
    assert _told(suggest(["Contact ID", "External system"], [])) == "external_id external_system"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["31/12/1971"], DateFormat.DMY),
        (["12/31/1971"], DateFormat.MDY),
        (["1971-12-31"], DateFormat.ISO),
        (["04/05/1971"], None),
    ],
)
def test_the_format_of_dates_is_found_or_left_to_people(
    dates: list[str], expected: DateFormat | None
) -> None:
    mapping = suggest(["Email", "Birthday"], [["ann@example.org", date] for date in dates])

    assert mapping.columns[1].date_format is expected


def test_nothing_is_suggested_for_a_short_row() -> None:
    mapping = suggest(["X", "Y"], [["1"]])

    assert [column.target for column in mapping.columns] == [NotImported(), NotImported()]
