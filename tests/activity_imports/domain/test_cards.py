"""What is said of payment cards and bank accounts: known by columns and by numbers; other numbers stay."""

import pytest

from app.activity_imports.domain.cards import REMOVED, of_cards, of_ids, scrubbed, without

CARD = "4242424242424242"


@pytest.mark.parametrize(
    "header",
    [
        "CardNumber",
        "CC Number",
        "Credit Card",
        "Payment Method Card Number",
        "Payment Method Details Card Last4",
        "Card #",
        "Masked Card",
        "Card Last 4 Digits",
        "Card (last 4)",
        "Last 4 Digits",
        "Security Code",
        "CVV2",
        "Name on card",
        "Cardholder Name",
        "Card Expiry",
        "Kontonummer",
        "card_last4",
    ],
)
def test_a_column_about_cards_is_known_however_it_is_spelled(header: str) -> None:
    assert of_cards(["Amount", header]) == {1}


def test_a_date_or_an_account_belongs_to_a_card_or_a_bank_only_beside_one() -> None:
    assert of_cards(["Expiry date", "Exp. Date", "Card Number"]) == {0, 1, 2}
    assert of_cards(["Account Number", "Routing number"]) == {0, 1}
    assert not of_cards(
        ["Expiry date", "Account Number", "Account No", "Check Number", "Library card number"]
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (CARD, ""),
        ("4242 4242 4242 4242", ""),
        ("4242-4242-4242-4242", ""),
        ("3782 822463 10005", ""),
        ("3056 930902 5904", ""),
        ("6304000000000000", ""),
        ("paid by 4242 4242 4242 4242.", f"paid by {REMOVED}."),
        (f"card {CARD}, thanks", f"card {REMOVED}, thanks"),
    ],
)
def test_the_number_of_a_card_is_taken_out_wherever_it_stands(text: str, kept: str) -> None:
    assert scrubbed(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "4242424242424241",
        "+4242424242424242",
        "ch_4242424242424242",
        "4242424242424242abc",
        "https://example.org/4242424242424242",
        "42424242 42424242",
        "1234567890123",
        "0049 151 12345678",
        "1250.4242424242424242",
        "2026-03-01 10:00:00",
        "25.00",
        "",
    ],
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert scrubbed(text) == text


def test_in_columns_of_phones_and_numbers_of_a_tool_a_plain_number_stays() -> None:
    columns = ("Mobile", "Order", "Card", "Note")
    rows = [("", str(4242424242424240 + 10 * each), CARD, "") for each in range(6)]

    assert of_ids(columns, rows) == {0, 1}
    assert of_ids(("Transaction ID", "Note"), [(CARD, CARD)], keys={0}) == {0}
    assert not of_ids(("Transaction ID", "Note"), [(CARD, CARD)] * 3, keys={0})
    kept, found = without(
        ["4000000000000002", CARD, CARD, "4242 4242 4242 4242"], frozenset({2}), frozenset({0, 1})
    )
    assert (kept, found) == (["4000000000000002", CARD, "", ""], True)
    assert without(["7", "4242", "ann"], frozenset({1})) == (["7", "", "ann"], False)
