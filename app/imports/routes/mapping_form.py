"""What was chosen on the page of the columns."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Self, TypeVar

from flask import request

from app.batches.domain.choices import LEFT_OUT
from app.batches.domain.columns import value_key
from app.batches.domain.countries import country_code
from app.batches.domain.mapping import Mapping, NotMappable
from app.batches.models import Batch
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.text import visible
from app.imports.services import mapping_of, name_for
from app.updates.domain.entry import Policy

T = TypeVar("T", Policy, DateFormat)


@dataclass(frozen=True, slots=True)
class Choices:
    """A mapping and what holds for the whole file: where its IDs and its phone numbers are from, its name.

    `trusted` is None where nobody was asked whether the system is.
    """

    mapping: Mapping
    system: str
    country: str
    name: str
    trusted: bool | None = None

    @classmethod
    def kept(cls, batch: Batch, mapping: Mapping | None = None) -> Self:
        """As it is stored."""
        told = batch.settings
        chosen = mapping or mapping_of(batch)
        return cls(chosen, told.get("external_system", ""), told.get("country", ""), name_for(batch))

    @classmethod
    def typed(cls, batch: Batch) -> Self:
        """As it is stored, with what was chosen on the page; a choice that cannot be is passed over."""
        kept, form = cls.kept(batch), request.form
        return cls(
            _typed(kept.mapping),
            _text("external_system", kept.system),
            country_code(_text("country", kept.country)),
            _text("save_as", kept.name) or kept.name,
            "trusted" in form if "trust_shown" in form else None,
        )

    @property
    def settings(self) -> dict[str, str]:
        """What of it a batch keeps beside its mapping."""
        return {"external_system": self.system, "country": self.country, "save_as": self.name}


def _text(name: str, otherwise: str) -> str:
    return visible(str(request.form.get(name, otherwise)))[:80]


def _typed(mapping: Mapping) -> Mapping:
    for column in mapping.columns:
        field = request.form.get(f"field-{column.index}")
        if field is None:
            continue
        changed = mapping.with_column(
            column.index,
            field_id=field,
            policy=_one_of(Policy, f"policy-{column.index}") or Policy.FOLLOW_RULES,
            date_format=_one_of(DateFormat, f"dates-{column.index}"),
        )
        if not isinstance(changed, NotMappable):
            mapping = _with_meanings(changed, column.index, field)
    return mapping


def _with_meanings(mapping: Mapping, index: int, field: str) -> Mapping:
    """The meanings typed while the column went to this field; of values that were not shown they stay."""
    was_shown = request.form.get(f"valued-{index}") == field
    values = _meanings(index) if was_shown else mapping.columns[index].values
    country = country_code(_text(f"country-{index}", mapping.columns[index].country))
    return mapping.with_meanings(index, values, country)


def _meanings(index: int) -> MappingOf[str, str]:
    pairs = zip(request.form.getlist(f"raw-{index}"), request.form.getlist(f"meant-{index}"), strict=False)
    told = ((value_key(raw), visible(meant)) for raw, meant in pairs if raw and meant.strip())
    return {raw: "" if meant == LEFT_OUT else meant for raw, meant in told}


def _one_of(kind: type[T], name: str) -> T | None:
    return request.form.get(name, type=kind)
