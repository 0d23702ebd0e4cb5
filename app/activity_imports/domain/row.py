"""The cells of one row under the names of the fields, read one by one; what is wrong with them is noted."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from app.activity.domain.money import DecimalMark, currency_code, currency_in, parse_amount
from app.activity_imports.domain.facts import Who
from app.activity_imports.domain.fields import PERSONAL
from app.activity_imports.domain.person import who
from app.activity_imports.domain.reading import Reading
from app.activity_imports.domain.times import as_day, as_moment, parse_moment, zone_of
from app.batches.domain.cells import LOST, Cells
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import _

LONGEST = 250
"""Characters of a name, a fund, a note that are kept."""


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the whole workspace: its currency, its time zone, its country, and today."""

    currency: str
    zone: str
    country: str
    today: date


class Row(Cells):
    """The cells of a row. Reading one that is wrong notes it, and gives what stands for nothing."""

    def __init__(self, cells: Sequence[str], reading: Reading, context: Context) -> None:
        told = {each.field: visible(cells[each.index]) for each in reading.columns if each.index < len(cells)}
        self._filled = {name: text for name, text in told.items() if text}
        self._columns = {each.field: each.header for each in reading.columns}
        super().__init__(self._filled, self._columns)
        self.reading = reading
        self.context = context

    @property
    def mark(self) -> DecimalMark:
        """What stands before the cents."""
        return self.reading.mark or DecimalMark.POINT

    @cached_property
    def home(self) -> tzinfo:
        """The zone of the workspace, in which days are counted."""
        return ZoneInfo(self.context.zone)

    @cached_property
    def zone(self) -> tzinfo:
        """The zone in which the row writes its times."""
        if named := self.text("zone"):
            found = zone_of(named)
            if found is None:
                self.complain("zone", _unknown_zone(named))
            return found or self.home
        return zone_of(self.reading.zone) or self.home

    @cached_property
    def who(self) -> Who:
        """The person of the row."""
        return self.person({})

    def person(self, instead: Mapping[str, str]) -> Who:
        """The person of the row, with other values for some fields."""
        values = {name: text for name, text in self._filled.items() if name in PERSONAL}
        given = {name: text for name, text in {**values, **instead}.items() if text}
        return who(given, self._columns, system=self.reading.source, country=self.context.country)

    def words(self, field_id: str, longest: int = LONGEST) -> str:
        """A text as it is kept: without what no database stores, and not longer than that."""
        return self.text(field_id).replace(LOST, "")[:longest]

    def currency(self) -> str:
        """The currency of the row's amounts."""
        stated = self.text("currency")
        if not stated:
            said = currency_in(self.text("amount") or self.text("fee"))
            return said or self.reading.currency or self.context.currency
        return self.read("currency", currency_code) or ""

    def amount(self, field_id: str, currency: str) -> int:
        """An amount in minor units; 0 where there is none."""
        return self.read(field_id, lambda text: parse_amount(text, currency, self.mark)) or 0

    def told(self, field_id: str, clock: str = "") -> datetime | date | None:
        """A day or an instant."""
        order = self.reading.order or DateFormat.ISO
        zone = self.zone

        def parse(text: str) -> datetime | date | Problem:
            return parse_moment(text, order, clock=clock, zone=zone, today=self.context.today)

        return self.read(field_id, parse)

    def day(self, field_id: str, clock: str = "") -> date | None:
        """The day in the workspace's zone."""
        found = self.told(field_id, clock)
        return None if found is None else as_day(found, self.home)

    def moment(self, field_id: str, clock: str = "") -> datetime | None:
        """The instant; the beginning of the day where only that is said."""
        found = self.told(field_id, clock)
        return None if found is None else as_moment(found, self.zone)

    def count(self, field_id: str) -> int | None:
        """A whole number from 0 to 9999."""
        return self.read(field_id, _whole_number)

    def meant(self, field_id: str) -> str:
        """What the word of a column means; "" where it is blank, or is not known, which is noted."""
        text = self.text(field_id)
        found = self.reading.means(field_id, text) if text else ""
        if text and not found:
            self.complain(field_id, _unknown(text))
        return found

    def need(self, field_id: str, what: str) -> None:
        """Note that a cell is missing."""
        if not self.text(field_id):
            self.complain(
                field_id, Problem(_("{what} is missing.", what=what), "a value", _("Fill in the cell."))
            )

    def key(self, *parts: object) -> str:
        """The number of the fact in its tool; where the row has none, one that is made of what it says."""
        return self.words("key", 200).removesuffix(".0") or content_key(*parts)


def content_key(*parts: object) -> str:
    """A key that is the same for the same content, and for no other."""
    told = "\x1f".join("" if part is None else str(part).casefold() for part in parts)
    return f"row:{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def _whole_number(text: str) -> int | Problem:
    plain = text.removesuffix(".0").removesuffix(".00")
    if plain.isascii() and plain.isdigit() and len(plain) < 5:
        return int(plain)
    return Problem(
        _("“{typed}” is not a number of people.", typed=text[:60]),
        _("a whole number"),
        _("Write it in figures."),
    )


def _unknown(text: str) -> Problem:
    return Problem(
        _("“{typed}” is a word that Kith does not know here.", typed=text[:60]),
        _("a word whose meaning was chosen"),
        _("Choose on the columns page what it means."),
    )


def _unknown_zone(text: str) -> Problem:
    return Problem(
        _("“{typed}” is not a time zone that Kith knows.", typed=text[:60]),
        _("a zone such as America/New_York, EST or +02:00"),
        _("Correct it, or do not read that column and choose one zone for the file."),
    )
