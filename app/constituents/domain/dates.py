"""Reading dates from files and forms, where the same digits mean different days to different people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.constituents.domain.partial import ENGLISH_MONTHS
from app.constituents.domain.partial import PartialDate as PartialDate
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import N_, _, all_of

_EXPECTED = N_("a date like 1971-04-02, 2 April 1971, only the year, or only the day and month")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{4}|\d{2}))?\.?", re.ASCII)
_WORDS = re.compile(r"[A-Za-z]+|\d+")
_SKIPPED = {"st", "nd", "rd", "th", "of", "the"}


class DateFormat(StrEnum):
    """In which order a column writes its dates. Year first and names of months are read in any of them."""

    ISO = "iso"
    DMY = "dmy"
    MDY = "mdy"

    @property
    def label(self) -> str:
        """The words staff choose by."""
        return {
            DateFormat.ISO: _("year first (1971-12-31)"),
            DateFormat.DMY: _("day first (31/12/1971)"),
            DateFormat.MDY: _("month first (12/31/1971)"),
        }[self]


def usual_order(country: str) -> DateFormat:
    """How a two-letter country writes digits: 4/2 is the second of April in the United States alone."""
    return DateFormat.MDY if country == "US" else DateFormat.DMY


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A column whose order only a person can tell; `mixed` when it holds dates of both orders."""

    examples: tuple[str, ...]
    mixed: bool

    def __str__(self) -> str:
        shown = all_of([f"“{example}”" for example in self.examples])
        if self.mixed:
            return _(
                "Some dates are day first and some month first: {shown}. Choose one; mend the others.",
                shown=shown,
            )
        return _(
            "Dates like {shown} can be read in two ways. Say which comes first, the day or the month.",
            shown=shown,
        )


class _UnreadableError(ValueError):
    """Why a date cannot be read, and the remedy; never leaves this module."""


def parse_date(text: str, fmt: DateFormat, *, latest: date | None = None) -> PartialDate | Problem:
    """The date in the text, full or partial, or what is wrong with it.

    `latest` is the last day it can be (today, for a birth date): it settles the century of a two-digit year
    and refuses a day to come. Without it a two-digit year is a problem.
    """
    typed = visible(text)
    if not typed:
        return Problem(_("Date is blank."), _EXPECTED, _("Type the date, or leave the column out."))
    try:
        found = _read(_TIME.sub("", typed), fmt, latest)
    except ValueError as why:
        what = _("“{typed}” is not a date that can be read.", typed=typed)
        return Problem(what, _EXPECTED, str(why))
    if latest is not None and _is_after(found, latest):
        return Problem(
            _("“{typed}” is in the future.", typed=typed),
            _("a date up to {day}", day=latest.isoformat()),
            _("Check the year."),
        )
    return found


def parse_death(
    text: str, fmt: DateFormat, *, latest: date, born: PartialDate | None = None, deceased: bool = True
) -> PartialDate | Problem:
    """The day or the year in which somebody died, or what is wrong with it: only the `deceased` have one."""
    found = parse_date(text, fmt, latest=latest)
    if isinstance(found, PartialDate) and found.year is None:
        return Problem(_("The year is missing."), _("a full date or a year"), _("Type the year as well."))
    if isinstance(found, PartialDate) and not deceased:
        return Problem(_LIVING, _("no date"), _("Leave it empty, or record first that the person has died."))
    if isinstance(found, PartialDate) and born and _is_before(found, born):
        return Problem(
            _("The record says born {day}.", day=born.words()),
            _("a later date"),
            _("Correct this date, or the birth date."),
        )
    return found


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether one day is before another as far as both are known."""
    if one.year is None or other.year is None:
        return False
    if one.year == other.year and one.is_full and other.is_full:
        return str(one) < str(other)
    return one.year < other.year


_LIVING = N_("The record does not say that this person has died.")


def detect_format(values: Iterable[str]) -> DateFormat | Ambiguous:
    """The order that a column writes its dates in, or that it cannot be told, with examples.

    One day above 12 settles the column. A column without any such date is ISO.
    """
    day_first: str | None = None
    month_first: str | None = None
    unclear: dict[str, None] = {}
    for value in values:
        order = _order(value)
        if order is DateFormat.DMY:
            day_first = day_first or value.strip()
        elif order is DateFormat.MDY:
            month_first = month_first or value.strip()
        elif order and len(unclear) < 3:
            unclear[value.strip()] = None
    if day_first and month_first:
        return Ambiguous((day_first, month_first), mixed=True)
    if unclear and not day_first and not month_first:
        return Ambiguous(tuple(unclear), mixed=False)
    return DateFormat.DMY if day_first else DateFormat.MDY if month_first else DateFormat.ISO


def _order(value: str) -> DateFormat | str:
    """Which order the digits can only have; "either" when both; "" when it says nothing about the order."""
    numbers = _NUMBERS.fullmatch(_TIME.sub("", visible(value)))
    if not numbers:
        return ""
    first, second = int(numbers[1]), int(numbers[2])
    if first > 12 >= second:
        return DateFormat.DMY
    if second > 12 >= first:
        return DateFormat.MDY
    return "either" if first != second and first <= 12 else ""


def _read(typed: str, fmt: DateFormat, latest: date | None) -> PartialDate:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = found[1] or found[5], found[3] or found[6], found[4] or found[7]
        return PartialDate(int(year), int(month), int(day))
    if found := _NO_YEAR.fullmatch(typed):
        return PartialDate(month=int(found[1]), day=int(found[2]))
    if _YEAR.fullmatch(typed):
        return PartialDate(int(typed))
    if found := _NUMBERS.fullmatch(typed):
        return _read_numbers(int(found[1]), int(found[2]), found[3], fmt, latest)
    return _read_words(typed, latest)


def _read_numbers(
    first: int, second: int, year: str | None, fmt: DateFormat, latest: date | None
) -> PartialDate:
    if fmt is DateFormat.ISO and first <= 12 and second <= 12 and first != second:
        raise _UnreadableError(_("Say for the column which comes first, the day or the month."))
    month_first = fmt is DateFormat.MDY or (fmt is DateFormat.ISO and first <= 12)
    month, day = (first, second) if month_first else (second, first)
    if not 1 <= month <= 12 and fmt is not DateFormat.ISO:
        raise _UnreadableError(
            _("The column is read {label}, and there is no month {month}.", label=fmt.label, month=month)
        )
    return PartialDate(_year(year, latest) if year else None, month, day)


def _read_words(typed: str, latest: date | None) -> PartialDate:
    words = [word.lower() for word in _WORDS.findall(typed) if word.lower() not in _SKIPPED]
    months = [at for at, word in enumerate(words) if word.isalpha()]
    if len(months) != 1 or not 2 <= len(words) <= 3:
        raise _UnreadableError(_("Write it as year-month-day."))
    month = _month(words.pop(months[0]))
    # "1971 April 2" is the only order in which the year comes before the day.
    day, *year = words[::-1] if len(words[0]) == 4 else words
    if len(day) > 2:
        raise _UnreadableError(_("Add the day, or keep only the year."))
    return PartialDate(_year(year[0], latest) if year else None, month, int(day))


def _month(word: str) -> int:
    found = [
        number
        for number, name in enumerate(ENGLISH_MONTHS, 1)
        if len(word) > 2 and name.lower().startswith(word)
    ]
    if word == "sept":
        return 9
    if len(found) != 1:
        raise _UnreadableError(_("“{word}” is not a month in English.", word=word))
    return found[0]


def _year(digits: str, latest: date | None) -> int:
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2 or latest is None:
        raise _UnreadableError(_("Write the year with four digits."))
    year = latest.year - latest.year % 100 + int(digits)
    return year if year <= latest.year else year - 100


def _is_after(found: PartialDate, latest: date) -> bool:
    return found.year is not None and (found.year, found.month or 0, found.day or 0) > (
        latest.year,
        latest.month,
        latest.day,
    )
