"""What has to be settled before a file of activity can be checked, as sentences beside the field to go to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.activity.domain.money import UnclearMark, detect_mark
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.reading import Reading
from app.batches.domain.headers import words
from app.constituents.domain.dates import Ambiguous, detect_format
from app.words import _, all_of

Rows = Sequence[Sequence[str]]

_MOST_WORDS = 12
"""Different words of a column that are asked about on the page."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: the field of the page to go to, and a sentence."""

    field: str
    what: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a column and what it means; "" where that is not known."""

    field: str
    said: str
    means: str


def gaps(reading: Reading, rows: Rows) -> tuple[Gap, ...]:
    """What the reading lacks, judged by these rows."""
    return tuple(_gaps(reading, rows))


def _gaps(reading: Reading, rows: Rows) -> Iterator[Gap]:
    if not reading.source:
        yield Gap(
            "source",
            _("Say which tool or list the file is from: with it a later file knows these rows again."),
        )
    if not any(reading.has(field) for field in ("email", "external_id", "lookup_id")):
        yield Gap("columns", _("Choose the column with the email addresses, or one with the IDs of people."))
    yield from _OF[reading.kind](reading)
    yield from _twice(reading)
    yield from _unclear(reading, rows)
    for word in words_of(reading, rows):
        if not word.means:
            yield Gap(f"word-{word.field}", _("Say what “{said}” means.", said=word.said))


def _twice(reading: Reading) -> Iterator[Gap]:
    """One field has one column: which of two would count nobody could tell."""
    first: dict[str, str] = {}
    for column in reading.columns:
        if column.field in first:
            told = _(
                "“{first}” and “{second}” are read as the same. Choose one of them.",
                first=first[column.field],
                second=column.header,
            )
            yield Gap(f"column-{column.index}", told)
        first.setdefault(column.field, column.header)


def _of_gifts(reading: Reading) -> Iterator[Gap]:
    if not reading.has("amount"):
        yield Gap("columns", _("Choose the column with the amounts."))
    if not reading.has("date"):
        yield Gap("columns", _("Choose the column with the days on which the gifts came."))


def _of_registrations(reading: Reading) -> Iterator[Gap]:
    if reading.about is None and not (reading.has("event_name") and reading.has("event_starts")):
        yield Gap(
            "about_name", _("Say which event this is, and when it begins; or choose the columns that do.")
        )


def _of_mail(reading: Reading) -> Iterator[Gap]:
    names = reading.has("campaign_name") or reading.has("campaign_key")
    if reading.about is None and not names:
        yield Gap(
            "about_name", _("Say which mailing this is, and when it was sent; or choose the columns that do.")
        )
    if reading.about is None and names and not (reading.has("date") or reading.has("campaign_sent")):
        yield Gap("columns", _("Choose the column that says when it happened, or when the mailing was sent."))
    if reading.happening is None and not reading.has("happening"):
        yield Gap("happening", _("Say what became of the messages: opened, clicked, bounced …"))


_OF = {
    FactKind.GIFTS: _of_gifts,
    FactKind.REGISTRATIONS: _of_registrations,
    FactKind.MAIL: _of_mail,
}


def _unclear(reading: Reading, rows: Rows) -> Iterator[Gap]:
    if reading.order is None and (examples := unclear_days(reading, rows)):
        yield Gap(
            "order",
            _("Say how dates are written: {examples} can be read in two ways.", examples=_listed(examples)),
        )
    if reading.mark is None and (examples := unclear_amounts(reading, rows)):
        yield Gap(
            "mark",
            _(
                "Say what stands before the cents: {examples} can be read in two ways.",
                examples=_listed(examples),
            ),
        )


def unclear_days(reading: Reading, rows: Rows) -> tuple[str, ...]:
    """Dates of the file that can be read in two ways."""
    found = detect_format(_cells([column.index for column in reading.of_days()], rows))
    return found.examples if isinstance(found, Ambiguous) else ()


def unclear_amounts(reading: Reading, rows: Rows) -> tuple[str, ...]:
    """Amounts of the file that can be read in two ways."""
    found = detect_mark(_cells([column.index for column in reading.of_money()], rows))
    return found.examples if isinstance(found, UnclearMark) else ()


def words_of(reading: Reading, rows: Rows) -> tuple[Word, ...]:
    """The different words of the columns whose meaning staff can choose, in the order of the file."""
    found: dict[tuple[str, str], Word] = {}
    for column in reading.columns:
        if choices(reading.kind, column.field):
            for cell in dict.fromkeys(_cells([column.index], rows)):
                if cell.strip():
                    key = (column.field, words(cell))
                    found.setdefault(
                        key, Word(*(column.field, cell.strip(), reading.means(column.field, cell)))
                    )
    counts: dict[str, int] = {}
    kept = []
    for word in found.values():
        counts[word.field] = counts.get(word.field, 0) + 1
        if counts[word.field] <= _MOST_WORDS:
            kept.append(word)
    return tuple(kept)


def _cells(indexes: Sequence[int], rows: Rows) -> list[str]:
    return [row[index] for row in rows for index in indexes if index < len(row)]


def _listed(examples: Sequence[str]) -> str:
    return all_of([f"“{example}”" for example in examples[:3]])
