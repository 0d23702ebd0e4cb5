"""Conditions about the course of giving: its first and last gift, and the names that states of it have."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from app.activity.domain import labels
from app.groups.domain.conditions.gifts import gift_words, gifts_words, read_bound
from app.groups.domain.facts import Facts, Gift
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.periods import ANY_TIME, AsOf, Interval, Period, Which, Year, YearKind, resolve
from app.groups.domain.reading import Fields
from app.groups.domain.speech import Speech, spaced
from app.words import N_, _

MAX_MONTHS = 1_200


class Pattern(StrEnum):
    """A state of giving with a name, by the years in which somebody gave."""

    LYBUNT = "lybunt"
    SYBUNT = "sybunt"
    FIRST_TIME = "first_time"
    SECOND_GIFT = "second_gift"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"

    @property
    def label(self) -> str:
        """Its name in a choice."""
        return _SAID[self][0]

    @property
    def meaning(self) -> str:
        """What it means of anybody, in one sentence."""
        return _SAID[self][1]


_SAID = {
    Pattern.LYBUNT: ("LYBUNT", N_("Gave last year but unfortunately not this one.")),
    Pattern.SYBUNT: ("SYBUNT", N_("Gave some earlier year but neither last year nor this one.")),
    Pattern.FIRST_TIME: (N_("First-time donor"), N_("The first gift of all was this year.")),
    Pattern.SECOND_GIFT: (
        labels.LabelKind.SECOND_GIFT.label,
        labels.LabelKind.SECOND_GIFT.meaning,
    ),
    Pattern.UPGRADED: (N_("Gave more"), N_("Gave in both years, and the sum of this year is higher.")),
    Pattern.DOWNGRADED: (N_("Gave less"), N_("Gave in both years, and the sum of this year is lower.")),
}


@dataclass(frozen=True, slots=True)
class FirstGift:
    """The very first gift was in the period and, where asked, of at least this amount (minor units)."""

    period: Period = ANY_TIME
    amount_at_least: int | None = None


@dataclass(frozen=True, slots=True)
class LastGift:
    """The latest gift was in the period."""

    period: Period = ANY_TIME


@dataclass(frozen=True, slots=True)
class GivingPattern:
    """Giving has this state, by calendar or fiscal years. The second-gift window knows no years."""

    pattern: Pattern
    year: YearKind = YearKind.FISCAL


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Gave before, but not in the last so many months."""

    months: int = labels.LAPSED_AFTER


Patterned = FirstGift | LastGift | GivingPattern | Lapsed


# --- JSON


READERS: dict[str, Callable[[Fields], Patterned]] = {
    "first_gift": lambda fields: FirstGift(read_period(fields), read_bound(fields, "amount_at_least", 1)),
    "last_gift": lambda fields: LastGift(read_period(fields)),
    "giving_pattern": lambda fields: GivingPattern(
        fields.choice("pattern", Pattern), fields.choice("year", YearKind)
    ),
    "lapsed": lambda fields: Lapsed(fields.integer("months", 1, MAX_MONTHS)),
}


def told(condition: Patterned) -> dict[str, Any]:
    """One condition as JSON, without blanks."""
    match condition:
        case FirstGift(period, floor):
            optional = {} if floor is None else {"amount_at_least": floor}
            return {"type": "first_gift", **optional, "period": period_to_json(period)}
        case LastGift(period):
            return {"type": "last_gift", "period": period_to_json(period)}
        case GivingPattern(pattern, year):
            return {"type": "giving_pattern", "pattern": pattern.value, "year": year.value}
        case Lapsed(months):
            return {"type": "lapsed", "months": months}
        case _:
            assert_never(condition)


# --- words


def words(condition: Patterned, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case FirstGift(period, floor):
            of = "" if floor is None else _(" of {floor} or more", floor=speech.money(floor))
            return spaced(f"made {'a' if of else 'their'} very first gift{of}", period)
        case LastGift(period):
            return spaced(_("made their latest gift"), period)
        case GivingPattern():
            return _pattern_words(condition)
        case Lapsed(months):
            span = "month" if months == 1 else _("{months} months", months=months)
            return _("gave before, but not in the last {span}", span=span)
        case _:
            assert_never(condition)


def _pattern_words(condition: GivingPattern) -> str:
    year = _("{year} year", year=condition.year)
    match condition.pattern:
        case Pattern.LYBUNT:
            return _("gave last {year} but not this one", year=year)
        case Pattern.SYBUNT:
            return _("gave some earlier {year} but neither last year nor this one", year=year)
        case Pattern.FIRST_TIME:
            return _("made their very first gift this {year}", year=year)
        case Pattern.SECOND_GIFT:
            return _(
                "made their first gift in the last {second_gift_within} months and no second one",
                second_gift_within=labels.SECOND_GIFT_WITHIN,
            )
        case Pattern.UPGRADED:
            return _("gave more this {year} than last", year=year)
        case Pattern.DOWNGRADED:
            return _("gave less this {year} than last, but in both", year=year)
        case _:
            assert_never(condition.pattern)


# --- one person


def holds(condition: Patterned, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day; never of somebody who gave nothing."""
    first, last = first_and_last(facts)
    if first is None or last is None:
        return False
    match condition:
        case FirstGift(period, floor):
            enough = floor is None or (not first.foreign and first.amount >= floor)
            return first.on in resolve(period, as_of) and enough
        case LastGift(period):
            return last.on in resolve(period, as_of)
        case Lapsed(months):
            return labels.has_lapsed(last.on, as_of.today, months)
        case GivingPattern():
            return _has_pattern(condition, facts, first, last, as_of)
        case _:
            assert_never(condition)


def first_and_last(facts: Facts) -> tuple[Gift | None, Gift | None]:
    """The first and the last settled gift; of two on one day, the one that came first or last."""
    gifts = facts.settled_gifts
    if not gifts:
        return None, None
    return min(gifts, key=lambda gift: gift.on), max(reversed(gifts), key=lambda gift: gift.on)


def _has_pattern(condition: GivingPattern, facts: Facts, first: Gift, last: Gift, as_of: AsOf) -> bool:
    this = resolve(Year(Which.THIS, condition.year), as_of)
    match condition.pattern:
        case Pattern.LYBUNT | Pattern.SYBUNT:
            month = as_of.fiscal_year_start if condition.year is YearKind.FISCAL else 1
            return labels.year_label(last.on, as_of.today, month) == condition.pattern.value
        case Pattern.FIRST_TIME:
            return first.on in this
        case Pattern.SECOND_GIFT:
            return labels.awaits_second(first.on, len(facts.settled_gifts), as_of.today)
        case Pattern.UPGRADED | Pattern.DOWNGRADED:
            before, now = (given_in(facts, days) for days in both_years(condition, as_of))
            if before is None or now is None:
                return False
            return now > before if condition.pattern is Pattern.UPGRADED else now < before
        case _:
            assert_never(condition.pattern)


def both_years(condition: GivingPattern, as_of: AsOf) -> tuple[Interval, Interval]:
    """The days of the year before this one, and of this one."""
    last, this = (resolve(Year(which, condition.year), as_of) for which in (Which.LAST, Which.THIS))
    return last, this


def given_in(facts: Facts, days: Interval) -> int | None:
    """The sum given on these days less refunds, in minor units; None without a gift in the currency."""
    mine = [gift for gift in facts.gifts if gift.settled and not gift.foreign and gift.on in days]
    return sum(gift.amount for gift in mine) if any(not gift.refund for gift in mine) else None


def evidence(condition: Patterned, facts: Facts, as_of: AsOf, speech: Speech) -> str:
    """What the record says about it, whichever way it went, with amounts and dates."""
    first, last = first_and_last(facts)
    if first is None or last is None:
        return _("made no gift")
    match condition:
        case FirstGift():
            return _("the first gift was {gift_words}", gift_words=gift_words(first, speech))
        case LastGift() | Lapsed():
            return _("the latest gift was {gift_words}", gift_words=gift_words(last, speech))
        case GivingPattern(pattern=Pattern.FIRST_TIME | Pattern.SECOND_GIFT):
            gifts = gifts_words(facts.settled_gifts, speech)
            return _(
                "the first gift was {gift_words}; made {gifts}",
                gift_words=gift_words(first, speech),
                gifts=gifts,
            )
        case GivingPattern(pattern=Pattern.LYBUNT | Pattern.SYBUNT):
            return _("the latest gift was {gift_words}", gift_words=gift_words(last, speech))
        case GivingPattern():
            before, now = (_given_words(facts, days, speech) for days in both_years(condition, as_of))
            return _("{now} this {year} year, {before} last", now=now, year=condition.year, before=before)
        case _:
            assert_never(condition)


def _given_words(facts: Facts, days: Interval, speech: Speech) -> str:
    given = given_in(facts, days)
    return _("no gift") if given is None else _("gave {given}", given=speech.money(given))
