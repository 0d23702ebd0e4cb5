"""A first reading of a file for staff to correct: by the names of its columns and by what they hold."""

import re
from collections.abc import Collection, Sequence

from app.batches.domain.fields import Group
from app.batches.domain.headers import words
from app.constituents.domain.dates import DateFormat, detect_format
from app.imports.domain.aliases import field_for, likelihood
from app.imports.domain.content import has_emails, is_email
from app.restrictions.domain.answers import Asks, asked_by, meaning
from app.restrictions.domain.reading import AnswerColumn, Reading
from app.restrictions.domain.reasons import Meaning, Reason, Silence
from app.words import _

Rows = Sequence[Sequence[str]]

_OF_A_NO = re.compile(
    r"\b(unsub\w*|opt(ed)? ?out|clean(ed)?|bounced?|complain\w*|suppress\w*|hold|removed)\b"
)
_TIME = re.compile(r"\b(time|date|at|on|when|since)\b")
_OTHER_TIMES = re.compile(
    r"\b(birth\w*|created?|added|confirm|opt ?in|subscribed|joined|signed|changed|updated|modified)\b"
)
_SHOWN = 12


def recognize(columns: Sequence[str], rows: Rows) -> Reading:
    """Where the address, the reason and the day probably stand; what cannot be told is left open."""
    said = [words(column) for column in columns]
    date = _date_column(said, columns, rows)
    tool, reason = _tool(said)
    return Reading(
        email=_email_column(columns, rows),
        reason=reason,
        answers=() if reason else _without_days(_answers(columns, rows), date),
        date=date,
        date_format=_format(date, rows),
        tool=tool,
    )


def with_date(reading: Reading, date: int | None, rows: Rows) -> tuple[int | None, DateFormat | None]:
    """The column of dates and how it is written, where another one was chosen."""
    return date, (reading.date_format if date == reading.date else _format(date, rows))


def offered(columns: Sequence[str], rows: Rows) -> tuple[AnswerColumn, ...]:
    """The columns that can say why, with what the values of the first rows mean."""
    return _answers(columns, rows)


def cells_of(index: int, rows: Rows) -> list[str]:
    """What the first rows have in one column."""
    return [row[index] for row in rows if index < len(row)]


def _tool(said: Sequence[str]) -> tuple[str, Reason | None]:
    """The tool that made the file, and the reason that all of its rows have."""
    names = set(said)
    if names & {"unsub time", "unsub reason"}:
        return _("Mailchimp, unsubscribed people"), Reason.UNSUBSCRIBED
    if names & {"clean time", "clean campaign title"}:
        return _("Mailchimp, cleaned addresses"), Reason.BOUNCED
    if {"optin time", "member rating"} <= names:
        return _("Mailchimp, subscribed people"), None
    if "do not email" in names and any(
        name.startswith("no bulk emails") or name == "on hold" for name in said
    ):
        return _("CiviCRM contacts"), None
    if {"email status", "email permission status"} <= names:
        return _("Constant Contact"), None
    return "", None


def _email_column(columns: Sequence[str], rows: Rows) -> int | None:
    fields = {index: field_for(column) for index, column in enumerate(columns)}
    named = [index for index, field in fields.items() if field and field.group is Group.EMAIL]
    named = [index for index in named if not words(columns[index]).endswith(("type", "label"))]
    named.sort(key=lambda index: (getattr(fields[index], "id", "") != "email", likelihood(columns[index])))
    holding = [index for index in named if has_emails(cells_of(index, rows))]
    filled = {index: sum(map(is_email, cells_of(index, rows))) for index in range(len(columns))}
    best = max(filled, key=lambda index: filled[index], default=None)
    if holding:
        return holding[0]
    if best is not None and filled[best]:
        return best
    return named[0] if named else None


def _without_days(answers: tuple[AnswerColumn, ...], date: int | None) -> tuple[AnswerColumn, ...]:
    """The column of the day says why only where no other one does."""
    return tuple(each for each in answers if each.index != date) or answers


def _answers(columns: Sequence[str], rows: Rows) -> tuple[AnswerColumn, ...]:
    found = []
    for index, header in enumerate(columns):
        values = list(dict.fromkeys(filter(str.strip, cells_of(index, rows))))
        known = {words(value): meaning(header, value) for value in values[:_SHOWN]}
        if asked_by(header) is Asks.STATUS and not _says_how_it_stands(header, known.values()):
            continue
        if asked_by(header) and known:
            each_counts = len(values) <= _SHOWN and not _holds_dates(values)
            found.append(AnswerColumn(index, header, known if each_counts else {}))
    return tuple(found)


def _says_how_it_stands(header: str, meanings: Collection[Meaning]) -> bool:
    """Whether it is a status of mail, and not how far a task has come or where somebody lives (OK, CA)."""
    known = [each for each in meanings if each is not Silence.UNKNOWN]
    if words(header).endswith("state"):
        return 2 * len(known) >= len(meanings) and any(isinstance(each, Reason) for each in known)
    return bool(known)


def _date_column(said: Sequence[str], columns: Sequence[str], rows: Rows) -> int | None:
    """The day of the no, where the file has it: never the day on which somebody joined or was born."""
    held = [index for index in range(len(columns)) if _holds_dates(cells_of(index, rows))]
    of_a_no = [index for index in held if _OF_A_NO.search(said[index])]
    plain = [index for index in held if _TIME.search(said[index]) and not _OTHER_TIMES.search(said[index])]
    return next(iter([*of_a_no, *plain]), None)


def _holds_dates(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and 2 * sum(map(_is_date, filled)) >= len(filled)


def _is_date(cell: str) -> bool:
    return bool(_DAY.match(cell.strip()))


_DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|"
    r"\d{1,2}\.? [A-Za-z]{3,9} \d{4}"
)


def _format(date: int | None, rows: Rows) -> DateFormat | None:
    if date is None:
        return None
    detected = detect_format(cells_of(date, rows))
    return detected if isinstance(detected, DateFormat) else None
