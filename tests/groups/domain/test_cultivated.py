"""Conditions about roles and stages of prospects."""

import pytest

from app.cultivation.domain.stages import Stage
from app.groups.domain.evaluate import satisfies
from app.groups.domain.explain import explain
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Match, RoleIs, StageIs
from app.groups.domain.sentence import condition_words
from tests.groups.domain.people import AS_OF, SPEECH, person, rule

VOLUNTEER = person(roles=frozenset({"volunteer", "member"}), stage=Stage.CULTIVATION)


@pytest.mark.parametrize(
    ("condition", "words", "evidence", "expected"),
    [
        (RoleIs("VOLUNTEER"), "have the role “VOLUNTEER”", "has the role member, volunteer", True),
        (RoleIs("Donor"), "have the role “Donor”", "has the role member, volunteer", False),
        (
            StageIs(Stage.CULTIVATION),
            "are prospects at the stage cultivation",
            "is at the stage cultivation",
            True,
        ),
        (StageIs(Stage.NOT_A_PROSPECT), "are marked as no prospects", "is at the stage cultivation", False),
    ],
)
def test_a_role_or_stage_is_asked_said_and_explained(condition, words, evidence, expected):
    (clause,) = explain(rule(Match.ALL, condition), VOLUNTEER, AS_OF, SPEECH)

    assert condition_words(condition, SPEECH) == words
    assert satisfies(condition, VOLUNTEER, AS_OF) is clause.satisfied is expected
    assert clause.evidence == evidence


def test_who_has_neither_is_in_none_of_them():
    for condition in (RoleIs("Volunteer"), *map(StageIs, Stage)):
        assert not satisfies(condition, person(), AS_OF)


@pytest.mark.parametrize(
    "told", [{"type": "role_is"}, {"type": "role_is", "role": "!"}, {"type": "stage_is", "stage": "asleep"}]
)
def test_a_role_or_stage_that_is_none_is_refused(told):
    assert isinstance(parse_rule({"version": 1, "match": "all", "conditions": [told]}), Invalid)
