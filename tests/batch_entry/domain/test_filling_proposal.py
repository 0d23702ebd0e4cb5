"""What the columns of a file probably say for a batch, and what has to be settled first."""

from dataclasses import replace

import pytest

from app.activity_imports.domain.reading import Column
from app.activity_imports.presets import all_presets
from app.batch_entry.domain.columns import Column as BatchColumn
from app.batch_entry.domain.filling import Filling, targets
from app.batch_entry.domain.filling_proposal import gaps, of_gifts, propose, refused
from app.batch_entry.domain.offers import columns_for
from app.batches.domain.status import BatchKind

GIFTS = columns_for(
    BatchKind.REVENUE,
    (
        *("lookup_id", "first_name", "last_name", "email", "gift_amount", "gift_date", "gift_fund"),
        *("gift_tribute_name", "gift_soft_credit", "gift_key"),
    ),
)
PEOPLE = columns_for(BatchKind.UPDATE, ("lookup_id", "first_name", "last_name", "email", "birth_date"))


def said(header: str, row: str = "", columns: tuple[BatchColumn, ...] = GIFTS) -> dict[str, str]:
    """What each column says, as proposed."""
    gifts = columns is not PEOPLE
    how = propose(columns, header.split(","), [row.split(",")] if row else [], gifts=gifts)
    return {each.header: each.field for each in how.columns}


def open_gaps(
    header: str, row: str, *, tool: str = "Parish", columns: tuple[BatchColumn, ...] = GIFTS
) -> set[str]:
    rows = [row.split(",")]
    how = propose(columns, header.split(","), rows, gifts=True)
    return {gap.field for gap in gaps(replace(how, tool=tool), columns, rows, gifts=True)}


def test_columns_called_like_those_of_the_batch_come_first() -> None:
    renamed = (*GIFTS[:6], BatchColumn(field_id="gift_fund", label="Purpose of the gift"))

    told = said("Donor,E-mail,Purpose of the gift,Fund,Amount,Date", columns=renamed)

    assert told["Purpose of the gift"] == "fund"
    assert "Fund" not in told


def test_columns_of_the_batch_are_known_by_their_usual_names_too() -> None:
    told = said("Number of the gift,Soft credit to (lookup ID),Tribute to,gift_date")

    assert told == {
        "Number of the gift": "key",
        "Soft credit to (lookup ID)": "gift_soft_credit",
        "Tribute to": "gift_tribute_name",
        "gift_date": "date",
    }


def test_what_the_batch_has_no_column_for_is_not_taken_but_what_tells_a_gift_is_read() -> None:
    told = said("Email,Amount,Date,Campaign,Currency,Status,Phone")

    assert told == {
        "Email": "email",
        "Amount": "amount",
        "Date": "date",
        "Currency": "currency",
        "Status": "status",
    }


def test_a_batch_about_people_takes_nothing_of_gifts() -> None:
    told = said("Name,E-mail,Amount,Birthday,Fund", columns=PEOPLE)

    assert told == {"Name": "full_name", "E-mail": "email", "Birthday": "birth_date"}


def test_columns_that_look_like_permission_or_tell_of_cards_are_never_taken() -> None:
    headers = ("Email", "Opted in", "Card Number", "Newsletter", "Status", "Amount")

    assert refused(headers) == {1, 2, 3}


def test_the_tool_of_a_file_is_known_only_where_it_holds_gifts() -> None:
    eventbrite = ("Order ID", "Order Date", "Attendee #", "Ticket Type", "Attendee Status", "Event Name")
    stripe = (
        "id",
        "Amount",
        "Currency",
        "Status",
        "Created (UTC)",
        "Amount Refunded",
        "Customer ID",
        "Captured",
    )

    found = of_gifts(all_presets(), stripe)

    assert found is not None
    assert found.source == "Stripe"
    assert of_gifts(all_presets(), eventbrite) is None


@pytest.mark.parametrize(
    ("header", "row", "tool", "missing"),
    [
        ("Email,Amount,Date", "a@example.org,5,2026-11-01", "", set()),
        ("Amount,Date", "5,2026-11-01", "", {"columns"}),
        ("Email,Fund", "a@example.org,Roof", "", {"columns"}),
        ("Email,Amount,Date", "a@example.org,5,03/04/2026", "", {"order"}),
        ("Email,Amount,Date", "a@example.org,1.250,2026-11-01", "", {"mark"}),
        ("Email,Amount,Date,Gift ID", "a@example.org,5,2026-11-01,7", "", {"tool"}),
        ("Email,Amount,Date,Gift ID", "a@example.org,5,2026-11-01,7", "Parish", set()),
        ("Email,Amount,Date,Status", "a@example.org,5,2026-11-01,zzz", "", {"word-status"}),
    ],
)
def test_what_nobody_can_guess_is_asked(header: str, row: str, tool: str, missing: set[str]) -> None:
    assert open_gaps(header, row, tool=tool) == missing


def test_an_amount_that_the_template_gives_is_not_asked() -> None:
    usual = tuple(replace(each, default="25") if each.field_id == "gift_amount" else each for each in GIFTS)

    assert open_gaps("Email,Date", "a@example.org,2026-11-01", columns=usual) == set()


def test_the_day_is_asked_where_the_template_gives_only_that_of_typing() -> None:
    typed = tuple(replace(each, default="today") if each.field_id == "gift_date" else each for each in GIFTS)

    assert open_gaps("Email,Amount", "a@example.org,25", columns=typed) == {"columns"}


def test_two_columns_for_one_field_are_told() -> None:
    how = Filling(columns=(Column(0, "Email", "email"), Column(1, "Mail", "email")))

    found = gaps(how, PEOPLE, [["a@example.org", ""]], gifts=False)

    assert [gap.field for gap in found] == ["column-1"]


def test_a_name_in_one_piece_is_offered_where_the_batch_has_parts_of_names() -> None:
    without = columns_for(BatchKind.UPDATE, ("lookup_id", "email"))

    assert "full_name" in {each.id for each in targets(PEOPLE, gifts=False)}
    assert "full_name" not in {each.id for each in targets(without, gifts=False)}


def test_what_was_chosen_is_kept_as_it_was() -> None:
    how = propose(
        GIFTS, ("Email", "Amount", "Date", "Fund"), [["a@x.org", "1,50", "31.10.2026", ""]], gifts=True
    )
    how = replace(how, tool="Parish", currency="EUR", zone="UTC", meanings={"status": {"ok": "settled"}})

    again = Filling.from_json(how.to_json(), ("Date", "Email", "Amount"))

    assert {each.header: (each.index, each.field) for each in again.columns} == {
        "Date": (0, "date"),
        "Email": (1, "email"),
        "Amount": (2, "amount"),
    }
    assert replace(again, columns=how.columns) == how
