"""Pages by position: a cursor survives its way through a browser; what is none means the first page."""

import base64
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.keyset import dated
from app.web.pagination import Cursor, Page, decode, encode, page

keys = st.tuples(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.integers(-(2**63) + 1, 2**63 - 1),
)


@given(keys, st.booleans())
def test_a_cursor_comes_back_as_it_went(key: tuple[str, int], backward: bool) -> None:
    assert decode(encode(Cursor(key, backward)), str, int) == Cursor(key, backward)


@given(st.text())
def test_anything_typed_into_the_address_is_read_without_fault(text: str) -> None:
    found = decode(text, str, int)

    assert found is None or isinstance(found.key[1], int)


def _text(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "%%%",
        "bm90IGpzb24",
        _text({"a": 1}),
        _text([]),
        _text([0, "a"]),
        _text([0, "a", 1, 2]),
        _text([2, "a", 1]),
        _text([0, 1, 1]),
        _text([0, "a", "1"]),
        _text([0, "a", True]),
        _text([0, "a", 1.5]),
        _text([0, "a", None]),
        _text([0, "a", 2**63]),
        _text([0, "a", [1]]),
        _text([0, "a" * 2000, 1]),
        _text([0, "a\0", 1]),
        _text([0, "\ud800", 1]),
        "W" * 900,
    ],
)
def test_garbage_is_the_first_page(text: str | None) -> None:
    assert decode(text, str, int) is None


@pytest.mark.parametrize(
    "text",
    ["tomorrow", "", "2026-01-01T10:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_what_is_no_instant_is_the_first_page(text: str) -> None:
    assert dated(Cursor((text, 7)), datetime) is None


def test_an_instant_and_a_day_are_read_as_they_were_written() -> None:
    at = datetime(2026, 1, 1, 10, tzinfo=UTC)

    assert dated(Cursor((at.isoformat(), 7), True), datetime) == Cursor((at, 7), True)  # type: ignore[arg-type]
    assert dated(Cursor(("2026-01-01", 7)), date) == Cursor((date(2026, 1, 1), 7))  # type: ignore[arg-type]


def _read(rows: list[int], cursor: Cursor | None, size: int) -> list[int]:
    """As a query does it: from the cursor on, nearest first, one more than wanted."""
    if cursor is None:
        return rows[: size + 1]
    if cursor.backward:
        return [row for row in reversed(rows) if row < cursor.key[0]][: size + 1]
    return [row for row in rows if row > cursor.key[0]][: size + 1]


def _turn(rows: list[int], text: str | None, size: int) -> Page[int]:
    cursor = decode(text, int)
    return page(_read(rows, cursor, size), size=size, cursor=cursor, key=lambda row: (row,))


@given(st.lists(st.integers(0, 500), unique=True).map(sorted), st.integers(1, 7))
def test_turning_pages_forward_and_back_shows_every_row_once(rows: list[int], size: int) -> None:
    forward = [_turn(rows, None, size)]
    while forward[-1].next:
        forward.append(_turn(rows, forward[-1].next, size))
    backward = [forward[-1]]
    while backward[-1].previous:
        backward.append(_turn(rows, backward[-1].previous, size))

    assert [row for one in forward for row in one.rows] == rows
    assert [row for one in reversed(backward) for row in one.rows] == rows
    assert forward[0].previous is None
