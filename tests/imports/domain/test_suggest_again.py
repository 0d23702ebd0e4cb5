"""Suggestions by what staff chose before and by what stands in a column; the values to talk about."""

import pytest

from app.batches.domain.columns import ColumnMap, PermissionRefused, ToField
from app.constituents.domain.dates import DateFormat
from app.imports.domain.content import field_of_cells
from app.imports.domain.suggest import suggest
from app.imports.domain.values import MOST, values_of
from app.updates.domain.entry import Policy

EARLIER = {
    "note": {"header": "Note", "field": "nickname", "policy": "fill_blanks", "values": {"-": ""}},
    "born": {"header": "Born", "field": "birth_date", "date_format": "mdy"},
    "name": {"header": "Name", "field": "last_name"},
    "subscribed": {"header": "Subscribed", "field": "title"},
}


def test_a_column_goes_where_one_of_its_name_went_before() -> None:
    found = suggest(["Email", "NOTE", "Name"], [["a@example.org", "Ann", "Berg"]], earlier=EARLIER)

    assert found.columns[1].target == ToField("nickname")
    assert found.columns[1].policy is Policy.FILL_BLANKS
    assert found.columns[1].values == {"-": ""}
    assert found.columns[2].target == ToField("last_name")


def test_dates_are_looked_at_anew_and_permission_stays_out_whatever_was_chosen_before() -> None:
    rows = [["a@example.org", "31/12/1971", "yes"]]

    found = suggest(["Email", "Born", "Subscribed"], rows, earlier=EARLIER)

    assert found.columns[1].date_format is DateFormat.DMY
    assert isinstance(found.columns[2].target, PermissionRefused)


def test_an_earlier_choice_takes_the_field_from_the_column_whose_name_means_it() -> None:
    earlier = {"contact": {"header": "Contact", "field": "email"}}

    found = suggest(["Email", "Contact"], [["x@example.org", "y@example.org"]], earlier=earlier)

    assert [column.field.id if column.field else "" for column in found.columns] == ["", "email"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["Mr", "Ms.", "Dr"], "title"),
        (["individual", "Organization", "org"], "kind"),
        (["(503) 555-0142", "+44 20 7946 0123", ""], "phone"),
        (["United States", "Ireland"], "address_country"),
        (["2024-03-01", "2024-03-02"], None),
        (["2024-03-01 10:00:00", "2024-03-02 11:00:00"], None),
        (["1234567890", "1234567891"], None),
        (["1,234,567.00", "2,000,000.00"], None),
        (["CA", "GA"], None),
        (["Mr", "gala"], None),
        (["Mr"], None),
        (["", ""], None),
    ],
)
def test_only_what_cannot_be_anything_else_is_known_by_its_cells(cells: list[str], field: str | None) -> None:
    assert field_of_cells(cells) == field


def test_a_column_with_a_name_that_says_nothing_goes_where_its_cells_belong() -> None:
    rows = [["a@example.org", "Mr"], ["b@example.org", "Ms"]]

    assert suggest(["Email", "Col B"], rows).columns[1].target == ToField("title")


def test_values_are_counted_the_commonest_first_with_what_they_are_read_as() -> None:
    column = ColumnMap(0, "Type", ToField("phone_type"), values={"fax": "", "pager": "other"})

    values = values_of(column, ["cell", "cell", " Fax ", ""])

    assert values is not None
    assert [(each.text, each.count, each.read, each.meant) for each in values.shown] == [
        ("cell", 2, "mobile", None),
        ("Fax", 1, "other", ""),
        ("pager", 0, "other", "other"),
    ]
    assert (values.different, values.changed, values.unread) == (2, 2, False)


def test_of_free_text_the_commonest_values_are_offered_and_of_emails_and_ids_none() -> None:
    cells = [f"Town {at}" for at in range(MOST + 5)]

    towns = values_of(ColumnMap(0, "Town", ToField("address_city")), cells)

    assert towns is not None
    assert (len(towns.shown), towns.different) == (MOST, MOST + 5)
    assert values_of(ColumnMap(0, "Mail", ToField("email")), cells) is None
    assert values_of(ColumnMap(0, "ID", ToField("external_id")), cells) is None
    assert values_of(ColumnMap(0, "Left out"), cells) is None


def test_a_value_that_cannot_be_read_asks_to_be_given_a_meaning() -> None:
    asks = values_of(ColumnMap(0, "Kind", ToField("kind")), ["household"])
    told = values_of(
        ColumnMap(0, "Kind", ToField("kind"), values={"household": "organization"}), ["Household"]
    )

    assert asks is not None
    assert told is not None
    assert (asks.unread, told.unread) == (True, False)
