"""How a file fills a batch: what each of its columns says, and what the file does not say itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.activity.domain.money import DecimalMark
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.fields import GIFT
from app.activity_imports.domain.reading import NEEDS_DAY, Column, Reading
from app.batch_entry.domain.columns import Column as BatchColumn
from app.batches.domain.fields import FIELDS
from app.batches.domain.gift_fields import find_gift_field
from app.constituents.domain.dates import DateFormat

GIVES = {
    "amount": "gift_amount",
    "currency": "gift_currency",
    "date": "gift_date",
    "fund": "gift_fund",
    "campaign": "gift_campaign",
    "appeal": "gift_appeal",
    "method": "gift_method",
    "type": "gift_kind",
    "status": "gift_status",
    "anonymous": "gift_anonymous",
    "note": "gift_note",
    "key": "gift_key",
}
"""What files of activity say of a gift, and the column of a batch that it fills."""
NAME, ADDRESS = "full_name", "address_whole"
NAMES = ("title", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization")
ADDRESSES = ("line1", "line2", "line3", "city", "region", "postcode", "country")
_OPTIONAL = frozenset({"fund", "campaign", "appeal", "method", "anonymous", "note", "key"})
"""What is only read where the batch has a column for it; all else tells what is a gift."""
_OF_GIFTS = {each.id: each.label for each in GIFT}


@dataclass(frozen=True, slots=True)
class Target:
    """What a column of a file can say, and whether the batch has a column for it."""

    id: str
    label: str
    is_kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Everything that turns rows of a file into rows of a batch.

    A column of the file says what its `field` names: a field of people, or of gifts as files of activity
    have them. `tool` is where the gifts are from, and with their numbers tells them apart for ever.
    """

    columns: tuple[Column, ...] = ()
    tool: str = ""
    preset: str = ""
    currency: str = ""
    zone: str = ""
    mark: DecimalMark | None = None
    order: DateFormat | None = None
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def has(self, *field_ids: str) -> bool:
        """Whether a column of the file says any of these."""
        return any(each.field in field_ids for each in self.columns)

    @property
    def reading(self) -> Reading:
        """What it says about gifts, as files of activity are read."""
        return Reading(
            kind=FactKind.GIFTS,
            source=self.tool,
            preset=self.preset,
            columns=tuple(each for each in self.columns if each.field in _OF_GIFTS),
            currency=self.currency,
            zone=self.zone,
            mark=self.mark,
            order=self.order,
            meanings=self.meanings,
        )

    def of_days(self) -> tuple[Column, ...]:
        """The columns of dates."""
        return tuple(each for each in self.columns if each.field in NEEDS_DAY or each.field == "birth_date")

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        told = replace(self.reading, columns=self.columns).to_json()
        return {name: told[name] for name in _KEPT} | {"tool": self.tool}

    @classmethod
    def from_json(cls, value: Mapping[str, Any], headers: Sequence[str]) -> Self:
        """The filling that `to_json` wrote, for a file with these columns."""
        read = Reading.from_json({**value, "kind": FactKind.GIFTS}, headers)
        return cls(
            columns=read.columns,
            tool=value["tool"],
            preset=read.preset,
            currency=read.currency,
            zone=read.zone,
            mark=read.mark,
            order=read.order,
            meanings=read.meanings,
        )


_KEPT = ("preset", "columns", "currency", "zone", "mark", "order", "meanings")


def targets(columns: Iterable[BatchColumn], *, gifts: bool) -> tuple[Target, ...]:
    """What columns of a file can say for a batch of these columns, those about gifts first."""
    have = {each.field_id: each.label for each in columns}
    return (*(_gift_targets(have) if gifts else ()), *_person_targets(have))


def _gift_targets(have: Mapping[str, str]) -> list[Target]:
    found = []
    for id, label in _OF_GIFTS.items():
        filled = have.get(GIVES.get(id, ""))
        if filled or id not in _OPTIONAL:
            found.append(Target(id, filled or label, is_kept=bool(filled)))
    direct = (id for id in have if find_gift_field(id) and id not in GIVES.values())
    return found + [Target(id, have[id]) for id in direct]


def _person_targets(have: Mapping[str, str]) -> list[Target]:
    found = [Target(field.id, have[field.id]) for field in FIELDS if field.id in have]
    whole = ((NAME, any(id in have for id in NAMES)), (ADDRESS, "address_line1" in have))
    labels = {field.id: field.label for field in FIELDS}
    return found + [Target(id, labels[id]) for id, fits in whole if fits]
