"""What cells mean once staff have said so, and what is taken apart while a row is read."""

from datetime import date
from typing import Any

import pytest

from app.batches.domain.choices import choices_for, read_as
from app.batches.domain.columns import ColumnMap, PermissionRefused, ToField, value_key
from app.batches.domain.fields import field_of
from app.batches.domain.mapping import Mapping
from app.batches.domain.mapping_problems import mapping_problems
from app.batches.domain.permissions import says_no
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.whole_address import address_parts
from app.constituents.domain.record import Kind


def read(columns: dict[str, str], **more: Any) -> Any:
    """What a row makes whose columns are named by their fields; `more` belongs to the last column."""
    maps = [ColumnMap(at, id, ToField(id)) for at, id in enumerate(columns)]
    if more:
        last = maps[-1]
        maps[-1] = ColumnMap(last.index, last.header, last.target, **more)
    parser = RowParser(Mapping(tuple(maps)), Context("US", date(2026, 1, 31)))
    return parser.parse(list(columns.values()))


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"mr": "Mr."}, "Mr."),
        ({value_key(" MR "): "Mr."}, "Mr."),
        ({"mr": ""}, ""),
        ({"mr.": "Mister"}, "Mr"),
        ({}, "Mr"),
    ],
    ids=["given", "however it is written", "left out", "another spelling is another value", "nothing said"],
)
def test_a_value_means_what_staff_said(values: dict[str, str], title: str) -> None:
    assert read({"email": "ann@example.org", "title": "Mr"}, values=values).name.title == title


def test_a_value_is_given_its_meaning_before_it_is_read() -> None:
    cells = {"email": "ann@example.org", "last_name": "Berg", "kind": "household"}

    assert isinstance(read(cells), RowProblems)
    assert read(cells, values={"household": "organization"}).kind is Kind.ORGANIZATION


def test_a_phone_is_read_as_one_of_its_column_before_that_of_the_file() -> None:
    cells = {"email": "ann@example.org", "phone_home": "(503) 555-0142", "phone_work": "020 7946 0123"}

    found = read(cells, country="GB")

    assert [phone.e164 for phone in found.phones] == ["+15035550142", "+442079460123"]


def test_meanings_and_country_come_back_from_storage() -> None:
    column = ColumnMap(0, "Cell", ToField("phone"), values={"n/a": ""}, country="GB")

    assert ColumnMap.from_json(0, "Cell", column.to_json()) == column
    assert ColumnMap.from_json(0, "Cell", {"field": "phone"}) == ColumnMap(0, "Cell", ToField("phone"))


def test_meanings_stay_with_a_field_and_do_not_follow_to_another() -> None:
    mapping = Mapping((ColumnMap(0, "Kind", ToField("kind"), values={"hh": "organization"}),))

    same, other = (mapping.with_column(0, field_id=id) for id in ("kind", "title"))

    assert isinstance(same, Mapping)
    assert isinstance(other, Mapping)
    assert same.columns[0].values == {"hh": "organization"}
    assert other.columns[0].values == {}


def test_only_phones_have_a_country_and_columns_left_out_have_neither() -> None:
    mapping = Mapping((ColumnMap(0, "Name", ToField("last_name")), ColumnMap(1, "No", PermissionRefused())))

    told = mapping.with_meanings(0, {"x": "y"}, "GB").with_meanings(1, {"x": "y"}, "GB")

    assert (told.columns[0].country, told.columns[0].values) == ("", {"x": "y"})
    assert told.columns[1] == mapping.columns[1]


def test_a_country_that_is_none_is_a_problem_of_its_column() -> None:
    phone = ColumnMap(1, "Cell", ToField("phone"), country="Atlantis")
    mapping = Mapping((ColumnMap(0, "Email", ToField("email")), phone))

    (problem,) = mapping_problems(mapping)

    assert (problem.index, problem.blocks) == (1, True)
    assert "“Atlantis” is no country" in problem.what


def test_a_row_without_its_main_email_is_known_by_the_next_one() -> None:
    found = read({"email": "", "email_work": "ann@example.com", "email_2": "ann@example.net"})

    assert [(each.address, each.primary) for each in found.emails] == [
        ("ann@example.com", True),
        ("ann@example.net", False),
    ]


def test_a_row_with_a_broken_main_email_is_still_an_error() -> None:
    found = read({"email": "ann@", "email_work": "ann@example.com"})

    assert isinstance(found, RowProblems)
    assert found.email_key == ""


def test_more_values_in_a_cell_than_there_is_room_for_stay_whole_and_are_an_error() -> None:
    several = " ::: ".join(f"a{at}@example.org" for at in range(4))

    assert len(read({"email": "a@example.org ::: b@example.org"}).emails) == 2
    assert isinstance(read({"email": several}), RowProblems)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "12 Rose Street  Apartment 4  Portland  OR  97209  US",
            "12 Rose Street|Apartment 4||Portland|OR|97209|US",
        ),
        ("12 Rose Street, Portland, OR 97209, USA", "12 Rose Street|||Portland|OR|97209|USA"),
        ("12 Rose Street, Atlanta, GA", "12 Rose Street|||Atlanta|GA||"),
        (
            "1 High Street\nLondon\nSW1A 1AA\nUnited Kingdom",
            "1 High Street|||London||SW1A 1AA|United Kingdom",
        ),
        ("a, b, c, d, Salem", "a|b|c, d|Salem|||"),
        ("12 Rose Street", "12 Rose Street||||||"),
        ("", "||||||"),
    ],
)
def test_an_address_in_one_cell_is_taken_apart(text: str, parts: str) -> None:
    names = ("line1", "line2", "line3", "city", "region", "postcode", "country")

    found = address_parts(text)

    assert "|".join(found.get(name, "") for name in names) == parts


def test_an_address_in_one_cell_counts_only_where_none_stands_in_columns_of_its_own() -> None:
    whole = "12 Rose Street  Portland  OR  97209  US"

    alone = read({"email": "a@example.org", "address_whole": whole}).addresses
    beside = read({"email": "a@example.org", "address_city": "Salem", "address_whole": whole}).addresses

    assert [(each.city, each.country) for each in alone] == [("Portland", "US")]
    assert [each.city for each in beside] == ["Salem"]


def test_fields_that_say_only_a_few_things_know_which_and_how_a_cell_is_read() -> None:
    assert choices_for(field_of("kind")) == ("individual", "organization")
    assert choices_for(field_of("last_name")) == ()
    assert read_as(field_of("phone_type"), "cell") == "mobile"
    assert read_as(field_of("kind"), "household") == ""


@pytest.mark.parametrize(
    ("header", "cells", "no"),
    [
        ("Status", ["unsubscribed", "Unsubscribed"], True),
        ("Email status", ["Bounced", "unsubscribed", ""], True),
        ("Status", ["subscribed", "unsubscribed"], False),
        ("Status", ["", ""], False),
        ("Newsletter", ["no", "no"], False),
    ],
)
def test_a_file_in_which_everybody_said_no_is_known(header: str, cells: list[str], no: bool) -> None:
    assert says_no(header, cells) is no


@pytest.mark.parametrize(
    ("full", "first", "last", "name"),
    [
        ("Mary Ann Lee", "Mary Ann", "Lee", ("Mary Ann", "", "Lee")),
        ("Mary Ann", "Mary Ann", "", ("Mary Ann", "", "")),
        ("Maria Lopez", "Maria", "", ("Maria", "", "Lopez")),
        ("Maria Luisa Lopez", "", "", ("Maria", "Luisa", "Lopez")),
    ],
)
def test_a_full_name_adds_only_what_its_parts_lack(
    full: str, first: str, last: str, name: tuple[str, str, str]
) -> None:
    columns = {"email": "a@example.org", "full_name": full, "first_name": first, "last_name": last}

    found = read(columns).name

    assert (found.first, found.middle, found.last) == name
