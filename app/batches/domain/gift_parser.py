"""From the cells of a row in a revenue batch to a gift, or to what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.activity.domain.drafts import Flaw, GiftDraft, credit_flaw, flaw
from app.activity.domain.gift_words import plain_amount
from app.activity.domain.kinds import GiftKind, GiftStatus
from app.activity.domain.money import currency_code, currency_in, parse_typed
from app.batches.domain.again import unguarded
from app.batches.domain.cells import LOST, Cells
from app.batches.domain.gift_cells import (
    anonymous_of,
    day_of,
    kind_of,
    missing,
    status_of,
    too_long,
    tribute_of,
)
from app.batches.domain.gift_fields import GIFT_FIELDS, find_gift_field, is_today
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.names import display_name
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Incoming, Kind
from app.constituents.domain.text import visible
from app.words import N_, _

_TEXTS = {name: f"gift_{name}" for name in ("fund", "campaign", "appeal", "method", "tribute_name", "note")}
_BY_COLUMN = {
    **_TEXTS,
    **{name: f"gift_{name}" for name in ("amount", "currency", "kind", "status", "tribute", "anonymous")},
    "received_on": "gift_date",
}
_STANDS_IN = frozenset({"gift_amount", "gift_currency", "gift_date"})
"""What every gift has: the default of the column stands for a blank cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftTyped(GiftDraft):
    """The gift of a row; `key` is its number in the tool it came from, "" for none.

    `credit` of it, in minor units, are to the credit of the constituent with the lookup ID `credit_to` too;
    0 where nobody is.
    """

    key: str = ""
    credit_to: str = ""
    credit: int = 0

    @property
    def columns(self) -> dict[str, Any]:
        """What is stored of the gift itself, by column."""
        return {field.name: getattr(self, field.name) for field in fields(GiftDraft)}


@dataclass(frozen=True, slots=True)
class GiftContext:
    """What holds for all gifts: the currency of those that name none, how amounts and days are written."""

    currency: str
    locale: str
    order: DateFormat
    today: date


class GiftRowParser:
    """Reads rows with a person and a gift. `columns` are those of the batch, as it keeps them."""

    def __init__(self, people: RowParser, columns: Iterable[Mapping[str, Any]], gifts: GiftContext) -> None:
        self.context: Context = people.context
        self._people = people
        self._gifts = gifts
        found = [(at, find_gift_field(told["field"]), told) for at, told in enumerate(columns)]
        self._columns = [(at, field) for at, field, __ in found if field]
        self._headers = {field.id: field.label for field in GIFT_FIELDS}
        self._headers |= {field.id: told["label"] for __, field, told in found if field}
        self._defaults = {
            field.id: visible(told.get("default", ""))
            for __, field, told in found
            if field and field.id in _STANDS_IN and not is_today(field.id, told.get("default", ""))
        }

    def parse(self, row: Sequence[str], *, flaw: CellProblem | None = None) -> Incoming | RowProblems:
        """The record of the giver, or every problem of the row: those about the person first."""
        person = self._people.parse(row, flaw=flaw)
        problems = tuple(self._read(row)[1])
        if not problems:
            return person
        if isinstance(person, RowProblems):
            return replace(person, problems=(*person.problems, *problems))
        return _told(person, problems)

    def kind(self, row: Sequence[str]) -> Kind:
        """Whether the cells are about a person or an organization."""
        return self._people.kind(row)

    def gift(self, row: Sequence[str]) -> GiftTyped | None:
        """The gift of the row; None where anything is wrong with it."""
        gift, problems = self._read(row)
        return None if problems else gift

    def money(self, row: Sequence[str]) -> tuple[int | None, str]:
        """The amount in minor units and its currency, whatever else is wrong; None and "" for no amount."""
        gift, problems = self._read(row)
        if any(each.field in ("gift_amount", "gift_currency") for each in problems):
            return None, ""
        return gift.amount, gift.currency

    def _read(self, row: Sequence[str]) -> tuple[GiftTyped, list[CellProblem]]:
        cells = self._cells(row)
        currency = (
            cells.read("gift_currency", currency_code) if cells.text("gift_currency") else self._usual(cells)
        )
        gift = self._gift(cells, currency or "")
        self._measured(cells)
        if not cells.problems and (wrong := flaw(gift, today=self._gifts.today)):
            _complain(cells, _BY_COLUMN[wrong.field], wrong, gift.currency)
        if gift.credit_to and not cells.problems and (wrong := credit_flaw(gift.credit, gift.amount)):
            _complain(cells, "gift_soft_credit_amount", wrong, gift.currency)
        return gift, cells.problems

    def _cells(self, row: Sequence[str]) -> Cells:
        values = {field.id: text for at, field in self._columns if (text := visible(row[at]))}
        values = {id: unguarded(text) if text[0] == "'" else text for id, text in values.items()}
        values |= {id: text for id, text in self._defaults.items() if text and id not in values}
        return Cells(values, self._headers)

    def _measured(self, cells: Cells) -> None:
        """Note texts that cannot be kept as they are, unless their cell has a problem already."""
        told = {each.field for each in cells.problems}
        for __, field in self._columns:
            text = cells.text(field.id)
            if field.id not in told and (len(text) > field.longest or LOST in text):
                cells.complain(field.id, too_long(field, text))

    def _usual(self, cells: Cells) -> str:
        return currency_in(cells.text("gift_amount")) or self._gifts.currency

    def _gift(self, cells: Cells, currency: str) -> GiftTyped:
        def amount(text: str) -> int | Problem:
            return parse_typed(text, currency, self._gifts.locale)

        for name, what in (("gift_amount", "amount"), ("gift_date", "day")):
            if not cells.text(name):
                cells.complain(name, missing(what))
        given = (cells.read("gift_amount", amount) if currency else None) or 0
        credit_to = cells.read("gift_soft_credit", parse_lookup) or ""
        credit = cells.read("gift_soft_credit_amount", amount) if currency else None
        if credit is not None and not cells.text("gift_soft_credit"):
            cells.complain("gift_soft_credit", _FOR_NOBODY)
        texts = {name: cells.text(field) for name, field in _TEXTS.items()}
        return GiftTyped(
            amount=given,
            currency=currency,
            received_on=cells.read("gift_date", self._day) or date.max,
            kind=cells.read("gift_kind", kind_of) or GiftKind.ONE_OFF,
            status=cells.read("gift_status", status_of) or GiftStatus.SETTLED,
            tribute=cells.read("gift_tribute", tribute_of),
            anonymous=bool(cells.read("gift_anonymous", anonymous_of)),
            key=cells.text("gift_key").removesuffix(".0"),
            credit_to=credit_to,
            credit=(given if credit is None else credit) if credit_to else 0,
            **texts,
        )

    def _day(self, text: str) -> date | Problem:
        return day_of(text, self._gifts.order, self._gifts.today)


def _complain(cells: Cells, field: str, wrong: Flaw, currency: str) -> None:
    """Note what the form for gifts would say as well."""
    most = None if wrong.amount is None else f"{plain_amount(wrong.amount, currency)} {currency}"
    said = str(wrong.message) if most is None else wrong.message.format(amount=most)
    what, __, fix = said.partition(". ")
    cells.complain(
        field, Problem(f"{what.rstrip('.')}.", _("a gift as it can be"), fix or _("Correct the cell."))
    )


_FOR_NOBODY = Problem(
    N_("An amount of a soft credit stands here, and nobody whom it is for."),
    N_("the lookup ID of somebody"),
    N_("Fill in the lookup ID, or empty the amount."),
)


def _told(person: Incoming, problems: tuple[CellProblem, ...]) -> RowProblems:
    email = next((email for email in person.emails if email.primary), None)
    return RowProblems(
        problems=problems,
        name=display_name(person.name) or person.whole_name,
        email=email.address if email else "",
        email_key=email.key if email else "",
    )
