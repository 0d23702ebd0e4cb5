"""What a person's giving is called: LYBUNT, SYBUNT, lapsed, second-gift window; each names its numbers.

A gift is settled and no refund. Fiscal years are the workspace's, named by the calendar year they end in.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from app.activity.domain.years import fiscal_label, fiscal_year
from app.words import N_, _, dated, plural

LAPSED_AFTER = 12
"""Months without a gift after which a donor is called lapsed: the span in which one counts as engaged."""

SECOND_GIFT_WITHIN = 12
"""Months after a first gift in which a second is looked for; after them the donor is lapsed."""


class LabelKind(StrEnum):
    """The names of states of giving, in the order in which they are shown."""

    SECOND_GIFT = "second_gift"
    LYBUNT = "lybunt"
    SYBUNT = "sybunt"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """Its name on a badge."""
        return _SAID[self][0]

    @property
    def meaning(self) -> str:
        """What it means of anybody, in one sentence."""
        return _SAID[self][1]


_SAID = {
    LabelKind.SECOND_GIFT: (
        N_("Second-gift window"),
        N_(
            "Made the first gift in the last {months} months, and no second one yet.",
            months=SECOND_GIFT_WITHIN,
        ),
    ),
    LabelKind.LYBUNT: ("LYBUNT", N_("Gave last fiscal year but unfortunately not this one.")),
    LabelKind.SYBUNT: ("SYBUNT", N_("Gave some earlier fiscal year but neither last year nor this one.")),
    LabelKind.LAPSED: (
        N_("Lapsed"),
        N_("Gave before, but not in the last {months} months.", months=LAPSED_AFTER),
    ),
}


@dataclass(frozen=True, slots=True)
class Given:
    """How often somebody gave in each fiscal year, and the days of the first and the last gift."""

    by_year: Mapping[int, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    @property
    def gifts(self) -> int:
        """How many gifts there are in all."""
        return sum(self.by_year.values())


@dataclass(frozen=True, slots=True)
class Label:
    """One name for the state of somebody's giving; `because` is a sentence with the numbers it rests on."""

    kind: LabelKind
    because: str


def labels(
    given: Given, *, today: date, first_month: int, write: Callable[[date], str] = dated
) -> tuple[Label, ...]:
    """Every label that fits on that day, in the order of `LabelKind`; none for somebody who never gave.

    `first_month` (1 to 12) begins the fiscal year; `write` says how dates are written.
    """
    if given.first is None or given.last is None:
        return ()
    return (
        *_second_gift(given.first, given.gifts, today, write),
        *_years(given.by_year, given.last, today, first_month, write),
        *_lapsed(given.last, today, write),
    )


def _second_gift(first: date, gifts: int, today: date, write: Callable[[date], str]) -> Iterator[Label]:
    if awaits_second(first, gifts, today):
        ends = last_day_within(first, SECOND_GIFT_WITHIN)
        yield Label(
            LabelKind.SECOND_GIFT,
            _(
                "The first and only gift was on {day}, {days_ago}; "
                "the {months} months for a second one end on {last_day}.",
                day=write(first),
                days_ago=days_ago(first, today),
                months=SECOND_GIFT_WITHIN,
                last_day=write(ends),
            ),
        )


def _years(
    by_year: Mapping[int, int], last: date, today: date, first_month: int, write: Callable[[date], str]
) -> Iterator[Label]:
    this = fiscal_year(today, first_month)
    latest = max((year for year, gifts in by_year.items() if gifts), default=this)
    gave = {
        "year": fiscal_label(latest, first_month),
        "day": write(last),
        "this_year": fiscal_label(this, first_month),
    }
    kind = _of_years(latest, this)
    if kind is LabelKind.LYBUNT:
        yield Label(
            kind,
            plural(
                by_year.get(latest, 0),
                "{n} gift in {year}, the last on {day}, and none in {this_year} so far.",
                "{n} gifts in {year}, the last on {day}, and none in {this_year} so far.",
                **gave,
            ),
        )
    elif kind is LabelKind.SYBUNT:
        yield Label(
            kind,
            plural(
                by_year.get(latest, 0),
                "{n} gift in {year}, the last on {day}; none in {last_year}, none in {this_year} so far.",
                "{n} gifts in {year}, the last on {day}; none in {last_year}, none in {this_year} so far.",
                last_year=fiscal_label(this - 1, first_month),
                **gave,
            ),
        )


def _lapsed(last: date, today: date, write: Callable[[date], str]) -> Iterator[Label]:
    if has_lapsed(last, today):
        yield Label(
            LabelKind.LAPSED,
            _(
                "No gift in the last {months} months: the last was on {day}, {days_ago}.",
                months=LAPSED_AFTER,
                day=write(last),
                days_ago=days_ago(last, today),
            ),
        )


def awaits_second(first: date, gifts: int, today: date) -> bool:
    """Whether the only gift is so fresh that a second one is looked for."""
    return gifts == 1 and months_before(today, SECOND_GIFT_WITHIN) <= first <= today


def year_label(last: date, today: date, first_month: int) -> LabelKind | None:
    """LYBUNT or SYBUNT of somebody whose latest gift was on `last`; years begin with `first_month`."""
    return _of_years(fiscal_year(last, first_month), fiscal_year(today, first_month))


def _of_years(latest: int, this: int) -> LabelKind | None:
    if latest >= this:
        return None
    return LabelKind.LYBUNT if latest == this - 1 else LabelKind.SYBUNT


def has_lapsed(last: date, today: date, months: int = LAPSED_AFTER) -> bool:
    """Whether the latest gift lies longer back than so many months."""
    return last < months_before(today, months)


def months_before(day: date, months: int) -> date:
    """The same day so many months before; a day that its month lacks becomes the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_within(day: date, months: int) -> date:
    """The last day on which `day` is still in the last so many months, both ends included."""
    ends = months_before(day, -months)
    while months_before(ends + timedelta(days=1), months) <= day:
        ends += timedelta(days=1)  # on 29 February the last 12 months begin on 28 February, as the day before
    return ends


def days_ago(day: date, today: date) -> str:
    """How long ago in days: "today", "1 day ago", "803 days ago"; a day to come counts as today."""
    days = (today - day).days
    return _("today") if days <= 0 else plural(days, "{n} day ago", "{n} days ago")
