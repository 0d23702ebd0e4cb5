"""Control totals: what a batch should come to, what it comes to, and by how much the two differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Totals:
    """So many rows, and the sums of their gifts in minor units by currency.

    Of what is expected, `rows` is None and `sums` empty where nobody said.
    """

    rows: int | None = None
    sums: Mapping[str, int] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Whether nobody said what is expected."""
        return self.rows is None and not self.sums

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {"rows": self.rows, "sums": dict(sorted(self.sums.items()))}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The totals that `to_json` wrote."""
        return cls(told["rows"], told["sums"])


@dataclass(frozen=True, slots=True)
class Line:
    """One of the totals; `currency` is "" for the number of rows, and `expected` None where nobody said."""

    currency: str
    expected: int | None
    actual: int

    @property
    def difference(self) -> int:
        """How much more there is than expected, below zero for less; 0 where nobody said."""
        return 0 if self.expected is None else self.actual - self.expected


def compared(expected: Totals, actual: Totals) -> tuple[Line, ...]:
    """Each total beside what was expected of it, the rows first and then the currencies.

    Who says what sums are expected means all of them: a currency that nobody named should have none.
    """
    rows = Line("", expected.rows, actual.rows or 0)
    unnamed = 0 if expected.sums else None
    currencies = sorted({*expected.sums, *actual.sums})
    return rows, *(
        Line(each, expected.sums.get(each, unnamed), actual.sums.get(each, 0)) for each in currencies
    )


def differing(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines in which there is more or less than expected."""
    return tuple(line for line in lines if line.difference)


def confirmation(expected: Totals, actual: Totals) -> dict[str, Any]:
    """What somebody confirms who says that the totals may differ: these totals and no others."""
    return {"expected": expected.to_json(), "actual": actual.to_json()}


def is_confirmed(confirmed: Mapping[str, Any] | None, expected: Totals, actual: Totals) -> bool:
    """Whether exactly these totals were confirmed; who confirmed them stands beside them."""
    meant = confirmation(expected, actual)
    return confirmed is not None and all(confirmed.get(part) == told for part, told in meant.items())
