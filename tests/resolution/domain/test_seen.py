"""What a person saw: the stamp changes with whatever the result depends on, and with nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.constituents.domain.record import Band, Name
from app.resolution.domain.question import Question
from app.resolution.domain.seen import seen
from app.updates.domain.entry import Policy
from app.updates.domain.rules import BirthRule, DifferentRule, NameRule, UpdateRules
from tests.resolution.domain.sheets import asked
from tests.updates.domain.people import TODAY, arriving, email, on_record

QUESTION = asked(on_record(), arriving(emails=(email("ann"),)))

OTHERWISE: list[tuple[str, dict[str, Any]]] = [
    ("another record", {"existing": replace(QUESTION.existing, id=QUESTION.existing.id + 1)}),
    ("a record changed since", {"existing": replace(QUESTION.existing, version=99)}),
    ("a record unlike itself", {"existing": on_record(emails=(email("ann"),))}),
    ("something else coming in", {"incoming": arriving(name=Name(first="Anne", last="Miller"))}),
    ("a rule that bears on it", {"rules": UpdateRules(email=DifferentRule.IGNORE)}),
    ("a rule for what a choice ends", {"rules": UpdateRules(name=NameRule.ALIAS)}),
    ("a rule for the birth date", {"rules": UpdateRules(birth=BirthRule.IGNORE)}),
    ("the band", {"band": Band.MATCH}),
    ("a policy of a column", {"policies": {"emails": Policy.ADD_ANOTHER}}),
    ("the day", {"today": TODAY + timedelta(days=1)}),
]


@pytest.mark.parametrize(("what", "change"), OTHERWISE, ids=[each[0] for each in OTHERWISE])
def test_the_stamp_changes_with_what_the_result_depends_on(what: str, change: dict[str, Any]) -> None:
    other: Question = replace(QUESTION, **change)

    assert seen(other) != seen(QUESTION)


def test_the_stamp_is_the_same_as_long_as_nothing_changes() -> None:
    again = asked(on_record(), arriving(emails=(email("ann"),)))

    assert seen(again) == seen(QUESTION)
    assert seen(again, {"decision": None}) == seen(QUESTION, {"decision": None})


def test_the_owner_of_the_screen_adds_what_it_depends_on_besides() -> None:
    assert len({seen(QUESTION), seen(QUESTION, 1), seen(QUESTION, 2), seen(QUESTION, 1, 2)}) == 4
