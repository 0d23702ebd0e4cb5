"""A row of a revenue batch becomes a gift beside its giver, or problems in the words of the form."""

from datetime import date

import pytest

from app.activity.domain.kinds import GiftKind, GiftStatus, TributeKind
from app.batches.domain.columns import ColumnMap, NotImported, ToField
from app.batches.domain.fields import find_field
from app.batches.domain.gift_parser import GiftContext, GiftRowParser, GiftTyped
from app.batches.domain.gift_sources import source_of
from app.batches.domain.mapping import Mapping
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.record import Incoming

TODAY = date(2026, 11, 21)
HERE = GiftContext("USD", "en_US", DateFormat.MDY, TODAY)
THERE = GiftContext("EUR", "de_DE", DateFormat.DMY, TODAY)
USUAL = {"email": "ann@example.org", "gift_amount": "50.00", "gift_date": "2026-10-31"}


def _parser(
    fields: dict[str, str], context: GiftContext = HERE, defaults: dict[str, str] | None = None
) -> GiftRowParser:
    columns = [{"field": id, "label": f"My {id}", "default": (defaults or {}).get(id, "")} for id in fields]
    mapped = tuple(
        ColumnMap(at, told["label"], ToField(told["field"]) if find_field(told["field"]) else NotImported())
        for at, told in enumerate(columns)
    )
    return GiftRowParser(RowParser(Mapping(mapped), Context("US", TODAY)), columns, context)


def _gift(more: dict[str, str], context: GiftContext = HERE, **defaults: str) -> GiftTyped:
    row = USUAL | more
    parser = _parser(row, context, defaults)
    gift = parser.gift(list(row.values()))
    assert gift is not None, parser.parse(list(row.values()))
    return gift


def _wrong(more: dict[str, str], context: GiftContext = HERE) -> list[str]:
    row = USUAL | more
    read = _parser(row, context).parse(list(row.values()))
    assert isinstance(read, RowProblems), read
    return [f"{each.field}: {each.what}" for each in read.problems]


def test_a_row_with_a_giver_and_a_gift_says_both() -> None:
    row = USUAL | {"last_name": "Lee", "gift_fund": "Roof", "gift_campaign": "Winter", "gift_method": "check"}
    row |= {
        "gift_appeal": "Letter",
        "gift_note": "Brought  by hand",
        "gift_key": "ch_1",
        "gift_kind": "in-kind",
    }
    parser = _parser(row)

    person, gift = parser.parse(list(row.values())), parser.gift(list(row.values()))

    assert isinstance(person, Incoming)
    assert person.name.last == "Lee"
    assert gift == GiftTyped(
        amount=5_000,
        currency="USD",
        received_on=date(2026, 10, 31),
        kind=GiftKind.IN_KIND,
        fund="Roof",
        campaign="Winter",
        appeal="Letter",
        method="check",
        note="Brought by hand",
        key="ch_1",
    )


@pytest.mark.parametrize(
    ("amount", "currency", "context", "minor", "code"),
    [
        ("1,250.50", "", HERE, 125_050, "USD"),
        ("1.250,50", "", THERE, 125_050, "EUR"),
        ("1250", "JPY", HERE, 1_250, "JPY"),
        ("12.345", "kwd", HERE, 12_345, "KWD"),
        ("€ 20", "", HERE, 2_000, "EUR"),
        ("20", "gbp", THERE, 2_000, "GBP"),
    ],
)
def test_amounts_are_exact_in_their_currency_and_written_as_here(
    amount: str, currency: str, context: GiftContext, minor: int, code: str
) -> None:
    gift = _gift({"gift_amount": amount, "gift_currency": currency}, context)

    assert (gift.amount, gift.currency) == (minor, code)


@pytest.mark.parametrize(
    ("typed", "context", "day"),
    [
        ("2026-03-04", HERE, date(2026, 3, 4)),
        ("3/4/2026", HERE, date(2026, 3, 4)),
        ("3.4.2026", THERE, date(2026, 4, 3)),
        ("3/4/26", HERE, date(2026, 3, 4)),
        ("4 March 2026", HERE, date(2026, 3, 4)),
    ],
)
def test_days_are_read_year_first_or_as_the_country_writes_them(
    typed: str, context: GiftContext, day: date
) -> None:
    assert _gift({"gift_date": typed, "gift_amount": "50"}, context).received_on == day


def test_the_default_of_a_column_stands_for_an_empty_amount_day_or_currency_and_for_nothing_else() -> None:
    empty = {"gift_amount": "", "gift_date": "", "gift_currency": "", "gift_fund": ""}

    gift = _gift(empty, gift_amount="10", gift_date="2026-01-02", gift_currency="GBP", gift_fund="General")

    assert (gift.amount, gift.currency, gift.received_on) == (1_000, "GBP", date(2026, 1, 2))
    assert gift.fund == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"gift_amount": ""}, "gift_amount: The amount is missing."),
        ({"gift_date": ""}, "gift_date: The day is missing."),
        ({"gift_amount": "12.345"}, "gift_amount: “12.345” may mean thousands."),
        (
            {"gift_amount": "12.5", "gift_currency": "JPY"},
            "gift_amount: “12.5” has more digits than JPY has.",
        ),
        ({"gift_amount": "0"}, "gift_amount: Type an amount above zero."),
        ({"gift_amount": "-5"}, "gift_amount: Type an amount above zero."),
        ({"gift_amount": "(5.00)"}, "gift_amount: “(5.00)” is not an amount that can be read."),
        (
            {"gift_amount": "€ 20", "gift_currency": "USD"},
            "gift_amount: “€ 20” says EUR where the currency is USD.",
        ),
        ({"gift_currency": "Taler"}, "gift_currency: “Taler” is not a currency."),
        ({"gift_date": "2026-11-22"}, "gift_date: That day is still to come."),
        ({"gift_date": "1899-12-31"}, "gift_date: That day is before 1900."),
        ({"gift_date": "3/4/27"}, "gift_date: “3/4/27” may be of two centuries."),
        ({"gift_date": "March 2026"}, "gift_date: “March 2026” is not a date that can be read."),
        ({"gift_date": "2026"}, "gift_date: “2026” is no full day."),
        ({"gift_status": "refunded"}, "gift_status: “refunded” is not known here."),
        ({"gift_kind": "barter"}, "gift_kind: “barter” is not known here."),
        ({"gift_anonymous": "perhaps"}, "gift_anonymous: “perhaps” is not known here."),
        ({"gift_tribute": "in memory of"}, "gift_tribute_name: Write in whose honor or memory it was given."),
        ({"gift_tribute_name": "Rosa Lee"}, "gift_tribute: Choose whether it is in honor or in memory."),
        ({"gift_soft_credit": "Bob"}, "gift_soft_credit: “Bob” is not a lookup ID."),
        (
            {"gift_soft_credit_amount": "5"},
            "gift_soft_credit: An amount of a soft credit stands here, and nobody whom it is for.",
        ),
        (
            {"gift_soft_credit": "C-7", "gift_soft_credit_amount": "50.01"},
            "gift_soft_credit_amount: All soft credits together may not exceed what was kept of the gift.",
        ),
        ({"gift_fund": "x" * 201}, "gift_fund: Fund has 201 characters."),
    ],
)
def test_what_cannot_be_so_is_told_at_its_cell(more: dict[str, str], said: str) -> None:
    assert _wrong(more) == [said]


def test_problems_of_the_person_come_first_and_the_gift_is_none() -> None:
    row = USUAL | {"gift_amount": "much", "phone": "12"}
    parser = _parser(row)

    read = parser.parse(list(row.values()))

    assert isinstance(read, RowProblems)
    assert [each.field for each in read.problems] == ["phone", "gift_amount"]
    assert parser.gift(list(row.values())) is None


def test_an_unreadable_gift_still_says_whose_row_it_is() -> None:
    row = USUAL | {"gift_amount": "much", "first_name": "Ann", "last_name": "Lee"}

    read = _parser(row).parse(list(row.values()))

    assert isinstance(read, RowProblems)
    assert (read.name, read.email, read.email_key) == ("Ann Lee", "ann@example.org", "ann@example.org")


def test_money_counts_whatever_else_is_wrong_with_the_row() -> None:
    row = USUAL | {"gift_kind": "barter", "phone": "12"}

    assert _parser(row).money(list(row.values())) == (5_000, "USD")
    assert _parser(row).money(["", "much", "2026-10-31", "", ""]) == (None, "")


def test_a_pending_gift_may_lie_in_the_future() -> None:
    gift = _gift({"gift_status": "Pending", "gift_date": "2027-02-01"})

    assert (gift.status, gift.received_on) == (GiftStatus.PENDING, date(2027, 2, 1))


def test_a_tribute_and_anonymous_are_read_by_the_words_of_the_form() -> None:
    gift = _gift({"gift_tribute": "In memory of", "gift_tribute_name": "Rosa Lee", "gift_anonymous": "Yes"})

    assert (gift.tribute, gift.tribute_name, gift.anonymous) == (TributeKind.IN_MEMORY, "Rosa Lee", True)


def test_a_soft_credit_without_an_amount_is_of_the_whole_gift() -> None:
    whole = _gift({"gift_soft_credit": "c7"})
    part = _gift({"gift_soft_credit": "C-7", "gift_soft_credit_amount": "12.34"})

    assert (whole.credit_to, whole.credit) == ("C-7", 5_000)
    assert (part.credit_to, part.credit) == ("C-7", 1_234)


def test_the_source_is_hand_entry_for_typed_rows_and_the_tool_for_rows_of_its_file() -> None:
    settings = {
        "filled": [{"first": 2, "last": 9, "source": "Stripe"}, {"first": 10, "last": 11, "source": ""}]
    }

    assert source_of(settings, "GIFT-0007", 2, typed=False) == "Stripe"
    assert source_of(settings, "GIFT-0007", 10, typed=False) == "GIFT-0007"
    assert source_of(settings, "GIFT-0007", 2, typed=True) == "hand entry"
