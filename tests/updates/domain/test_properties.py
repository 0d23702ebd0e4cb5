"""What holds for every record, row and set of rules."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.addresses import Likeness
from app.constituents.domain.record import Band, Existing, Incoming, Name, blank
from app.updates.domain.applied import apply
from app.updates.domain.changes import Add, NeedsReview, Retire, UpdatePlan
from app.updates.domain.entry import Choice, EntryKind, Policy
from app.updates.domain.plan import create_plan
from app.updates.domain.rules import (
    BirthRule,
    DifferentRule,
    FamiliarRule,
    NameRule,
    PrimaryRule,
    SameTypeRule,
    SimilarRule,
    UpdateRules,
)
from app.updates.domain.rulings import compared
from app.updates.domain.words import describe, field_label, summary
from tests.constituents.domain.strategies import existing, incoming
from tests.updates.domain.people import planned

CHANNELS = ("emails", "phones", "addresses")
rules = st.builds(
    UpdateRules,
    name=st.sampled_from(NameRule),
    keep_former_name=st.booleans(),
    familiar_name=st.sampled_from(FamiliarRule),
    similar_address=st.sampled_from(SimilarRule),
    different_address=st.sampled_from(DifferentRule),
    phone=st.sampled_from(DifferentRule),
    email=st.sampled_from(DifferentRule),
    same_type=st.sampled_from(SameTypeRule),
    primary=st.sampled_from(PrimaryRule),
    birth=st.sampled_from(BirthRule),
)
policies = st.dictionaries(
    st.sampled_from(["name", "name.first", "emails", "emails.work", "phones", "addresses.home", "birth"]),
    st.sampled_from(Policy),
    max_size=3,
)
circumstances = st.fixed_dictionaries(
    {"band": st.sampled_from(Band), "entry": st.sampled_from(EntryKind), "policies": policies}
)
choices = st.dictionaries(
    st.sampled_from(["name", "name.first", "birth", "kind", "emails", "phones", "addresses"]),
    st.sampled_from(Choice),
)


@given(existing, incoming, rules, circumstances)
def test_planning_twice_equals_once(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    first = planned(old, new, rules, **how)

    again = planned(apply(old, first), new, rules, **how)

    assert again == first if first.needs_review else again.unchanged


@given(existing, incoming, rules, circumstances, choices)
def test_a_channel_with_an_active_value_has_exactly_one_primary_and_it_is_active(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    result = apply(old, planned(old, new, rules, choices=chosen, **how))

    for channel in CHANNELS:
        values = getattr(result, channel)
        primary = [value for value in values if value.primary]
        assert len(primary) == int(any(value.active for value in values))
        assert all(value.active for value in primary)


@given(existing, incoming, rules, policies)
def test_no_active_value_of_a_retired_type_remains_but_what_the_row_itself_says(
    old: Existing, new: Incoming, rules: UpdateRules, how: Mapping[str, Policy]
) -> None:
    plan = planned(old, new, rules, policies=how)
    result = apply(old, plan)

    for change in plan.writes:
        if isinstance(change, Retire):
            assert change.before in getattr(old, change.field)
            left = [
                value
                for value in getattr(result, change.field)
                if value.active and value.type == change.before.type  # type: ignore[union-attr]
            ]
            said = getattr(new, change.field)
            assert all(any(compared(value, one) is not Likeness.DIFFERENT for one in said) for value in left)


@given(existing, rules, circumstances)
def test_a_blank_row_changes_nothing(old: Existing, rules: UpdateRules, how: dict[str, Any]) -> None:
    assert planned(old, Incoming(old.kind, Name(title=" ")), rules, **how).unchanged


@given(existing, incoming, rules, circumstances)
def test_what_is_on_record_is_never_deleted_and_never_blanked(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    result = apply(old, planned(old, new, rules, **how))

    assert all(getattr(result.name, part) for part, value in old.name.parts().items() if value)
    assert result.birth is not None or old.birth is None
    for channel in CHANNELS:
        kept = [value.id for value in getattr(result, channel)]
        assert kept[: len(getattr(old, channel))] == [value.id for value in getattr(old, channel)]


@given(existing, incoming, rules, circumstances)
def test_what_no_rule_mentions_is_untouched(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    result = apply(old, planned(old, new, rules, **how))

    for fact in ("id", "version", "kind", "lookup_id", "deceased", "active"):
        assert getattr(result, fact) == getattr(old, fact)
    assert set(old.external_ids) <= set(result.external_ids)
    assert result.former_names[: len(old.former_names)] == old.former_names


@given(existing, incoming, rules, circumstances, choices)
def test_a_plan_reads_back_and_can_say_itself(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    plan = planned(old, new, rules, choices=chosen, **how)

    assert UpdatePlan.from_json(plan.to_json()) == plan
    assert summary(plan)
    assert all(change.rule and describe(change) and field_label(change.field) for change in plan.changes)


@given(existing, incoming, rules, circumstances)
def test_a_row_that_needs_review_writes_nothing_at_all(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    plan = planned(old, new, rules, **how)

    assert plan.needs_review == any(isinstance(change, NeedsReview) for change in plan.changes)
    assert not plan.needs_review or apply(old, plan) == old


@given(existing, incoming, rules, circumstances)
def test_ignoring_everything_by_hand_writes_nothing_of_what_rules_decide(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    fields = ("name", "birth", "kind", *CHANNELS)
    told = {**how, "entry": EntryKind.IMPORTED_BATCH, "choices": dict.fromkeys(fields, Choice.IGNORE)}

    plan = planned(old, new, rules, **told)

    assert {change.field for change in plan.writes} <= {"external_ids"}
    assert not plan.needs_review


@given(incoming)
def test_a_new_record_holds_what_arrived_and_a_second_run_changes_nothing(new: Incoming) -> None:
    plan = create_plan(new)

    created = apply(blank(new.kind), plan)

    assert {type(change) for change in plan.changes} <= {Add}
    assert created.name == new.name
    assert created.birth == new.birth
    assert planned(created, replace(new, lookup_id="")).unchanged
    for channel in CHANNELS:
        values = getattr(created, channel)
        assert sum(value.primary for value in values) == min(1, len(values))


@given(rules)
def test_rules_read_back_and_say_themselves(rules: UpdateRules) -> None:
    assert UpdateRules.from_json(rules.to_json()) == rules
    assert len(rules.sentences()) == 10
