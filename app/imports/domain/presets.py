"""Files of known tools: how one is recognized by its columns, and where they go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.batches.domain import mapping as columns_of
from app.batches.domain.columns import ColumnMap, NotImported, PermissionRefused, ToField, value_key
from app.batches.domain.fields import find_field
from app.batches.domain.headers import fold
from app.constituents.domain.dates import DateFormat
from app.imports.domain.suggest import suggest
from app.words import N_

FEWEST = 3
"""Columns of its signature that a file must have to be taken for one of the tool's."""
NOBODY = -1
"""In `second_person`: the second person has nothing in this column."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of the files of one tool. Headers are folded.

    `restricts` says why the file belongs to the restriction import, "" where it lists people to write to.
    `second` is how the names of the columns of a first and of a second person in one row begin.
    """

    id: str
    name: str
    requires: frozenset[str]
    signature: frozenset[str]
    fields: Mapping[str, str]
    system: str = ""
    ignored: frozenset[str] = frozenset()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: DateFormat | None = None
    note: str = ""
    restricts: str = ""
    second: tuple[tuple[str, str], ...] = ()


def preset_of(id: str, told: Mapping[str, Any]) -> Preset:
    """The preset a TOML file describes; ValueError where it names a field that is none."""
    fields = {fold(header): field_id for header, field_id in told["map"].items()}
    if unknown := [field_id for field_id in fields.values() if find_field(field_id) is None]:
        raise ValueError(f"{id}: there is no field {unknown[0]}")
    return Preset(
        id=id,
        name=N_(told["name"]),
        requires=_folded(told["requires"]),
        signature=_folded(told["signature"]),
        fields=fields,
        system=told.get("system", ""),
        ignored=_folded(told.get("ignore", ())),
        values={fold(header): _keyed(values) for header, values in told.get("values", {}).items()},
        dates=DateFormat(told["dates"]) if "dates" in told else None,
        note=N_(told["note"]) if "note" in told else "",
        restricts=N_(told["restricts"]) if "restricts" in told else "",
        second=tuple((fold(first), fold(other)) for first, other in told.get("second", {}).items()),
    )


def recognize(presets: Iterable[Preset], columns: Sequence[str]) -> Preset | None:
    """The tool whose file this is, judged by the names of the columns: the one with most of them."""
    present = _folded(columns)
    fitting = [
        preset
        for preset in presets
        if preset.requires <= present and len(preset.signature & present) >= FEWEST
    ]
    return max(fitting, key=lambda preset: len(preset.signature & present), default=None)


def mapped(preset: Preset, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> columns_of.Mapping:
    """Where the columns of such a file go; those it does not know are suggested as for any file.

    What looks like permission stays out, whatever the preset says.
    """
    suggested = suggest(columns, rows, external_system=preset.system)
    targets = _targets(preset, suggested)
    return columns_of.Mapping(
        tuple(_column(preset, column, targets.get(column.index)) for column in suggested.columns)
    )


def second_person(preset: Preset, columns: Sequence[str]) -> tuple[int, ...]:
    """For each column, the one in which a second person of the row has the same; empty where rows have one.

    `NOBODY` stands where she has nothing; columns of both stay their own.
    """
    at = {fold(header): index for index, header in enumerate(columns)}
    return tuple(_second(preset, fold(header), at) for header in columns) if preset.second else ()


def _second(preset: Preset, header: str, at: Mapping[str, int]) -> int:
    for first, other in preset.second:
        if header.startswith(other):
            return NOBODY
        if header.startswith(first):
            return at.get(other + header.removeprefix(first), NOBODY)
    return at[header]


def _targets(preset: Preset, suggested: columns_of.Mapping) -> dict[int, str]:
    """The field of each column; a field named twice goes to the first of the preset's columns in the file."""
    at = {fold(column.header): column for column in suggested.columns}
    given: dict[str, int] = {}
    for header, field_id in preset.fields.items():
        column = at.get(header)
        if column and not isinstance(column.target, PermissionRefused):
            given.setdefault(field_id, column.index)
    for header, column in at.items():
        if column.field and header not in preset.fields and header not in preset.ignored:
            given.setdefault(column.field.id, column.index)
    return {index: field_id for field_id, index in given.items()}


def _column(preset: Preset, column: ColumnMap, field_id: str | None) -> ColumnMap:
    if isinstance(column.target, PermissionRefused):
        return column
    if field_id is None:
        return replace(column, target=NotImported(), date_format=None)
    values = preset.values.get(fold(column.header), {})
    date_format = (column.date_format or preset.dates) if field_id == "birth_date" else None
    return replace(column, target=ToField(field_id), date_format=date_format, values=values)


def _folded(headers: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, headers))


def _keyed(values: Mapping[str, str]) -> dict[str, str]:
    return {value_key(raw): meant for raw, meant in values.items()}
