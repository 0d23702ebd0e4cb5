"""Staff's choices win: over every rule, every column, every band and every way in."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.constituents.domain.record import Existing, Incoming
from app.updates.domain.applied import apply
from app.updates.domain.changes import Add, Ignore, NeedsReview, Replace, Retire, UpdatePlan
from app.updates.domain.entry import Choice
from app.updates.domain.rules import UpdateRules
from app.updates.domain.rulings import is_same
from tests.updates.domain import hard
from tests.updates.domain.hard import ASKED, CHANNELS
from tests.updates.domain.people import planned

some = settings(max_examples=30)


def _refs(plan: UpdatePlan) -> list[str]:
    return sorted({change.ref for change in plan.changes} | {change.field for change in plan.changes})


def _chosen(data: st.DataObject, plan: UpdatePlan) -> dict[str, Choice]:
    """Choices for some of what the plan tells."""
    if not plan.changes:
        return {}
    return data.draw(st.dictionaries(st.sampled_from(_refs(plan)), st.sampled_from(Choice), min_size=1))


def _writes_of(plan: UpdatePlan, ref: str) -> list[type]:
    return [type(change) for change in plan.changes if change.ref == ref and not isinstance(change, Ignore)]


@some
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, st.data())
def test_what_staff_ignore_is_not_written_whoever_is_asked(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], data: st.DataObject
) -> None:
    chosen = _chosen(data, planned(old, new, rules, **how))

    plan = planned(old, new, rules, choices=chosen, **how)

    for ref, choice in chosen.items():
        if choice is Choice.IGNORE and (":" in ref or ref not in CHANNELS):
            assert _writes_of(plan, ref) == []


@some
@given(hard.existing, hard.incoming, hard.rules, ASKED, st.data())
def test_what_staff_take_is_in_the_record_and_waits_for_nobody(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], data: st.DataObject
) -> None:
    chosen = _chosen(data, planned(old, new, rules, **how))

    plan = planned(old, new, rules, choices=chosen, **how)
    result = apply(old, UpdatePlan(plan.changes, needs_review=False))

    assert not [change for change in plan.changes if isinstance(change, NeedsReview) and change.ref in chosen]
    for ref, choice in chosen.items():
        if choice is not Choice.IGNORE:
            _assert_taken(old, new, result, ref, choice)


def _assert_taken(old: Existing, new: Incoming, result: Existing, ref: str, choice: Choice) -> None:
    field, _, part = ref.replace(":", ".", 1).partition(".")
    if field == "birth":
        assert old.birth is None or new.birth is None or result.birth == old.birth.merged_with(new.birth)
    elif field == "name" and choice is Choice.UPDATE and getattr(new.name, part):
        assert getattr(result.name, part) == getattr(new.name, part)
    elif field == "external_ids":
        assert set(new.external_ids) <= set(result.external_ids)
    elif field in CHANNELS and ":" in ref:
        said = [each for each in getattr(new, field) if each.active and f"{field}:{each.key}" == ref]
        held = [each for each in getattr(result, field) if each.active]
        assert all(any(_is_taken(one, each) for one in held) for each in said)


def _is_taken(held: Any, said: Any) -> bool:
    """An address that was updated keeps what the row leaves blank."""
    return is_same(held, said) or is_same(said, held)


@some
@given(hard.existing, hard.incoming, hard.rules, ASKED)
def test_what_staff_add_beside_the_others_leaves_all_of_them_as_they_are(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    plan = planned(old, new, rules, choices=dict.fromkeys(CHANNELS, Choice.BESIDE), **how)
    result = apply(old, plan)

    for channel in CHANNELS:
        before, told = getattr(old, channel), [each for each in plan.changes if each.field == channel]
        assert not plan.writes or getattr(result, channel)[: len(before)] == before
        assert all(isinstance(change, Add) for change in told)


@some
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances)
def test_ignoring_everything_by_hand_writes_nothing(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    fields = ("name", "birth", "kind", "external_ids", *CHANNELS)

    plan = planned(old, new, rules, choices=dict.fromkeys(fields, Choice.IGNORE), **how)

    assert {type(change) for change in plan.changes} <= {Ignore}
    assert plan.unchanged


@some
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances)
def test_without_choices_the_plan_is_that_of_the_rules(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    no_choices: Mapping[str, Choice] = {}

    assert planned(old, new, rules, choices=no_choices, **how) == planned(old, new, rules, **how)


@some
@given(hard.existing, hard.incoming, hard.rules, ASKED)
def test_an_update_chosen_for_a_channel_ends_nothing_that_it_does_not_add_to(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    plan = planned(old, new, rules, choices=dict.fromkeys(CHANNELS, Choice.UPDATE), **how)

    for channel in CHANNELS:
        told = [change for change in plan.changes if change.field == channel]
        added = {change.after.type for change in told if isinstance(change, Add)}  # type: ignore[union-attr]
        ended = {change.before.type for change in told if isinstance(change, Retire)}  # type: ignore[union-attr]
        replaced = [change.before for change in told if isinstance(change, Replace)]
        assert ended <= added
        assert len(replaced) == len(set(replaced))
