"""Files of known tools: how one is recognized by its columns, and how it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.fields import known
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.reading import Column, Reading
from app.batches.domain.headers import fold, words
from app.words import N_

FEWEST = 3
"""Columns of its signature that a file must have to be taken for one of the tool's."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of the files of one tool. Headers are folded; `fields` are in order of preference.

    `most` is the number of columns that its files have at the most, where names alone tell little.
    """

    id: str
    name: str
    kind: FactKind
    source: str
    requires: frozenset[str]
    signature: frozenset[str]
    fields: tuple[tuple[str, str], ...]
    fewest: int = FEWEST
    most: int | None = None
    zone: str = ""
    happening: EmailEventKind | None = None
    bounce: BounceKind | None = None
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    note: str = ""
    where: str = ""


def preset_of(id: str, told: Mapping[str, Any]) -> Preset:
    """The preset that a TOML file describes; ValueError where it names a field or a meaning that is none."""
    kind = FactKind(told["kind"])
    fields = tuple((fold(header), field_id) for header, field_id in told["map"].items())
    if unknown := [field_id for _, field_id in fields if known(kind, field_id) is None]:
        raise ValueError(f"{id}: there is no field {unknown[0]}")
    return Preset(
        id=id,
        name=N_(told["name"]),
        kind=kind,
        source=told["source"],
        requires=_folded(told["requires"]),
        signature=_folded(told["signature"]),
        fields=fields,
        fewest=told.get("fewest", FEWEST),
        most=told.get("most"),
        zone=told.get("zone", ""),
        happening=EmailEventKind(told["happening"]) if "happening" in told else None,
        bounce=BounceKind(told["bounce"]) if "bounce" in told else None,
        meanings={name: _meanings(id, kind, name, said) for name, said in told.get("meanings", {}).items()},
        note=N_(told["note"]) if "note" in told else "",
        where=N_(told["where"]) if "where" in told else "",
    )


def _meanings(id: str, kind: FactKind, field_id: str, said: Mapping[str, str]) -> dict[str, str]:
    possible = {value for value, _ in choices(kind, field_id)}
    if wrong := set(said.values()) - possible:
        raise ValueError(f"{id}: {field_id} cannot mean {min(wrong)}")
    return {words(value): meant for value, meant in said.items()}


def recognized(presets: Iterable[Preset], columns: Sequence[str]) -> tuple[Preset, ...]:
    """The tools whose file this can be by the names of its columns, the likeliest first."""
    present = _folded(columns)
    fitting = [
        preset
        for preset in presets
        if preset.requires <= present
        and len(preset.signature & present) >= preset.fewest
        and (preset.most is None or len(columns) <= preset.most)
    ]
    return tuple(sorted(fitting, key=lambda preset: -len(preset.signature & present)))


def read_as(preset: Preset, columns: Sequence[str]) -> Reading:
    """How a file with these columns is read as one of the tool's; each field has the first of its columns."""
    at = {fold(header): index for index, header in enumerate(columns)}
    taken: dict[str, Column] = {}
    for header, field_id in preset.fields:
        if header in at:
            taken.setdefault(field_id, Column(at[header], columns[at[header]], field_id))
    return Reading(
        kind=preset.kind,
        source=preset.source,
        preset=preset.id,
        columns=tuple(sorted(taken.values(), key=lambda column: column.index)),
        zone=preset.zone,
        happening=preset.happening,
        bounce=preset.bounce,
        meanings=preset.meanings,
    )


def _folded(headers: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, headers))
