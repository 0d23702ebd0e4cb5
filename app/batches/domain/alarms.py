"""Alarms: what makes a whole file suspicious, so that it is not committed before somebody has looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from app.words import N_, _, figure, plural


class AlarmKind(StrEnum):
    """What seems to be wrong."""

    EMAILS_APART = "emails_apart"
    """The emails belong to other names: a column was sorted without the others."""
    EMAILS_MOVED = "emails_moved"
    """The emails stand some rows above or below their names."""
    NAMES_APART = "names_apart"
    """First and last names belong to different people."""
    COLUMN_ODD = "column_odd"
    """A column holds something else than it is imported as: values moved into the next column."""
    FIELD_CHANGES = "field_changes"
    """One field changes for most of the people who are on record already."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One suspicion: it holds for `rows` of the `of` rows where it could be told.

    `subject` is the name of the column or the field that changes. `offset` is how many rows further down
    the name stands that an email belongs to. Examples are row numbers, each with the row that it seems to
    belong to, or 0: no value of anybody is kept here.
    """

    kind: AlarmKind
    rows: int
    of: int
    subject: str = ""
    offset: int = 0
    examples: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "kind": self.kind.value,
            "rows": self.rows,
            "of": self.of,
            "subject": self.subject,
            "offset": self.offset,
            "examples": [list(pair) for pair in self.examples],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The alarm that `to_json` wrote."""
        examples = tuple((row, other) for row, other in value["examples"])
        return cls(
            AlarmKind(value["kind"]), value["rows"], value["of"], value["subject"], value["offset"], examples
        )

    def __str__(self) -> str:
        said = {"rows": figure(self.rows), "of": figure(self.of), "subject": self.subject}
        if self.kind is not AlarmKind.EMAILS_MOVED:
            return _(_TOLD[self.kind], **said)
        return _above(self.offset, said) if self.offset > 0 else _below(-self.offset, said)


_TOLD = {
    AlarmKind.EMAILS_APART: N_(
        "The emails do not seem to belong to the names: in {rows} of {of} rows where it can be told, the "
        "email is somebody else's. Was one column sorted without the others?"
    ),
    AlarmKind.NAMES_APART: N_(
        "First and last names do not seem to belong together: in {rows} of {of} rows where it can be told, "
        "the email has another name. Was one column sorted without the others?"
    ),
    AlarmKind.COLUMN_ODD: N_(
        "The column “{subject}” holds something else in {rows} of {of} rows. "
        "Did values move into the next column, or is the column imported as the wrong field?"
    ),
    AlarmKind.FIELD_CHANGES: N_(
        "{subject} changes for {rows} of {of} people whose record has one already. "
        "Is the file newer than what is on record, and are its columns in order?"
    ),
}


def _above(offset: int, said: Mapping[str, str]) -> str:
    return plural(
        offset,
        "The emails seem to have moved: in {rows} of {of} rows where it can be told, the email stands "
        "{n} row above its name. Was a cell deleted or inserted in one column?",
        "The emails seem to have moved: in {rows} of {of} rows where it can be told, the email stands "
        "{n} rows above its name. Was a cell deleted or inserted in one column?",
        **said,
    )


def _below(offset: int, said: Mapping[str, str]) -> str:
    return plural(
        offset,
        "The emails seem to have moved: in {rows} of {of} rows where it can be told, the email stands "
        "{n} row below its name. Was a cell deleted or inserted in one column?",
        "The emails seem to have moved: in {rows} of {of} rows where it can be told, the email stands "
        "{n} rows below its name. Was a cell deleted or inserted in one column?",
        **said,
    )


def is_many(hits: int, known: int, *, share: float, least: int = 5) -> bool:
    """Whether so many rows, of those where it can be told, are no coincidence; of few rows nearly all."""
    if hits >= least:
        return hits >= share * known
    return hits >= 3 and hits >= max(share, 0.75) * known


def some(examples: Sequence[tuple[int, int]], most: int = 4) -> tuple[tuple[int, int], ...]:
    """A few examples, spread over the file."""
    step = max(1, len(examples) // most)
    return tuple(examples[::step][:most])
