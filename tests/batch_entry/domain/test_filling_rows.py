"""A row of a file as cells of a batch: amounts, days and names as staff would type them."""

from dataclasses import replace
from datetime import date

import pytest

from app.activity.domain.money import DecimalMark, parse_typed
from app.activity_imports.domain.row import Context
from app.activity_imports.presets import all_presets
from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.filling import Filling
from app.batch_entry.domain.filling_proposal import of_gifts, propose
from app.batch_entry.domain.filling_rows import Filler, LeftOut
from app.batch_entry.domain.offers import columns_for
from app.batches.domain.status import BatchKind
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.problems import Problem

CONTEXT = Context("USD", "America/New_York", "US", date(2026, 11, 22))
GIFTS = columns_for(
    BatchKind.REVENUE,
    (
        *("lookup_id", "first_name", "last_name", "email", "gift_amount", "gift_currency", "gift_date"),
        *("gift_fund", "gift_kind", "gift_status", "gift_key"),
    ),
)
STRIPE = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode,Captured,Customer Email,Seller Message"
PAYPAL = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,"
    "Transaction ID,Reference Txn ID,Balance Impact"
)


def filled(
    header: str, row: str, columns: tuple[Column, ...] = GIFTS, *, locale: str = "en_US", gifts: bool = True
) -> dict[str, str] | str:
    """The cells that are not blank by field, or why the row is left out; columns read as proposed."""
    headers, cells = header.split(","), row.split(",")
    preset = of_gifts(all_presets(), headers) if gifts else None
    how = propose(columns, headers, [cells], gifts=gifts, preset=preset)
    return read(how, cells, columns, locale=locale, gifts=gifts)


def read(
    how: Filling,
    cells: list[str],
    columns: tuple[Column, ...] = GIFTS,
    *,
    locale: str = "en_US",
    gifts: bool = True,
) -> dict[str, str] | str:
    found = Filler(how, columns, CONTEXT, locale=locale, gifts=gifts).read(cells)
    if isinstance(found, LeftOut):
        return found.cause
    return {each.field_id: text for each, text in zip(columns, found, strict=True) if text}


def test_a_payment_of_stripe_is_a_gift_with_its_number_and_its_day_here() -> None:
    row = "ch_1,2026-11-01 02:30:00,25.50,0.00,usd,Paid,Live,true,ann@example.org,"

    told = filled(STRIPE, row)

    assert told == {
        "email": "ann@example.org",
        "gift_amount": "25.50",
        "gift_currency": "USD",
        "gift_date": "2026-10-31",
        "gift_status": "Settled",
        "gift_key": "ch_1",
    }


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("ch_1,2026-11-01 12:00:00,25.50,25.50,usd,Refunded,Live,true,a@example.org,", "given_back"),
        ("ch_1,2026-11-01 12:00:00,25.50,5.00,usd,Paid,Live,true,a@example.org,", "given_back"),
        ("ch_1,2026-11-01 12:00:00,25.50,0.00,usd,Failed,Live,false,a@example.org,", "failed"),
        ("ch_1,2026-11-01 12:00:00,25.50,0.00,usd,Paid,Test,true,a@example.org,", "test"),
        ("ch_1,never,25.50,0.00,usd,Failed,Live,false,a@example.org,", "failed"),
    ],
)
def test_what_is_no_gift_of_stripe_is_left_out(row: str, cause: str) -> None:
    assert filled(STRIPE, row) == cause


@pytest.mark.parametrize(
    ("kind", "gross", "reference", "cause"),
    [
        ("General Withdrawal", "-500.00", "", "own_money"),
        ("Payment Refund", "-20.00", "TX1", "refund"),
        ("Payment Refund", "-20.00", "", "refund"),
        ("Payment Fee", "-1.00", "", "own_money"),
        ("Donation Payment", "0.00", "", "nothing"),
    ],
)
def test_what_is_no_gift_of_paypal_is_left_out(kind: str, gross: str, reference: str, cause: str) -> None:
    row = f"11/20/2026,10:00:00,EST,Ann Lee,{kind},Completed,USD,{gross},0,0,a@x.org,b@x.org,TX2,{reference},"

    assert filled(PAYPAL, row) == cause


def test_a_name_in_one_piece_is_taken_apart() -> None:
    row = "11/20/2026,10:00:00,EST,Ann Lee,Donation Payment,Completed,EUR,20.00,0,20,a@x.org,b@x.org,TX2,,"

    told = filled(PAYPAL, row)

    assert isinstance(told, dict)
    assert (told["first_name"], told["last_name"], told["gift_currency"]) == ("Ann", "Lee", "EUR")


def test_a_payment_that_waits_is_left_out_where_the_batch_has_no_column_for_that() -> None:
    columns = tuple(each for each in GIFTS if each.field_id != "gift_status")
    row = "ch_1,2026-11-01 12:00:00,25.50,0.00,usd,Pending,Live,true,a@example.org,"

    with_status, without = filled(STRIPE, row), filled(STRIPE, row, columns)

    assert isinstance(with_status, dict)
    assert with_status["gift_status"] == "Pending"
    assert without == "pending"


def test_another_currency_is_never_written_into_a_batch_without_a_column_for_it() -> None:
    columns = tuple(each for each in GIFTS if each.field_id != "gift_currency")
    row = "ch_1,2026-11-01 12:00:00,5000,0,{},Paid,Live,true,a@example.org,"

    yen, dollars = filled(STRIPE, row.format("jpy"), columns), filled(STRIPE, row.format("usd"), columns)

    assert yen == "currency"
    assert isinstance(dollars, dict)
    assert dollars["gift_amount"] == "5000"


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [("JPY", "5000", "5000"), ("KWD", "1.250", "1.250"), ("EUR", "1234.5", "1234.50")],
)
def test_amounts_have_the_digits_of_their_currency(currency: str, amount: str, told: str) -> None:
    found = filled("Email,Amount,Currency,Date", f"a@example.org,{amount},{currency},2026-11-01")

    assert isinstance(found, dict)
    assert found["gift_amount"] == told


def test_amounts_are_written_as_the_workspace_types_them() -> None:
    how = Filling(
        columns=propose(GIFTS, ("Email", "Amount", "Date"), [], gifts=True).columns,
        mark=DecimalMark.COMMA,
        order=DateFormat.DMY,
    )
    cells = ["a@example.org", "1.250,50", "31.10.2026"]

    here, there = read(how, cells), read(how, cells, locale="de_DE")

    assert isinstance(here, dict)
    assert isinstance(there, dict)
    assert (here["gift_amount"], here["gift_date"]) == ("1250.50", "2026-10-31")
    assert there["gift_amount"] == "1250,50"


def test_what_cannot_be_read_is_marked_beside_what_can_so_that_no_other_way_reads_it() -> None:
    told = filled("Email,Amount,Date,Currency", "a@example.org,1.250.50.1,2026-02-31,usd")

    assert told == {
        "email": "a@example.org",
        "gift_amount": "1.250.50.1 (?)",
        "gift_date": "2026-02-31 (?)",
        "gift_currency": "USD",
    }


@pytest.mark.parametrize(("amount", "currency"), [("12.505", "USD"), ("€500", "USD")])
def test_an_amount_that_the_file_cannot_mean_is_no_other_amount_in_the_batch(
    amount: str, currency: str
) -> None:
    headers = ["Email", "Amount", "Date", "Currency"]
    rows = [["a@example.org", each, "2026-02-03", currency] for each in ("12.50", "13.99", amount)]
    how = propose(GIFTS, headers, rows, gifts=True, preset=None)

    told = read(how, rows[-1], locale="de_DE")

    assert isinstance(told, dict)
    assert isinstance(parse_typed(told["gift_amount"], currency, "de_DE"), Problem)


def test_a_blank_cell_has_what_the_template_says() -> None:
    columns = (*GIFTS[:-4], Column(field_id="gift_fund", label="Fund", default="General"))

    bare = filled("Email,Amount,Date", "a@example.org,5,2026-11-01", columns)
    said = filled("Email,Amount,Date,Fund", "a@example.org,5,2026-11-01,Roof", columns)

    assert isinstance(bare, dict)
    assert isinstance(said, dict)
    assert (bare["gift_fund"], said["gift_fund"]) == ("General", "Roof")


def test_a_row_of_a_file_never_gets_the_day_of_typing() -> None:
    today = {"gift_date": "today"}
    columns = tuple(replace(each, default=today.get(each.field_id, "")) for each in GIFTS)

    told = filled("Email,Amount", "a@example.org,5", columns)

    assert isinstance(told, dict)
    assert not told.get("gift_date")


def test_rows_about_people_keep_every_cell_and_write_dates_for_all_to_read() -> None:
    columns = columns_for(
        BatchKind.UPDATE,
        ("lookup_id", "first_name", "last_name", "email", "birth_date", "address_line1", "address_city"),
    )
    header, row = "Name,E-mail,Birthday,City", "Dr. Ann Lee,ann@,4/25/1971,Salem"

    told = filled(header, row, columns, gifts=False)

    assert told == {
        "first_name": "Ann",
        "last_name": "Lee",
        "email": "ann@",
        "birth_date": "1971-04-25",
        "address_city": "Salem",
    }
