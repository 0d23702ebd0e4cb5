"""Ids of elements, the vocabulary of states, and values that were not given."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError

from app.config import ROOT
from app.web.badges import LOOKS, look
from app.web.ids import dom_id


@dataclass
class BatchRow:
    """Something with an id."""

    id: int | None


class Outcome(StrEnum):
    """A closed set of a feature."""

    POSSIBLE_DUPLICATE = "possible_duplicate"


def test_ids_of_elements_are_made_of_kind_number_and_part() -> None:
    assert dom_id(BatchRow(81)) == "batch_row-81"
    assert dom_id(BatchRow(81), "detail") == "batch_row-81-detail"
    assert dom_id(BatchRow(None)) == "batch_row-new"
    assert dom_id("row", 3, "detail") == "row-3-detail"


@pytest.mark.parametrize(
    ("state", "detail", "words"),
    [
        ("ready", "3 changes", "Ready · 3 changes"),
        ("ready", None, "Ready"),
        ("error", "email has no @", "Error: email has no @"),
        (Outcome.POSSIBLE_DUPLICATE, 87, "Possible duplicate 87"),
        ("skipped", "", "Skipped"),
        ("merging", "#1042", "Merges into #1042"),
        ("dynamic", "10:42", "Dynamic, as of 10:42"),
    ],
)
def test_a_state_has_one_wording(state: str, detail: object, words: str) -> None:
    assert look(state).words(detail) == words


def test_a_state_without_words_is_a_fault() -> None:
    with pytest.raises(KeyError):
        look("whatever")


def test_every_state_has_an_icon_of_the_sprite() -> None:
    sprite = (ROOT / "static/vendor/icons.svg").read_text("utf-8")

    assert not [one.icon for one in LOOKS.values() if f'id="{one.icon}"' not in sprite]


def test_a_value_that_was_not_given_may_be_asked_for_but_not_printed(bare: Flask) -> None:
    with bare.test_request_context("/"):
        assert render_template_string("{% if nothing %}yes{% else %}no{% endif %}") == "no"
        assert render_template_string("{{ {'a': 1}.b or 'none' }}") == "none"
        with pytest.raises(UndefinedError):
            render_template_string("{{ nothing }}")
        with pytest.raises(UndefinedError):
            render_template_string("{% for one in nothing %}{% endfor %}")
