"""Fiscal years: twelve months from the workspace's first month on, named by the calendar year they end in."""

from datetime import date

from app.words import _


def fiscal_year(day: date, first_month: int) -> int:
    """The fiscal year of a day; with `first_month` 1 it is the calendar year.

    A year from July 2026 to June 2027 is fiscal year 2027, as nonprofits report it.
    """
    return day.year + (first_month > 1 and day.month >= first_month)


def fiscal_label(year: int, first_month: int) -> str:
    """What staff call it: "FY 2027", or just "2027" where it is the calendar year."""
    return str(year) if first_month == 1 else _("FY {year}", year=year)
