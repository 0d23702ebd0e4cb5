"""What the rules do is the same in every language; only the words differ."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from app import words
from app.constituents.domain.record import Existing, Incoming
from app.updates.domain.changes import Change
from app.updates.domain.entry import Choice
from app.updates.domain.rules import UpdateRules
from tests.translations.pseudo import Foreign
from tests.updates.domain import hard
from tests.updates.domain.people import planned

FOREIGN = Foreign()


@settings(max_examples=200)
@given(hard.existing, hard.incoming, hard.rules, hard.circumstances, hard.choices)
def test_a_plan_is_the_same_in_another_language(
    old: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: Mapping[str, Choice]
) -> None:
    english = planned(old, new, rules, choices=chosen, **how)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(words, "translations", lambda _language: FOREIGN)
        other = planned(old, new, rules, choices=chosen, **how)

    assert [wordless(each) for each in other.changes] == [wordless(each) for each in english.changes]


def wordless(change: Change) -> Change:
    return replace(change, rule="")
