"""How a file of restrictions is read: which column has the address, the reason and the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from app.batches.domain.headers import words
from app.constituents.domain.dates import DateFormat
from app.restrictions.domain.answers import meaning
from app.restrictions.domain.reasons import Meaning, Reason, Silence, meaning_of
from app.words import _, all_of


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column that says for each row whether there is a no. `meanings` are those of its values, folded."""

    index: int
    header: str
    meanings: Mapping[str, Meaning] = field(default_factory=dict)

    def means(self, value: str) -> Meaning:
        """What a cell says: as staff chose, else as far as it is known."""
        return self.meanings.get(words(value)) or meaning(self.header, value)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the file says what. With a `reason` every row has it; without one the `answers` are asked."""

    email: int | None = None
    reason: Reason | None = None
    answers: tuple[AnswerColumn, ...] = ()
    date: int | None = None
    date_format: DateFormat | None = None
    tool: str = ""
    """The tool that made the file, where its columns tell."""

    def reasons(self, cells: Sequence[str]) -> frozenset[Reason]:
        """Every no on the row: they unite."""
        if self.reason:
            return frozenset({self.reason})
        return frozenset(said for __, said in self.said(cells) if isinstance(said, Reason))

    def possible(self) -> tuple[Reason, ...]:
        """The reasons that rows of this file can have; all of them where the file has the last word."""
        if self.reason:
            return (self.reason,)
        if any(not each.meanings for each in self.answers):
            return tuple(Reason)
        said = {meaning for each in self.answers for meaning in each.meanings.values()}
        return tuple(reason for reason in Reason if reason in said)

    def said(self, cells: Sequence[str]) -> list[tuple[AnswerColumn, Meaning]]:
        """What each column of answers says on the row."""
        return [(each, each.means(cells[each.index])) for each in self.answers]

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "email": self.email,
            "reason": self.reason,
            "answers": [{"index": each.index, "meanings": dict(each.meanings)} for each in self.answers],
            "date": self.date,
            "date_format": self.date_format,
            "tool": self.tool,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any], columns: Sequence[str]) -> Self:
        """The reading written by `to_json`, of a file with these columns."""
        return cls(
            email=value.get("email"),
            reason=Reason(value["reason"]) if value.get("reason") else None,
            answers=tuple(
                AnswerColumn(each["index"], columns[each["index"]], _meanings(each["meanings"]))
                for each in value.get("answers", ())
            ),
            date=value.get("date"),
            date_format=DateFormat(value["date_format"]) if value.get("date_format") else None,
            tool=value.get("tool", ""),
        )


def _meanings(stored: Mapping[str, str]) -> dict[str, Meaning]:
    found = {value: meaning_of(word) for value, word in stored.items()}
    return {value: known for value, known in found.items() if known}


@dataclass(frozen=True, slots=True)
class Gap:
    """What has to be settled before the file can be checked: the field to go to, and a sentence."""

    field: str
    what: str


def gaps(reading: Reading, dates: Iterable[str] = ()) -> tuple[Gap, ...]:
    """What the reading lacks; `dates` are values of its date column that need an order to be read."""
    found = []
    if reading.email is None:
        found.append(Gap("email", _("Choose the column with the email addresses.")))
    if reading.reason is None and not reading.answers:
        found.append(Gap("reason", _("Say why these addresses may not be written to.")))
    if reading.date is not None and reading.date_format is None and (examples := list(dates)[:3]):
        shown = all_of([f"“{example}”" for example in examples])
        found.append(
            Gap(
                "date_format",
                _("Say how the dates are written: {examples} can be read in two ways.", examples=shown),
            )
        )
    return tuple(found)


def permitted(reading: Reading, rows: Iterable[Sequence[str]]) -> int:
    """How many of these rows say in some column that mail is welcome, and say no nowhere."""
    return sum(_permits(reading, cells) for cells in rows)


def _permits(reading: Reading, cells: Sequence[str]) -> bool:
    said = {meaning for __, meaning in reading.said(cells)}
    return Silence.PERMITS in said and not any(isinstance(each, Reason) for each in said)
