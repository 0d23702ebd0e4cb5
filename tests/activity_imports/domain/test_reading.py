"""What turns cells into facts, and what staff are asked where a file is silent."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.activity.domain.kinds import EmailEventKind, GiftKind, GiftStatus
from app.activity.domain.money import DecimalMark
from app.activity_imports.domain.cards import of_cards
from app.activity_imports.domain.facts import FactKind, GiftFact, MailFact, NotAFact, RegistrationFact
from app.activity_imports.domain.gaps import gaps
from app.activity_imports.domain.presets import preset_of, recognized
from app.activity_imports.domain.proposing import by_names, likeliest, settle
from app.activity_imports.domain.reader import Reader
from app.activity_imports.domain.reading import Reading, Stated
from app.activity_imports.domain.row import Context
from app.activity_imports.presets import all_presets
from app.batches.domain.row_problems import RowProblems
from tests.activity_imports.corpus import NAMES, proposed

CONTEXT = Context("USD", "America/New_York", "US", date(2026, 6, 1))
GIFTS = ("Gift ID", "Date", "Email", "Amount", "Currency", "Status", "Gift type", "Fund")


def book(
    *row: str, columns: tuple[str, ...] = GIFTS, kind: FactKind = FactKind.GIFTS, **told: object
) -> object:
    """What one row of a hand-made file becomes."""
    reading = settle(replace(by_names(kind, columns), source="Book"), [row])
    return Reader(replace(reading, **told), CONTEXT).read(row)  # type: ignore[arg-type]


def gift(**cells: str) -> object:
    usual = {"Gift ID": "7", "Date": "2026-03-04", "Email": "ann@example.org", "Amount": "25.00"}
    told = usual | {name.replace("_", " "): text for name, text in cells.items()}
    return book(*(told.get(name, "") for name in GIFTS))


def test_a_plain_row_is_a_settled_gift_in_the_currency_of_the_workspace() -> None:
    found = gift()

    assert isinstance(found, GiftFact)
    assert (found.key, found.amount, found.currency) == ("7", 2_500, "USD")
    assert (found.status, found.kind) == (GiftStatus.SETTLED, GiftKind.ONE_OFF)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Amount": ""}, "The amount is missing"),
        ({"Amount": "25.005"}, "may mean thousands"),
        ({"Date": ""}, "The day is missing"),
        ({"Date": "31/31/2026"}, "not a date"),
        ({"Currency": "dollars"}, "not a currency"),
        ({"Status": "Sparkling"}, "a word that Kith does not know"),
        ({"Amount": "-5"}, "does not say which"),
        ({"Gift_type": "Refund"}, "does not say which"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(cells: dict[str, str], says: str) -> None:
    found = gift(**cells)

    assert isinstance(found, RowProblems)
    assert says in str(found)


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ({"Amount": "0.00"}, "nothing"),
        ({"Gift_type": "Payout transfer"}, "own_money"),
        ({"Status": "Template"}, "left_out"),
    ],
)
def test_a_row_of_no_gift_is_left_out_with_its_reason(cells: dict[str, str], cause: str) -> None:
    found = gift(**cells)

    assert isinstance(found, NotAFact)
    assert found.cause == cause


def test_a_bad_phone_or_email_keeps_no_gift_waiting() -> None:
    columns = ("Date", "Email", "Amount", "Phone", "Name")
    found = book("2026-03-04", "ann at example", "5", "call me", "Ann Lee", columns=columns)

    assert isinstance(found, GiftFact)
    assert not found.who.incoming.emails
    assert found.who.incoming.name.last == "Lee"
    assert {each.field for each in found.who.left_out} == {"email", "phone"}


def test_a_row_without_a_number_is_known_by_what_it_says_and_not_by_its_status() -> None:
    same = gift(Gift_ID="", Status="pending"), gift(Gift_ID="", Status="paid")
    other = gift(Gift_ID="", Amount="26")

    keys = [fact.key for fact in (*same, other) if isinstance(fact, GiftFact)]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0].startswith("row:")


def test_an_event_that_the_file_does_not_name_is_the_one_staff_said() -> None:
    columns = ("Email", "Status", "Order date", "Guests")
    about = Stated("Gala", datetime(2026, 5, 1, 22, tzinfo=UTC), "42")
    row = ("ann@example.org", "Checked In", "2026-04-01", "2")
    found = book(*row, columns=columns, kind=FactKind.REGISTRATIONS, about=about)

    assert isinstance(found, RegistrationFact)
    assert (found.event.name, found.event.key, found.guests) == ("Gala", "42", 2)
    assert found.registered_at == datetime(2026, 4, 1, 4, tzinfo=UTC)


def test_every_row_of_a_file_can_be_the_same_happening() -> None:
    about = Stated("May news", datetime(2026, 5, 1, 14, tzinfo=UTC))
    found = book(
        "ann@example.org",
        columns=("Email",),
        kind=FactKind.MAIL,
        about=about,
        happening=EmailEventKind.OPENED,
    )

    assert isinstance(found, MailFact)
    assert found.happenings[0].kind is EmailEventKind.OPENED
    assert not found.exact
    assert found.happenings[0].at == about.at


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_is_kept_as_json(name: str) -> None:
    reading = replace(
        proposed(name), about=Stated("A", datetime(2026, 1, 1, tzinfo=UTC)), mark=DecimalMark.COMMA
    )
    columns = [f"other {index}" for index in range(max(each.index for each in reading.columns) + 1)]
    for each in reading.columns:
        columns[each.index] = each.header

    assert Reading.from_json(reading.to_json(), columns) == reading
    assert reading.for_others().about is None


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (("Name", "Email", "Amount", "Fund"), FactKind.GIFTS),
        (("Name", "Email", "Event", "Start date", "Ticket"), FactKind.REGISTRATIONS),
        (("Email", "Campaign", "Subject", "Timestamp"), FactKind.MAIL),
    ],
)
def test_what_a_file_is_about_is_told_by_its_columns(columns: tuple[str, ...], kind: FactKind) -> None:
    assert likeliest(columns) is kind


def test_what_can_be_read_in_two_ways_is_asked() -> None:
    rows = [
        ("ann@example.org", "03/04/2026", "1.250", "Sparkling"),
        ("bob@example.org", "05/06/2026", "2.500", "Paid"),
    ]
    reading = settle(by_names(FactKind.GIFTS, ("Email", "Date", "Amount", "Status")), rows)

    asked = {gap.field: gap.what for gap in gaps(reading, rows)}

    assert set(asked) == {"source", "order", "mark", "word-status"}
    for field, example in {"order": "03/04/2026", "mark": "1.250", "word-status": "Sparkling"}.items():
        assert example in asked[field]


@pytest.mark.parametrize(
    ("kind", "columns", "field"),
    [
        (FactKind.GIFTS, ("Email", "Date"), "columns"),
        (FactKind.GIFTS, ("Email", "Amount"), "columns"),
        (FactKind.GIFTS, ("Date", "Amount"), "columns"),
        (FactKind.REGISTRATIONS, ("Email",), "about_name"),
        (FactKind.MAIL, ("Email", "Campaign", "Date"), "happening"),
        (FactKind.MAIL, ("Email", "Campaign", "Event"), "columns"),
    ],
)
def test_a_file_that_does_not_say_enough_asks(kind: FactKind, columns: tuple[str, ...], field: str) -> None:
    reading = replace(by_names(kind, columns), source="Book")

    assert [gap.field for gap in gaps(reading, [])] == [field]


def test_two_columns_never_say_the_same() -> None:
    reading = by_names(FactKind.GIFTS, ("Email", "Date", "Amount"))
    twice = replace(reading, source="Book", columns=(*reading.columns, replace(reading.columns[2], index=3)))

    assert [gap.field for gap in gaps(twice, [])] == ["column-3"]


def test_cards_and_bank_accounts_are_known_by_their_columns() -> None:
    columns = ("Card Last4", "Card Address Line1", "IBAN", "CVV", "Bank account number", "Credit card number")
    others = ("Account Number", "Card sent", "Discard", "Membership card", "Gift card", "Company", "Span")

    assert of_cards(columns) == set(range(len(columns)))
    assert not of_cards(others)


def test_a_tool_is_known_by_enough_of_its_columns_only() -> None:
    assert not recognized(all_presets(), ("id", "Amount", "Currency", "Status"))
    clicks = recognized(all_presets(), ("Timestamp", "Email", "Url"))
    assert next(iter(clicks)).id == "mailchimp_clicks"
    assert not recognized(all_presets(), ("Timestamp", "Email", "Name", "Will you come?", "Guests"))
    with pytest.raises(ValueError, match="no field"):
        preset_of(
            "x",
            {"kind": "gifts", "name": "X", "source": "X", "requires": [], "signature": [], "map": {"A": "b"}},
        )
