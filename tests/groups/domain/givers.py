"""Days, periods, gifts and conditions about giving: strategies that make any of them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from app.activity.domain.kinds import GiftKind
from app.groups.domain.facts import Gift
from app.groups.domain.periods import (
    ANY_TIME,
    Ago,
    AsOf,
    Before,
    Between,
    Last,
    Next,
    Over,
    Quarter,
    Since,
    Span,
    Unit,
    Which,
    Year,
    YearKind,
)
from app.groups.domain.rules import (
    AverageGift,
    Count,
    FirstGift,
    GiftCount,
    GivingPattern,
    Lapsed,
    LargestGift,
    LastGift,
    Limit,
    Pattern,
    TotalGiven,
)

TODAY = date(2026, 11, 21)
AS_OF = AsOf(TODAY, fiscal_year_start=7)


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


days = st.integers(-40, 800).map(ago)
units, kinds_of_year = st.sampled_from(Unit), st.sampled_from(YearKind)
spans = st.builds(Span, st.integers(1, 40), units)
periods = st.one_of(
    st.just(ANY_TIME),
    st.builds(Last, st.integers(1, 40), units),
    st.builds(Over, st.integers(1, 40), units),
    st.builds(Next, st.integers(1, 40), units),
    st.tuples(spans, spans).map(lambda pair: Ago(*sorted(pair, key=length, reverse=True))),
    st.tuples(days, days).map(lambda pair: Between(min(pair), max(pair))),
    st.builds(Since, days),
    st.builds(Before, days),
    st.builds(Year, st.sampled_from(Which), kinds_of_year),
    st.builds(Quarter, st.sampled_from(Which), kinds_of_year),
)


def length(span: Span) -> float:
    """About how many days a span has."""
    return span.n * {Unit.DAYS: 1.0, Unit.MONTHS: 365.25 / 12, Unit.YEARS: 365.25}[span.unit]


amounts = st.sampled_from([0, 1, 4_999, 5_000, 10_000])
said = st.sampled_from(["", "", "Trees", "trees", "Café Fund"])
gifts = st.builds(
    Gift,
    days,
    amounts,
    st.booleans(),
    st.booleans(),
    kind=st.sampled_from(GiftKind),
    fund=said,
    campaign=said,
    appeal=said,
)
texts = {name: st.sampled_from(["", "", "TREES", "cafe fund"]) for name in ("fund", "campaign", "appeal")}
bounds = st.none() | st.sampled_from([1, 4_999, 5_000])
limits = st.sampled_from(Limit).flatmap(
    lambda op: st.tuples(st.just(op), amounts.map(lambda amount: max(amount, int(op is Limit.AT_LEAST))))
)
plain_counts = st.sampled_from(Count).flatmap(
    lambda op: st.builds(GiftCount, st.just(op), st.integers(int(op is Count.AT_LEAST), 3), bounds, periods)
)
counts = st.builds(
    lambda plain, above, texts, kind: replace(
        plain,
        amount_at_most=None if above is None else (plain.amount_at_least or 0) + above,
        gift_kind=kind,
        **texts,
    ),
    plain_counts,
    st.none() | amounts,
    st.fixed_dictionaries(texts),
    st.none() | st.sampled_from(GiftKind),
)
giving = st.one_of(
    plain_counts,
    counts,
    st.builds(lambda limit, period: TotalGiven(*limit, period), limits, periods),
    st.builds(
        lambda limit, period, texts: TotalGiven(*limit, period, **texts),
        limits,
        periods,
        st.fixed_dictionaries(texts),
    ),
    st.builds(lambda limit, period: AverageGift(*limit, period), limits, periods),
    st.builds(lambda limit, period: LargestGift(*limit, period), limits, periods),
    st.builds(FirstGift, periods, bounds),
    st.builds(LastGift, periods),
    st.builds(GivingPattern, st.sampled_from(Pattern), kinds_of_year),
    st.builds(Lapsed, st.integers(1, 30)),
)
