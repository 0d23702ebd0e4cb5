"""What is wrong with a row, cell by cell, in words that let a volunteer mend it."""

import re
from dataclasses import asdict, dataclass
from typing import Any, Self

_QUOTED = re.compile("“[^”]*”")
_LONGEST_CAUSE = 60


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that cannot be read; `column` is its name in the file and "" where the whole row is meant."""

    column: str
    field: str
    value: str
    what: str
    expected: str
    fix: str
    repeats: int = 0
    """The row whose value it repeats, where that may be said on one row only."""

    @property
    def cause(self) -> str:
        """A key for "the same problem": the field and what is wrong, without the value."""
        if self.repeats:
            return f"{self.field}: repeats"
        return f"{self.field or 'row'}: {_QUOTED.sub('…', self.what)}"[:_LONGEST_CAUSE]

    def __str__(self) -> str:
        return f"{self.column}: {self.told}" if self.column else self.what

    @property
    def told(self) -> str:
        """What is wrong, behind the name of its column."""
        return re.sub("^(Email|Phone|Date) (is )?", "", self.what)

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        told = asdict(self)
        return told if self.repeats else {name: told[name] for name in told if name != "repeats"}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The problem written by `to_json`."""
        return cls(**value)


@dataclass(frozen=True, slots=True)
class RowProblems:
    """Why a row cannot be imported: at least one problem, the most important first.

    `name` and `email` are what people recognize the row by; `email_key` is the canonical address, "" where
    the address is what is wrong.
    """

    problems: tuple[CellProblem, ...]
    name: str = ""
    email: str = ""
    email_key: str = ""

    @property
    def cause(self) -> str:
        """The key under which rows with the same problem are counted and mended together."""
        return self.problems[0].cause

    def __str__(self) -> str:
        return " ".join(map(str, self.problems))
