"""The different values of a column, for staff to say what each of them means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.batches.domain.choices import choices_for, read_as
from app.batches.domain.columns import ColumnMap, value_key
from app.batches.domain.fields import Field, Group
from app.batches.domain.mapping import Mapping as ColumnMapping
from app.constituents.domain.text import visible

MOST = 12
MOST_OF_CHOICES = 40
_NEVER = {"lookup_id", "external_id"}
_OF_MANY = {"title", "suffix", "organization", "external_system"}
_PARTS_OF_MANY = ("_city", "_region", "_country")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stands in the file: in how many rows, how it is read, and what staff said it means.

    `meant` is None where staff said nothing and "" where they leave the value out.
    """

    text: str
    count: int
    read: str
    meant: str | None


@dataclass(frozen=True, slots=True)
class Values:
    """Some of the values of a column, the commonest first, out of `different` ones."""

    shown: tuple[Value, ...]
    different: int
    choices: tuple[str, ...]

    @property
    def changed(self) -> int:
        """How many of them are given another meaning."""
        return sum(value.meant is not None for value in self.shown)

    @property
    def unread(self) -> bool:
        """Whether one of the values is none of the field's choices, and nobody said what it means."""
        return bool(self.choices) and any(not value.read and value.meant is None for value in self.shown)


def values_of(column: ColumnMap, cells: Sequence[str]) -> Values | None:
    """The values of a column that may mean something else; None where its cells are never given a meaning.

    Those that staff gave a meaning are always among them, also where the cells at hand have none.
    """
    field = column.field
    if field is None or not _may_be_given(field):
        return None
    counts: Counter[str] = Counter()
    for cell, count in Counter(cells).items():
        if text := visible(cell):
            counts[text] += count
    choices = choices_for(field)
    common = [text for text, _ in counts.most_common(MOST_OF_CHOICES if choices else MOST)]
    keys = {value_key(text) for text in common}
    listed = [*common, *(key for key in column.values if key not in keys)]
    return Values(
        tuple(_value(text, counts[text], field, column.values) for text in listed), len(counts), choices
    )


def _value(text: str, count: int, field: Field, values: Mapping[str, str]) -> Value:
    return Value(text, count, read_as(field, text), values.get(value_key(text)))


def _may_be_given(field: Field) -> bool:
    is_address = field.group is Group.EMAIL and not choices_for(field)
    return not is_address and field.id not in _NEVER


def of_nobody(mapping: ColumnMapping) -> ColumnMapping:
    """The mapping as it may outlive its import: without what values of names, phones and streets mean.

    Those are about single people, who can be erased; "Mr" or "Ore." is about nobody.
    """
    return ColumnMapping(
        tuple(
            column if column.field is None or _is_of_many(column.field) else replace(column, values={})
            for column in mapping.columns
        )
    )


def _is_of_many(field: Field) -> bool:
    return bool(choices_for(field)) or field.id in _OF_MANY or field.id.endswith(_PARTS_OF_MANY)
