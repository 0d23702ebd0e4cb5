"""The file that a batch is being filled from, and what was filled before, as the batch keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from app.batch_entry.domain.filling import Filling
from app.batch_entry.domain.filling_words import Left, told
from app.imports.domain.shape import FileShape

KEPT = "filling"
"""The setting of a batch that holds its file."""
FILLED = "fillings"
"""The setting that lists what was filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A stored file and how far it is filled in.

    `mark` is the same for the same content. `read` is its last row that was looked at, `rows` how many became
    rows of the batch, `first` and `last` their numbers, and `left_out` why others did not.
    """

    name: str
    mark: str
    shape: FileShape
    how: Filling
    by: str
    at: str
    size: int = 0
    lines: int = 0
    cards: tuple[str, ...] = ()
    card_numbers: int = 0
    only_sheet: str = ""
    started: bool = False
    read: int = 0
    rows: int = 0
    first: int = 0
    last: int = 0
    left_out: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many of its rows were looked at."""
        return self.rows + sum(each.rows for each in told(self.left_out))

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        return plain | {
            "shape": self.shape.to_json(),
            "how": self.how.to_json(),
            "cards": list(self.cards),
            "left_out": {cause: dict(each) for cause, each in self.left_out.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The file that `to_json` wrote."""
        shape = FileShape.from_json(value["shape"])
        plain = {name: value[name] for name in _PLAIN}
        how = Filling.from_json(value["how"], shape.columns)
        return cls(
            shape=shape, how=how, cards=tuple(value["cards"]), left_out=dict(value["left_out"]), **plain
        )

    def ended(self, at: str) -> dict[str, Any]:
        """What is kept of it when it is over."""
        told = {name: getattr(self, name) for name in ("name", "mark", "rows", "first", "last", "by")}
        return told | {"tool": self.how.tool, "at": at, "left_out": dict(self.left_out)}


_PLAIN = (
    *("name", "mark", "by", "at", "size", "lines", "card_numbers", "only_sheet", "started"),
    *("read", "rows", "first", "last"),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled from a file."""

    name: str
    mark: str
    tool: str
    rows: int
    first: int
    last: int
    by: str
    at: str
    left_out: tuple[Left, ...]


def file_of(settings: Mapping[str, Any]) -> File | None:
    """The file that a batch with these settings is being filled from."""
    kept = settings.get(KEPT)
    return File.from_json(kept) if kept else None


def filled_of(settings: Mapping[str, Any]) -> tuple[Filled, ...]:
    """What a batch with these settings was filled from, the first file first."""
    return tuple(
        Filled(**{name: each[name] for name in _ENDED}, left_out=told(each["left_out"]))
        for each in settings.get(FILLED, ())
    )


_ENDED = ("name", "mark", "tool", "rows", "first", "last", "by", "at")
