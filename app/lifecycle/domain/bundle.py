"""Everything about one person as data: sections of rows, as JSON, as CSV and explained in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.words import _

FORMAT = "kith-person"
VERSION = 1
"""Rises when a key changes its meaning or goes; new sections and keys may come at any time."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind. `keys` says what each value of a row means, in the order of the columns."""

    name: str
    about: str
    keys: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]

    def table(self) -> Iterator[list[Any]]:
        """The header and the rows; what is no single value is JSON text in its cell."""
        yield list(self.keys)
        for row in self.rows:
            yield [_cell(row.get(key)) for key in self.keys]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is held about one person, at one instant (ISO 8601, UTC)."""

    lookup_id: str
    organization: str
    made_at: str
    sections: Sequence[Section]

    def to_json(self) -> str:
        """The whole as JSON text, indented for reading."""
        told = {
            "format": FORMAT,
            "version": VERSION,
            "lookup_id": self.lookup_id,
            "organization": self.organization,
            "made_at": self.made_at,
            **{section.name: list(section.rows) for section in self.sections},
        }
        return json.dumps(told, ensure_ascii=False, indent=2)

    def explained(self) -> str:
        """What each file and key is, as text."""
        lines = [
            _(
                "All data about {lookup_id} that {organization} holds in Kith, as of {made_at}.",
                lookup_id=self.lookup_id,
                organization=self.organization,
                made_at=self.made_at,
            ),
            _(
                "The JSON file has everything under the names below; format {format}, version {version}.",
                format=FORMAT,
                version=VERSION,
            ),
            _("Each CSV file is one of these sections. Amounts are written as 12.50, beside their currency;"),
            _("instants are in UTC. An apostrophe before =, +, - or @ keeps a spreadsheet from running it."),
        ]
        for section in self.sections:
            lines += ["", f"{section.name} ({len(section.rows)}): {section.about}"]
            lines += [f"  {key}: {meaning}" for key, meaning in section.keys.items()]
        return "\n".join(lines) + "\n"


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
