"""Until when a pause lasts."""

from datetime import datetime

from app.consent.domain.policy import lapses_on


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time so many months later, or the last day of a shorter month."""
    day = lapses_on(at.date(), months)
    return at.replace(year=day.year, month=day.month, day=day.day)
