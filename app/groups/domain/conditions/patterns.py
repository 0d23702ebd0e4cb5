"""Conditions about the course of giving: its first and last gift, and the names that states of it have."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.activity.domain import labels
from app.groups.domain.conditions.gifts import gift_words, gifts_words, read_bound
from app.groups.domain.conditions.pattern import Pattern as Pattern
from app.groups.domain.conditions.pattern import pattern_words
from app.groups.domain.facts import Facts, Gift
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.periods import ANY_TIME, AsOf, Interval, Period, Which, Year, YearKind, resolve
from app.groups.domain.reading import Fields
from app.groups.domain.speech import Speech, spaced
from app.words import _, plural

MAX_MONTHS = 1_200


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
            said = (
                _("made their very first gift")
                if floor is None
                else _("made a very first gift of {amount} or more", amount=speech.money(floor))
            )
            return spaced(said, period)
        case LastGift(period):
            return spaced(_("made their latest gift"), period)
        case GivingPattern():
            return pattern_words(condition.pattern, condition.year)
        case Lapsed(months):
            return plural(
                months,
                "gave before, but not in the last month",
                "gave before, but not in the last {n} months",
            )
        case _:
            assert_never(condition)


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
            return _("the first gift was {gift}", gift=gift_words(first, speech))
        case LastGift() | Lapsed():
            return _("the latest gift was {gift}", gift=gift_words(last, speech))
        case GivingPattern(pattern=Pattern.FIRST_TIME | Pattern.SECOND_GIFT):
            made = gifts_words(facts.settled_gifts, speech)
            return _("the first gift was {gift}; made {gifts}", gift=gift_words(first, speech), gifts=made)
        case GivingPattern(pattern=Pattern.LYBUNT | Pattern.SYBUNT):
            return _("the latest gift was {gift}", gift=gift_words(last, speech))
        case GivingPattern():
            before, now = (_given_words(facts, days, speech) for days in both_years(condition, as_of))
            if condition.year is YearKind.FISCAL:
                return _("{now} this fiscal year, {before} last", now=now, before=before)
            return _("{now} this calendar year, {before} last", now=now, before=before)
        case _:
            assert_never(condition)


def _given_words(facts: Facts, days: Interval, speech: Speech) -> str:
    given = given_in(facts, days)
    return _("no gift") if given is None else _("gave {amount}", amount=speech.money(given))
