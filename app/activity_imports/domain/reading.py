"""How a file of activity is read: what it is about, what each column says, and what the file does not say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity.domain.money import DecimalMark
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.meanings import meaning
from app.batches.domain.headers import fold, words
from app.constituents.domain.dates import DateFormat

NEEDS_DAY = frozenset({"date", "refunded_on", "event_starts", "event_ends", "campaign_sent", "checked_in"})
"""The fields of days and instants."""
MONEY = frozenset({"amount", "fee", "refunded"})
"""The fields of amounts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its place, its name in the file, and the field it fills."""

    index: int
    header: str
    field: str


@dataclass(frozen=True, slots=True)
class Stated:
    """The event or the mailing that all rows of a file are about, as staff say where the file does not.

    `key` is its number in the tool, "" for none; `at` when it begins or was sent.
    """

    name: str
    at: datetime
    key: str = ""

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {"name": self.name, "at": self.at.isoformat(), "key": self.key}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The value that `to_json` wrote."""
        return cls(value["name"], datetime.fromisoformat(value["at"]), value.get("key", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that turns rows into facts.

    `source` names the tool: with the number of a fact it tells facts apart for ever. `currency` and `zone`
    are those of rows that say none; without a zone it is the workspace's. `mark` is what stands before the
    cents, `order` how dates are written. `about` is the event or mailing of every row, `happening` and
    `bounce` what became of every message, where no column says so. `meanings` are what staff chose for words,
    by field, folded.
    """

    kind: FactKind
    source: str = ""
    preset: str = ""
    columns: tuple[Column, ...] = ()
    currency: str = ""
    zone: str = ""
    mark: DecimalMark | None = None
    order: DateFormat | None = None
    about: Stated | None = None
    happening: EmailEventKind | None = None
    bounce: BounceKind | None = None
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def column(self, field_id: str) -> Column | None:
        """The column that fills a field."""
        return next((each for each in self.columns if each.field == field_id), None)

    def has(self, field_id: str) -> bool:
        """Whether a column fills the field."""
        return self.column(field_id) is not None

    def of_money(self) -> Iterator[Column]:
        """The columns of amounts."""
        return (each for each in self.columns if each.field in MONEY)

    def of_days(self) -> Iterator[Column]:
        """The columns of days and instants."""
        return (each for each in self.columns if each.field in NEEDS_DAY)

    def means(self, field_id: str, value: str) -> str:
        """What a word in a column means: as staff chose, else as tools use it; "" where nobody knows."""
        return self.meanings.get(field_id, {}).get(words(value)) or meaning(self.kind, field_id, value)

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "kind": self.kind,
            "source": self.source,
            "preset": self.preset,
            "columns": {each.header: each.field for each in self.columns},
            "currency": self.currency,
            "zone": self.zone,
            "mark": self.mark,
            "order": self.order,
            "about": self.about.to_json() if self.about else None,
            "happening": self.happening,
            "bounce": self.bounce,
            "meanings": {name: dict(known) for name, known in self.meanings.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any], columns: Sequence[str]) -> Self:
        """The reading that `to_json` wrote, for a file with these columns; those it lacks are passed over."""
        fields = {fold(header): field_id for header, field_id in value.get("columns", {}).items()}
        return cls(
            kind=FactKind(value["kind"]),
            source=value.get("source", ""),
            preset=value.get("preset", ""),
            columns=tuple(
                Column(index, header, fields[fold(header)])
                for index, header in enumerate(columns)
                if fold(header) in fields
            ),
            currency=value.get("currency", ""),
            zone=value.get("zone", ""),
            mark=DecimalMark(value["mark"]) if value.get("mark") else None,
            order=DateFormat(value["order"]) if value.get("order") else None,
            about=Stated.from_json(value["about"]) if value.get("about") else None,
            happening=EmailEventKind(value["happening"]) if value.get("happening") else None,
            bounce=BounceKind(value["bounce"]) if value.get("bounce") else None,
            meanings=value.get("meanings", {}),
        )

    def for_others(self) -> Self:
        """What of it holds for the next file of the tool too: not the event or mailing of this one."""
        return replace(self, about=None)
