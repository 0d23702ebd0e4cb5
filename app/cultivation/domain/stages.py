"""The stages of a prospect: where the relationship stands between first sight and thanks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.words import N_, _, all_of, plural


class Stage(StrEnum):
    """One step on the way, in order; the last says that nobody is on the way."""

    IDENTIFICATION = "identification"
    QUALIFICATION = "qualification"
    CULTIVATION = "cultivation"
    SOLICITATION = "solicitation"
    STEWARDSHIP = "stewardship"
    NOT_A_PROSPECT = "not_a_prospect"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """What it means, in one sentence."""
        return _MEANINGS[self]

    @property
    def in_full(self) -> str:
        """Its name and what it means, each time in the language in force."""
        return N_("{stage}: {meaning}", stage=self.label, meaning=self.meaning)


_LABELS = {
    Stage.IDENTIFICATION: N_("Identification"),
    Stage.QUALIFICATION: N_("Qualification"),
    Stage.CULTIVATION: N_("Cultivation"),
    Stage.SOLICITATION: N_("Solicitation"),
    Stage.STEWARDSHIP: N_("Stewardship"),
    Stage.NOT_A_PROSPECT: N_("Not a prospect"),
}
_MEANINGS = {
    Stage.IDENTIFICATION: N_("Might give more than now; nobody has asked yet whether that is so."),
    Stage.QUALIFICATION: N_("Somebody is finding out whether there is interest and ability."),
    Stage.CULTIVATION: N_("The relationship is being built; no ask yet."),
    Stage.SOLICITATION: N_("An ask is being made or has been made."),
    Stage.STEWARDSHIP: N_("Gave, is thanked, and hears what the gift did."),
    Stage.NOT_A_PROSPECT: N_("Was looked at; no ask is planned."),
}

UNDER_WAY = (Stage.IDENTIFICATION, Stage.QUALIFICATION, Stage.CULTIVATION, Stage.SOLICITATION)
"""The stages in which something is expected to happen next."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One stage from its first day to the day the next one began (None: it lasts); `by` set it."""

    stage: Stage
    since: date
    until: date | None
    by: str

    def days(self, today: date) -> int:
        """How many days it lasted, or has lasted until today; never less than 0."""
        return max(((self.until or today) - self.since).days, 0)


def current(stays: Sequence[Stay]) -> Stay | None:
    """The stage that lasts."""
    return next((stay for stay in stays if stay.until is None), None)


def span_words(start: date, end: date) -> str:
    """The time between two days in words: "2 years and 3 months", "5 months", "12 days", "since today".

    Whole months are counted from the day of the month on; what is less than two months is said in days.
    """
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if end <= start:
        return _("since today")
    if months < 2:
        return plural((end - start).days, "{n} day", "{n} days")
    years, rest = divmod(months, 12)
    parts = [plural(years, "{n} year", "{n} years")] if years else []
    return all_of([*parts, plural(rest, "{n} month", "{n} months")] if rest else parts)
