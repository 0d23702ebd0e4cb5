"""Whom the rows that wait are about: one sender for all of an email and name, one for each without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from app.words import _

ROW = "#"
"""What the key of a sender begins with who has no email."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of one import, as its address says: import number and row number."""

    import_number: int
    row: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The row that `str` wrote; None for anything else."""
        one, __, other = text.partition("-")
        if not (one.isascii() and other.isascii() and one.isdigit() and other.isdigit()):
            return None
        return cls(int(one[:18]), int(other[:18]))

    def __str__(self) -> str:
        return f"{self.import_number}-{self.row}"


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who did something and is not known yet; `spot` is the first row, which stands for all."""

    key: str
    name: str
    email: str
    rows: int
    spot: Spot
    causes: frozenset[str] = frozenset()
    sums: dict[str, int] = field(default_factory=dict)
    """Settled gifts by currency, in minor units."""

    @property
    def called(self) -> str:
        """What the sender goes by here."""
        return self.name or self.email or _("Nobody named")


def totals(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Amounts by currency, the largest first; nothing for what comes to nothing."""
    found: dict[str, int] = {}
    for currency, amount in pairs:
        found[currency] = found.get(currency, 0) + amount
    return dict(sorted(((each, sum_) for each, sum_ in found.items() if sum_), key=lambda one: -one[1]))


def in_order(keys: Sequence[str], found: dict[str, Any]) -> list[Any]:
    """What was found, in the order of the keys; keys of nothing are passed over."""
    return [found[key] for key in keys if key in found]
