"""A workspace's rules of permission: what counts as a yes, for how long, and how often people are emailed."""

import calendar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.accounts.domain.policy import Policy, proposed_for
from app.consent.domain.facts import Occasion
from app.words import plural

__all__ = ["FrequencyCap", "Policy", "Rules", "lapses_on", "oldest_that_lasts", "proposed_for"]

_LAST_DAY = date.max - timedelta(days=1)
"""Its midnight is an instant in every time zone."""


@dataclass(frozen=True, slots=True)
class FrequencyCap:
    """At most so many messages in any so many days."""

    messages: int
    days: int

    @property
    def words(self) -> str:
        """The limit, to follow "at most"."""
        within = plural(self.days, "one day", "{n} days")
        return plural(self.messages, "{n} message in {span}", "{n} messages in {span}", span=within)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a workspace asks for before somebody may be emailed.

    `implied_months`: under opt-in, a settled gift or a registration that is not cancelled (`implied_by` says
    which) counts as consent for so many months, and an implied consent on record lapses as many months after
    the day it was given; None: nothing is implied by what people do, and one on record lasts as it says. What
    a bulk import brought implies nothing.
    `soft_opt_in_since` and `soft_opt_in_by`: a soft opt-in counts only when the details were collected on
    that day or later, and on one of these occasions; None and empty are no limit. `cap` limits every sending.
    Days are those of `zone`, the organization's time zone.
    """

    policy: Policy
    implied_months: int | None = None
    implied_by: frozenset[Occasion] = frozenset()
    soft_opt_in_since: date | None = None
    soft_opt_in_by: frozenset[Occasion] = frozenset()
    cap: FrequencyCap | None = None
    zone: tzinfo = UTC

    @property
    def implies(self) -> bool:
        """Whether what people do can count as consent."""
        return self.policy is Policy.OPT_IN and self.implied_months is not None and bool(self.implied_by)

    def day(self, instant: datetime) -> date:
        """The day on which an instant is in the organization's time zone."""
        return instant.astimezone(self.zone).date()

    def start(self, day: date) -> datetime:
        """The first instant of a day there."""
        return datetime.combine(min(max(day, date(2, 1, 1)), _LAST_DAY), time(), self.zone)

    def without_implied(self) -> "Rules":
        """The same rules where nothing is implied by what people do."""
        return replace(self, implied_by=frozenset())

    def without_limits(self) -> "Rules":
        """The same rules where every soft opt-in counts."""
        return replace(self, soft_opt_in_since=None, soft_opt_in_by=frozenset())


def lapses_on(day: date, months: int) -> date:
    """The first day on which what happened on `day` no longer counts: the same date so many months later.

    A day that its month lacks becomes the month's last.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def oldest_that_lasts(today: date, months: int) -> date:
    """The earliest day of which what happened on it still counts today."""
    day = lapses_on(today, -months)
    while day < today and lapses_on(day, months) <= today:
        day += timedelta(days=1)
    return day
