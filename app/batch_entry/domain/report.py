"""The control report of a batch: who did what and when, what it came to, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.activity.domain.gift_words import plain_amount


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody did with the batch; `who` is "" for a command."""

    what: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Sum:
    """One total through the life of a batch; `currency` is "" for the number of rows.

    What was entered is what was committed, what has moved to batches of exceptions, and what still waits.
    """

    currency: str
    expected: int | None
    entered: int
    committed: int
    moved: int
    taken_back: int = 0
    """Of what was committed, what an undo has taken back since."""

    @property
    def difference(self) -> int | None:
        """What was entered beyond what was expected, below zero for less; None where nothing was expected."""
        return None if self.expected is None else self.entered - self.expected

    @property
    def waits(self) -> int:
        """What is neither committed nor moved."""
        return self.entered - self.committed - self.moved


@dataclass(frozen=True, slots=True)
class Beside:
    """Another batch that rows came from or went to."""

    number: int
    code: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it. `rows` are counts by what became of them, `rules` rows in which each update rule decided."""

    code: str
    name: str
    template: str
    standing: str
    steps: Sequence[Step]
    sums: Sequence[Sum]
    rows: Mapping[str, int]
    rules: Mapping[str, int]
    moved: Sequence[Beside] = ()
    came: Beside | None = None
    files: Sequence[tuple[str, int]] = field(default_factory=tuple)


def lines(report: Report) -> Iterator[Sequence[object]]:
    """The report as a table: part, what, currency, number of rows, amount, who, when (UTC)."""
    yield "Part", "What", "Currency", "Rows", "Amount", "Who", "When (UTC)"
    yield "Batch", report.code, "", "", "", "", ""
    yield "Batch", report.name, "", "", "", "", ""
    yield "Template", report.template, "", "", "", "", ""
    yield "Standing", report.standing, "", "", "", "", ""
    for step in report.steps:
        at = f"{step.at:%Y-%m-%d %H:%M}" if step.at else ""
        yield "Step", step.what, "", "", "", step.who, at
    yield from _totals(report.sums)
    for what, rows in report.rows.items():
        yield "Rows", what, "", rows, "", "", ""
    for rule, rows in report.rules.items():
        yield "Update rule", rule, "", rows, "", "", ""
    for name, rows in report.files:
        yield "Filled from a file", name, "", rows, "", "", ""
    for each in report.moved:
        yield "Exceptions moved to", each.code, "", each.rows, "", "", ""
    if report.came:
        yield "Exceptions of", report.came.code, "", report.came.rows, "", "", ""


def _totals(sums: Iterable[Sum]) -> Iterator[Sequence[object]]:
    for each in sums:
        parts = {
            "Expected": each.expected,
            "Entered": each.entered,
            "Difference": each.difference,
            "Committed": each.committed,
            "Taken back": each.taken_back or None,
            "Moved to exceptions": each.moved,
            "Waiting": each.waits,
        }
        for what, value in parts.items():
            if value is not None:
                yield "Total", what, each.currency, *_value(value, each.currency), "", ""


def _value(value: int, currency: str) -> tuple[object, object]:
    return ("", plain_amount(value, currency)) if currency else (value, "")
