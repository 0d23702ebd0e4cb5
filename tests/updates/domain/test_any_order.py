"""The order of values matters only where a rule says so: of those not marked, the first is primary."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.constituents.domain.addresses import Likeness
from app.constituents.domain.record import Existing, Incoming
from app.updates.domain.applied import apply
from app.updates.domain.entry import Choice
from app.updates.domain.rules import SimilarRule, UpdateRules
from app.updates.domain.rulings import compared
from tests.updates.domain import hard
from tests.updates.domain.hard import ASKED, CHANNELS
from tests.updates.domain.people import planned


def _told_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values without those like an earlier one, the first of them the only one marked primary."""
    kept: list[Any] = []
    for value in values:
        if all(compared(one, value) is compared(value, one) is Likeness.DIFFERENT for one in kept):
            kept.append(replace(value, active=True, primary=not kept))
    return tuple(kept)


def _plain(new: Incoming) -> Incoming:
    return replace(new, **{channel: _told_once(getattr(new, channel)) for channel in CHANNELS})


def _values(record: Existing, channel: str) -> list[str]:
    return sorted(map(repr, getattr(record, channel)))


@settings(max_examples=40)
@given(
    hard.existing,
    hard.incoming.map(_plain),
    hard.rules.filter(lambda rules: rules.similar_address is not SimilarRule.UPDATE),
    ASKED,
    hard.choices.filter(lambda chosen: Choice.UPDATE not in chosen.values()),
    st.randoms(use_true_random=False),
)
def test_the_order_of_values_in_the_row_or_on_record_does_not_matter_where_one_is_marked(
    old: Existing,
    new: Incoming,
    rules: UpdateRules,
    how: dict[str, Any],
    chosen: Mapping[str, Choice],
    chance: Any,
) -> None:
    def shuffled(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(values, len(values)))

    other = replace(old, **{channel: shuffled(getattr(old, channel)) for channel in CHANNELS})
    row = replace(new, **{channel: shuffled(getattr(new, channel)) for channel in CHANNELS})

    result = apply(old, planned(old, new, rules, choices=chosen, **how))
    again = apply(other, planned(other, row, rules, choices=chosen, **how))

    for channel in CHANNELS:
        assert _values(again, channel) == _values(result, channel)
