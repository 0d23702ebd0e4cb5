"""What holds for every record, row, set of rules and set of choices."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings

from app.constituents.domain.record import Existing, Incoming, Name, blank
from app.updates.domain.applied import apply
from app.updates.domain.changes import Add, Change, NeedsReview, Replace, UpdatePlan
from app.updates.domain.entry import Choice
from app.updates.domain.plan import create_plan
from app.updates.domain.rules import SameTypeRule, UpdateRules
from app.updates.domain.rulings import is_same
from app.updates.domain.words import describe, field_label, summary
from tests.updates.domain import hard
from tests.updates.domain.hard import CHANNELS
from tests.updates.domain.people import TODAY, planned

few = settings(max_examples=30)
many = settings(max_examples=60)


@many
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, hard.choices)
def test_planning_twice_equals_once(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    first = planned(old, new, rules, choices=chosen, **how)

    again = planned(apply(old, first), new, rules, choices=chosen, **how)

    assert again == first if first.needs_review else again.unchanged


@many
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, hard.choices)
def test_a_channel_with_an_active_value_has_exactly_one_primary_and_it_is_active(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    result = apply(old, planned(old, new, rules, choices=chosen, **how))

    for channel in CHANNELS:
        values = getattr(result, channel)
        primary = [value for value in values if value.primary]
        assert len(primary) == int(any(value.active for value in values))
        assert all(value.active for value in primary)


@many
@given(hard.existing, hard.incoming, hard.rules)
def test_no_active_value_of_a_retired_type_remains_but_what_the_row_itself_has_or_updates(
    old: Existing, new: Incoming, rules: UpdateRules
) -> None:
    plan = planned(old, new, replace(rules, same_type=SameTypeRule.END))
    result = apply(old, plan)

    for channel in CHANNELS:
        written = [change for change in plan.writes if change.field == channel]
        types = {change.after.type for change in written if isinstance(change, Add)}  # type: ignore[union-attr]
        updated = [change.before for change in written if isinstance(change, Replace)]
        before = getattr(old, channel)
        for was, now in zip(before, getattr(result, channel)[: len(before)], strict=True):
            is_spoken_of = was in updated or any(
                is_same(was, each) for each in getattr(new, channel) if each.active
            )
            if was.active and was.type in types and not is_spoken_of:
                assert now == replace(was, active=False, primary=False, end=TODAY)
            elif was not in updated:
                assert replace(now, primary=was.primary) == was


@few
@given(hard.existing, hard.rules, hard.circumstances)
def test_a_blank_row_changes_nothing(old: Existing, rules: UpdateRules, how: dict[str, Any]) -> None:
    assert not planned(old, Incoming(old.kind, Name(title=" ")), rules, **how).changes


@many
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, hard.choices)
def test_a_field_that_the_plan_does_not_name_is_untouched(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    plan = planned(old, new, rules, choices=chosen, **how)

    result = apply(old, plan)

    named = {change.field for change in plan.writes}
    facts = {each.name for each in fields(Existing)} - {"name"}
    assert {fact for fact in facts if getattr(result, fact) != getattr(old, fact)} <= named
    parts = {part for part, value in result.name.parts().items() if value != getattr(old.name, part)}
    assert {f"name.{part}" for part in parts} == {field for field in named if field.startswith("name.")}


@few
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances)
def test_what_the_row_does_not_speak_of_is_not_named(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    plan = planned(old, new, rules, **how)

    said = {f"name.{part}" for part, value in new.name.parts().items() if value}
    said |= {field for field in ("birth", "external_ids", *CHANNELS) if getattr(new, field)}
    noted = {"name.nickname"} if new.name.first else set()
    assert {change.field for change in plan.changes} <= said | noted | {"kind", "former_names"}


@few
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances)
def test_what_is_on_record_is_never_deleted_and_never_blanked(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    result = apply(old, planned(old, new, rules, **how))

    assert all(getattr(result.name, part) for part, value in old.name.parts().items() if value)
    assert result.birth is not None or old.birth is None
    assert set(old.external_ids) <= set(result.external_ids)
    assert result.former_names[: len(old.former_names)] == old.former_names
    for channel in CHANNELS:
        kept = [value.id for value in getattr(result, channel)]
        assert kept[: len(getattr(old, channel))] == [value.id for value in getattr(old, channel)]


@few
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, hard.choices)
def test_a_plan_reads_back_and_can_say_itself(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    plan = planned(old, new, rules, choices=chosen, **how)

    assert UpdatePlan.from_json(plan.to_json()) == plan
    assert summary(plan)
    assert all(change.rule and describe(change) and field_label(change.field) for change in plan.changes)


@few
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances)
def test_a_row_that_needs_review_writes_nothing_at_all(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any]
) -> None:
    plan = planned(old, new, rules, **how)

    assert plan.needs_review == any(isinstance(change, NeedsReview) for change in plan.changes)
    assert not plan.needs_review or apply(old, plan) == old


_FIELDS = ("kind", "name", "birth", "external_ids", *CHANNELS)


def _only(new: Incoming, old: Existing, field: str) -> Incoming:
    """The row with this field alone; all else in it is blank."""
    alone = Incoming(new.kind if field == "kind" else old.kind, Name(), lookup_id=new.lookup_id)
    return alone if field == "kind" else replace(alone, **{field: getattr(new, field)})


@few
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, hard.choices)
def test_each_field_is_planned_as_if_it_were_alone_so_their_order_does_not_matter(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    def told(row: Incoming) -> Iterator[Change]:
        yield from planned(old, row, rules, choices=chosen, **how).changes

    alone = [change for field in _FIELDS for change in told(_only(new, old, field))]

    assert sorted(alone, key=repr) == sorted(told(new), key=repr)


@few
@given(hard.incoming)
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


@few
@given(hard.rules)
def test_rules_read_back_and_say_themselves(rules: UpdateRules) -> None:
    assert UpdateRules.from_json(rules.to_json()) == rules
    assert len(rules.sentences()) == 10
