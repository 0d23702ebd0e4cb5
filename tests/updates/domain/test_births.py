"""The rule for birth dates."""

import pytest

from app.constituents.domain.record import Band, PartialDate
from app.updates.domain.entry import Choice, Policy
from app.updates.domain.rules import BirthRule, UpdateRules
from tests.updates.domain.people import after, arriving, kinds, on_record, planned

OLD, NEW = PartialDate(1971, 4, 2), PartialDate(1971, 4, 20)


@pytest.mark.parametrize("rule", BirthRule)
@pytest.mark.parametrize("old", [OLD, None])
def test_in_the_middle_band_the_rules_never_touch_it_but_a_person_may(
    rule: BirthRule, old: PartialDate | None
) -> None:
    record, rules = on_record(birth=old), UpdateRules(birth=rule)
    plan = planned(record, arriving(birth=NEW), rules, band=Band.POSSIBLE)

    assert kinds(plan, "birth") == ["Ignore"]
    assert "by hand" in plan.changes[0].rule
    chosen = after(record, arriving(birth=NEW), rules, band=Band.POSSIBLE, choices={"birth": Choice.UPDATE})
    assert chosen.birth == NEW


@pytest.mark.parametrize(
    ("old", "new", "birth"),
    [
        (OLD, None, OLD),
        (OLD, PartialDate(1971), OLD),
        (OLD, PartialDate(None, 4, 2), OLD),
        (PartialDate(1971), OLD, OLD),
        (PartialDate(1971), PartialDate(None, 4, 2), OLD),
        (OLD, PartialDate(1972), PartialDate(1972, 4, 2)),
        (PartialDate(1972, 2, 29), PartialDate(1971), PartialDate(1971)),
        (None, PartialDate(1971), PartialDate(1971)),
    ],
)
def test_a_part_that_is_blank_overwrites_nothing(
    old: PartialDate | None, new: PartialDate | None, birth: PartialDate
) -> None:
    assert after(on_record(birth=old), arriving(birth=new)).birth == birth


def test_completing_a_date_is_no_conflict_to_review() -> None:
    rules = UpdateRules(birth=BirthRule.REVIEW)

    assert after(on_record(birth=PartialDate(1971)), arriving(birth=OLD), rules).birth == OLD


def test_ignoring_still_fills_a_blank_but_completes_nothing() -> None:
    rules = UpdateRules(birth=BirthRule.IGNORE)

    assert after(on_record(), arriving(birth=OLD), rules).birth == OLD
    assert after(on_record(birth=PartialDate(1971)), arriving(birth=OLD), rules).birth == PartialDate(1971)


def test_a_column_that_only_fills_blanks_completes_but_does_not_replace() -> None:
    fill = {"birth": Policy.FILL_BLANKS}

    assert after(on_record(birth=OLD), arriving(birth=NEW), policies=fill).birth == OLD
    assert after(on_record(), arriving(birth=NEW), policies=fill).birth == NEW


@pytest.mark.parametrize(("choice", "birth"), [(Choice.UPDATE, NEW), (Choice.ADD, NEW), (Choice.IGNORE, OLD)])
@pytest.mark.parametrize("rule", BirthRule)
def test_a_person_decides_over_every_rule(choice: Choice, birth: PartialDate, rule: BirthRule) -> None:
    result = after(
        on_record(birth=OLD), arriving(birth=NEW), UpdateRules(birth=rule), choices={"birth": choice}
    )

    assert result.birth == birth


@pytest.mark.parametrize(
    ("old", "said"), [(OLD, "replaced"), (PartialDate(1971), "completed"), (None, "completed")]
)
def test_the_plan_says_whether_a_date_was_replaced_or_completed(old: PartialDate | None, said: str) -> None:
    plan = planned(on_record(birth=old), arriving(birth=NEW))

    assert [change.rule for change in plan.changes] == [f"Birth date differs: {said} (your update rules)."]


def test_an_identical_date_is_no_change() -> None:
    assert not planned(on_record(birth=OLD), arriving(birth=OLD)).changes
