"""The same correction in many rows: what becomes of one cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.batches.domain.several import Verb
from app.constituents.domain.dates import DateFormat, PartialDate, parse_date


@dataclass(frozen=True, slots=True)
class Correction:
    """The place of a column, the value that is meant ("" for any), what to write instead, and today."""

    column: int
    value: str = ""
    instead: str = ""
    today: date | None = None


def corrected(verb: Verb, cells: Sequence[str], how: Correction | None) -> Mapping[int, str] | None:
    """The cells of a row that get another text, by their places; None where the row is not meant."""
    if verb is Verb.ACCEPT:
        return {}
    if how is None or not 0 <= how.column < len(cells):
        return None
    text = cells[how.column]
    if how.value and text.strip() != how.value.strip():
        return None
    instead = _instead(verb, text, how)
    return None if instead is None or instead == text else {how.column: instead}


def _instead(verb: Verb, text: str, how: Correction) -> str | None:
    match verb:
        case Verb.LEAVE_OUT:
            return ""
        case Verb.REPLACE:
            return how.instead
        case Verb.DAY_FIRST:
            return _dated(text, DateFormat.DMY, how.today)
        case Verb.MONTH_FIRST:
            return _dated(text, DateFormat.MDY, how.today)
        case _:
            return None


def _dated(text: str, order: DateFormat, today: date | None) -> str | None:
    """The date year first, which is read in any column; None where it cannot be read so either."""
    found = parse_date(text, order, latest=today)
    match found:
        case PartialDate():
            return str(found)
        case _:
            return None
