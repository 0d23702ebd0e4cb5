"""One row of a file as cells of a batch, or why it is none of its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.activity.domain.gift_words import KINDS, STATUSES
from app.activity.domain.kinds import GiftKind, GiftStatus
from app.activity.domain.money import currency_in, parse_amount, typed_amount
from app.activity_imports.domain.facts import GiftFact, NotAFact
from app.activity_imports.domain.gifts import OUT, read_gift
from app.activity_imports.domain.meanings import says_yes
from app.activity_imports.domain.row import Context, Row
from app.batch_entry.domain.columns import Column as BatchColumn
from app.batch_entry.domain.filling import ADDRESS, ADDRESSES, NAME, NAMES, Filling
from app.batches.domain.again import unguarded
from app.batches.domain.cells import Cells
from app.batches.domain.gift_fields import find_gift_field
from app.batches.domain.people import kind_and_name
from app.batches.domain.whole_address import address_parts
from app.constituents.domain.dates import DateFormat, parse_date
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible

REFUND, GIVEN_BACK, FAILED, PENDING, CURRENCY = "refund", "given_back", "failed", "pending", "currency"
ON_RECORD, IN_BATCH, TORN = "on_record", "in_batch", "torn"
"""Causes of rows that are left out, beside those of files of activity."""
_WORDS = ("fund", "campaign", "appeal", "method")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the file that becomes no row of the batch, in one word for all that are left out for it."""

    cause: str


class Filler:
    """Reads the rows of one file for one batch. Make one per file; it holds plain values only."""

    def __init__(
        self,
        how: Filling,
        columns: Sequence[BatchColumn],
        context: Context,
        *,
        locale: str,
        gifts: bool,
    ) -> None:
        self._how, self._columns, self._context, self._gifts = how, tuple(columns), context, gifts
        self._locale = locale
        self._ids = frozenset(each.field_id for each in columns)
        self._reading = how.reading
        self.key_at = next((at for at, each in enumerate(columns) if each.field_id == "gift_key"), None)

    def read(self, cells: Sequence[str]) -> tuple[str, ...] | LeftOut:
        """The cells of the batch's columns; a question mark follows an amount or day that cannot be read."""
        told = {each.field: _cell(cells, each.index) for each in self._how.columns}
        given = self._given(cells) if self._gifts else {}
        if isinstance(given, LeftOut):
            return given
        values = _person(told, self._how, self._context.today) | _direct(told) | given
        return tuple(values.get(each.field_id) or each.stands_in for each in self._columns)

    def _given(self, cells: Sequence[str]) -> dict[str, str] | LeftOut:
        row = Row(cells, self._reading, self._context)
        found = read_gift(row)
        if cause := _none_because(row, found, has_status="gift_status" in self._ids):
            return LeftOut(cause)
        fact = found if isinstance(found, GiftFact) and not row.problems else None
        again = Row(cells, self._reading, self._context)
        currency = again.currency()
        if currency and currency != self._context.currency and "gift_currency" not in self._ids:
            return LeftOut(CURRENCY)
        return _gift(again, fact, currency, self._locale)


def _none_because(row: Row, found: GiftFact | NotAFact, *, has_status: bool) -> str:
    """Why a row of the tool is no gift to be entered; "" for a gift, also for one that cannot be read."""
    if isinstance(found, NotAFact):
        is_refund = found is OUT and any(each.field == "refund_of" for each in row.problems)
        return REFUND if is_refund else found.cause
    status = found.status if not row.problems else row.meant("status")
    if found.is_refund:
        return REFUND
    if status == GiftStatus.FAILED:
        return FAILED
    if status == GiftStatus.REFUNDED or found.refunded:
        return GIVEN_BACK
    return PENDING if status == GiftStatus.PENDING and not has_status else ""


def _gift(row: Row, fact: GiftFact | None, currency: str, locale: str) -> dict[str, str]:
    return {
        **{f"gift_{id}": row.words(id) for id in _WORDS},
        "gift_amount": _amount(row, currency or row.context.currency, locale),
        "gift_currency": currency or row.text("currency"),
        "gift_date": _told(row, "date", lambda: str(row.day("date", row.text("time")) or "")),
        "gift_kind": _kind(row, fact),
        "gift_status": _status(row, fact),
        "gift_anonymous": "yes" if says_yes(row.text("anonymous")) else "",
        "gift_note": row.words("note", 2_000),
        "gift_key": row.words("key", 200).removesuffix(".0"),
    }


def _told(row: Row, field_id: str, read: Callable[[], str]) -> str:
    """What `read` makes of a cell, or the cell, marked, where that cannot be read."""
    before = len(row.problems)
    found = read()
    return _unread(row.text(field_id)) if len(row.problems) > before else found


def _unread(text: str) -> str:
    """A cell that the file's own way does not read, so that no other way reads it as something else."""
    return f"{text} (?)" if text else ""


def _amount(row: Row, currency: str, locale: str) -> str:
    """The amount as staff of the workspace type it, whatever stands before the cents in the file."""
    text = row.text("amount")
    is_other = currency_in(text) not in ("", currency)
    found = parse_amount(text, currency, row.mark) if text and not is_other else text
    return typed_amount(found, currency, locale) if isinstance(found, int) else _unread(text)


def _kind(row: Row, fact: GiftFact | None) -> str:
    if fact is None:
        return row.text("type")
    return KINDS[fact.kind] if row.text("type") or fact.kind is not GiftKind.ONE_OFF else ""


def _status(row: Row, fact: GiftFact | None) -> str:
    return STATUSES[fact.status] if fact and row.text("status") else row.text("status")


def _cell(cells: Sequence[str], index: int) -> str:
    text = visible(cells[index]) if index < len(cells) else ""
    return unguarded(text) if text.startswith("'") else text


def _direct(told: dict[str, str]) -> dict[str, str]:
    return {id: text for id, text in told.items() if find_gift_field(id)}


def _person(told: dict[str, str], how: Filling, today: date) -> dict[str, str]:
    """The cells about the person; a name or an address in one piece is taken apart.

    Beside our own lookup ID a name in one piece may be how somebody is shown, and is passed over.
    """
    values = {id: text for id, text in told.items() if text}
    parts = _name(values) | _address(values.get(ADDRESS, ""))
    if born := values.get("birth_date"):
        found = parse_date(born, how.order or DateFormat.ISO, latest=today)
        values["birth_date"] = born if isinstance(found, Problem) else str(found)
    return {id: text for id, text in parts.items() if text} | values


def _name(values: dict[str, str]) -> dict[str, str]:
    if NAME not in values:
        return {}
    _, name = kind_and_name(Cells(values, {}))
    return {id: getattr(name, id.removesuffix("_name")) for id in NAMES}


def _address(text: str) -> dict[str, str]:
    found = address_parts(text) if text else {}
    return {f"address_{part}": found.get(part, "") for part in ADDRESSES}
