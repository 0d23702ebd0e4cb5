"""A template tells which rules are its own, and a batch how its template has changed since."""

from dataclasses import replace
from typing import Any

from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.offers import columns_for
from app.batch_entry.domain.templates import differing, rule_lines, thresholds_told
from app.batches.domain.status import BatchKind
from app.matching.domain.decide import Thresholds
from app.updates.domain.rules import NameRule, UpdateRules

FUND, NOTE = columns_for(BatchKind.REVENUE, ("gift_fund", "gift_note"))
WHO = columns_for(BatchKind.REVENUE, ("lookup_id", "last_name"))


def told(*columns: Column, **given: Any) -> dict[str, Any]:
    stored = [column.to_json() for column in columns]
    return {"columns": stored, "thresholds": None, "rules": None} | given


def test_a_template_that_nobody_changed_says_nothing() -> None:
    batch = told(*WHO, FUND, touched="2026-11-22", external_system="")

    assert differing(batch, told(*WHO, FUND)) == ()


def test_what_was_changed_is_said_in_sentences() -> None:
    own = {"thresholds": {"automatic": 99.0, "possible": 70.0}, "rules": UpdateRules().to_json()}

    sentences = differing(told(*WHO, FUND), told(WHO[1], WHO[0], NOTE, **own))

    assert sentences == (
        "It has “Note” now.",
        "It no longer has “Fund”.",
        "Its columns stand in another order.",
        "Its matching is another now.",
        "Its update rules are others now.",
    )


def test_another_default_and_another_system_are_said() -> None:
    ids, system = columns_for(BatchKind.UPDATE, ("external_id", "external_system"))
    before = told(*WHO, FUND, ids, external_system="Mailchimp")

    sentences = differing(before, told(*WHO, replace(FUND, default="General"), ids, system))

    assert sentences == (
        "It has “External system” now.",
        "It has other defaults or required cells in “Fund”.",
        "Its external IDs are of another system now.",
    )


def test_a_rule_of_its_own_is_marked_where_the_workspace_does_otherwise() -> None:
    usual = UpdateRules(name=NameRule.ALIAS)

    inherited = rule_lines(None, usual)
    own = rule_lines(UpdateRules().to_json(), usual)

    assert not any(line.differs for line in inherited)
    assert [line.sentence for line in own if line.differs] == [
        "When the name differs, the incoming name replaces the one on record."
    ]


def test_thresholds_are_told_in_a_sentence() -> None:
    assert thresholds_told(Thresholds(94.5, 70.0)) == (
        "From 94.5 on a row updates the person by itself; from 70 on a person decides."
    )
    assert thresholds_told(Thresholds(None, 70.0)).startswith("No row updates anybody by itself;")
