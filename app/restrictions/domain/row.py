"""What one row of a file asks for: a no about an address, or why nothing can be made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.constituents.domain.dates import DateFormat, PartialDate, parse_date
from app.constituents.domain.emails import email_key, parse_email
from app.constituents.domain.problems import Problem
from app.restrictions.domain.reading import Reading
from app.restrictions.domain.reasons import Reason, Silence
from app.words import N_, _

AS_OF_TODAY = N_("It counts from today.")


@dataclass(frozen=True, slots=True)
class Wish:
    """A no about an address. `on` is the day of it, None for today; `trouble` why that day was not taken."""

    address: str
    reasons: frozenset[Reason]
    on: date | None = None
    trouble: str = ""

    @property
    def key(self) -> str:
        """The canonical form of the address."""
        return email_key(self.address)


@dataclass(frozen=True, slots=True)
class NoWish:
    """A row that asks for nothing: `cause` is a machine word, `detail` a sentence for staff."""

    address: str
    key: str
    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that cannot be read: `cause` is a machine word, `detail` says what to mend."""

    address: str
    key: str
    cause: str
    detail: str


def read_row(
    cells: Sequence[str], reading: Reading, *, today: date, flaw: str = ""
) -> Wish | NoWish | Unread:
    """What the row says. `flaw` is what is wrong with its form."""
    typed = cells[reading.email] if reading.email is not None and reading.email < len(cells) else ""
    found = parse_email(typed)
    if flaw:
        return Unread(typed.strip(), email_key(typed), "form", flaw)
    if isinstance(found, Problem):
        return Unread(typed.strip(), email_key(typed), "address", f"{found.what} {found.fix}")
    reasons = reading.reasons(cells)
    if not reasons:
        return _no_wish(cells, reading, found.address)
    on, trouble = _day(cells, reading, today)
    return Wish(found.address, reasons, on, trouble)


def _no_wish(cells: Sequence[str], reading: Reading, address: str) -> NoWish | Unread:
    said = [(column, cells[column.index].strip(), means) for column, means in reading.said(cells)]
    for column, value, means in said:
        if means is Silence.UNKNOWN:
            detail = _(
                "“{column}” says “{answer}”: choose on the columns page what that means.",
                column=column.header,
                answer=value[:60],
            )
            return Unread(address, email_key(address), "answer", detail)
    for column, value, means in said:
        if means is Silence.PERMITS:
            detail = _(
                "“{column}” says “{answer}”. That is ignored: a file never permits anything.",
                column=column.header,
                answer=value[:60],
            )
            return NoWish(address, email_key(address), "permits", detail)
    return NoWish(address, email_key(address), "silent", _("No column of this row says no."))


def _day(cells: Sequence[str], reading: Reading, today: date) -> tuple[date | None, str]:
    """The day of the no, and why the one that is written there cannot be taken."""
    text = cells[reading.date].strip() if reading.date is not None and reading.date < len(cells) else ""
    if not text:
        return None, ""
    found = parse_date(text, reading.date_format or DateFormat.ISO, latest=today)
    if isinstance(found, Problem):
        return None, f"{found.what} {AS_OF_TODAY}"
    day = _last_day(found)
    return (
        (min(day, today), "")
        if day
        else (None, _("“{date}” has no year. It counts from today.", date=text[:60]))
    )


def _last_day(found: PartialDate) -> date | None:
    """The day, or the last one of the year."""
    if found.year is None:
        return None
    return date(found.year, found.month or 12, found.day or 31)
