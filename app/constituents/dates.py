"""Dates of which only a part may be known, in the way of the workspace."""

from datetime import date

from babel.dates import format_skeleton

from app.constituents.domain.partial import PartialDate
from app.web.filters import day, region


def written(known: PartialDate) -> str:
    """A full or partial date as the workspace writes dates."""
    if known.is_full:
        return day(date.fromisoformat(str(known)))
    if known.month is None or known.day is None:
        return str(known.year)
    return format_skeleton("MMMMd", date(2000, known.month, known.day), locale=region().locale)
