"""Conditions as typed: every one can be typed, and typed back from what is stored."""

import pytest
from hypothesis import given

from app.activity.domain.money import minor_units, typed_amount
from app.groups.domain.rules import Rule, conditions
from app.groups.forms import Line, draft_of, lines, read_draft, rule_of
from app.groups.forms.draft import Block, Tree
from app.groups.forms.typed import condition_of
from app.web.filters import Region
from tests.groups.domain import people as strategies

REGION = Region("en_US", "UTC", "USD")


def posted(part: Tree | Block | Line) -> dict[str, str]:
    """The fields that a browser sends for a tree."""
    match part:
        case Tree(root, out):
            return posted(root) | posted(out) | {"match": root.match.value}
        case Block():
            form = {f"c{part.key}-match": part.match.value}
            return form | {name: text for each in part.parts for name, text in posted(each).items()}
        case Line():
            fields = part.typed | {"type": part.kind, "not": "1" if part.turned else ""}
            return {f"c{part.key}-{field}": text for field, text in fields.items()}


@given(rule=strategies.rules)
def test_a_rule_that_is_shown_and_sent_back_is_the_same_rule(rule: Rule) -> None:
    draft = draft_of(rule, REGION)

    back = read_draft(posted(draft), REGION)

    assert rule_of(back) == rule
    assert [line.problem for line in lines(back)] == [""] * len(list(conditions(rule.root)))


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("100", "USD", "en_US", 10_000),
        ("$1,250.50", "USD", "en_US", 125_050),
        ("1.250,50 €", "EUR", "de_DE", 125_050),
        ("5000", "JPY", "ja_JP", 5_000),
        ("1.234", "BHD", "en_US", 1_234),
        ("0.001", "USD", "en_US", None),
        ("", "USD", "en_US", None),
        ("many", "USD", "en_US", None),
        ("9" * 40, "USD", "en_US", None),
    ],
)
def test_an_amount_is_read_as_the_workspace_writes_it(
    text: str, currency: str, locale: str, minor: int | None
) -> None:
    assert minor_units(text, currency, locale) == minor


@pytest.mark.parametrize(
    ("minor", "locale", "text"), [(10_000, "en_US", "100"), (125_050, "de_DE", "1250,50")]
)
def test_an_amount_is_written_as_it_is_typed(minor: int, locale: str, text: str) -> None:
    assert typed_amount(minor, "EUR", locale) == text
    assert minor_units(text, "EUR", locale) == minor


@pytest.mark.parametrize(
    ("kind", "typed", "missing"),
    [
        ("total_given", {"amount": ""}, "type an amount"),
        (
            "total_given",
            {"amount": "12,50"},
            "type an amount of USD in figures, with a point before the cents, such as 123.40",
        ),
        ("gift_count", {"n": "x"}, "type a number"),
        ("registered_for", {"event": ""}, "choose an event"),
        ("interest_in", {}, "choose an interest group"),
        ("in_group", {}, "choose a group"),
        ("text_search", {"text": "?!"}, "type what to look for"),
        ("place_is", {}, "type a city, a region or a country"),
        ("added_within", {"period": "between", "period_start": ""}, "choose the first day"),
        ("updated_within", {"period": "since", "period_start": ""}, "choose the first day"),
        ("added_within", {"period": "last", "period_n": ""}, "type how many"),
    ],
)
def test_what_is_missing_is_said_as_what_to_do(kind: str, typed: dict[str, str], missing: str) -> None:
    assert condition_of(kind, typed, "USD", "en_US") == missing
