"""Days of the workspace's calendar as conditions about instants."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case

from app.accounts.models import Workspace
from app.reports.domain.spans import Period, Span


def instants(workspace: Workspace, span: Span) -> tuple[datetime, datetime]:
    """From the first moment of its first day up to the first moment after it, where the workspace is."""
    zone = ZoneInfo(workspace.timezone)
    return datetime.combine(span.start, time(), zone), datetime.combine(span.end, time(), zone)


def within(workspace: Workspace, instant: Any, span: Span) -> ColumnElement[bool]:
    """Whether an instant was on one of these days in the workspace."""
    start, end = instants(workspace, span)
    return and_(instant >= start, instant < end)


def month_key(workspace: Workspace, instant: Any, period: Period) -> ColumnElement[str]:
    """The key of the month of the year in which an instant was in the workspace."""
    return case(*((within(workspace, instant, month.span), month.key) for month in period.months))
