"""Until when a pause lasts."""

import calendar
from datetime import datetime


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time so many months later, or the last day of a shorter month."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return at.replace(year=year, month=month + 1, day=min(at.day, last))
