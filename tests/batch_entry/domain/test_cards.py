"""Which figures in typed cells are taken for cards."""

import pytest

from app.batch_entry.domain.cards import without_cards
from app.batch_entry.domain.columns import Column
from app.batches.domain.unkept import INSTEAD

COLUMNS = [
    Column(field_id=field, label=label)
    for field, label in (("last_name", "Last name"), ("phone_mobile", "Mobile"), ("gift_key", "Gift number"))
]
CARD = "4111111111111111"
PHONE = "4222222222222"
"""Thirteen figures that a card and a phone in Germany may have."""


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (["Lee", "+1 503 555 0142", "17"], ["Lee", "+1 503 555 0142", "17"]),
        ([CARD, CARD, ""], [INSTEAD, INSTEAD, ""]),
        (["Lee", PHONE, CARD], ["Lee", PHONE, CARD]),
        ([f"Lee, {CARD[:4]}-{CARD[4:8]}-{CARD[8:12]}-{CARD[12:]}", "", ""], [f"Lee, {INSTEAD}", "", ""]),
        (["4111111111111112", "", ""], ["4111111111111112", "", ""]),
    ],
    ids=["none", "cards", "other numbers", "in groups", "no check figure"],
)
def test_a_row_keeps_all_but_cards(row: list[str], kept: list[str]) -> None:
    assert without_cards(COLUMNS, [row]) == [kept]


def test_a_column_of_numbers_that_are_mostly_cards_keeps_none() -> None:
    rows = [["Lee", "", each] for each in (CARD, "5500005555555559", "378282246310005")]

    assert [row[2] for row in without_cards(COLUMNS, rows)] == [INSTEAD] * 3
