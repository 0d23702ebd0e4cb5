"""Acts in the words of the people who read them."""

from dataclasses import dataclass
from typing import Any

import pytest

from app.audit.domain.source import Subject
from app.profiles.domain.acts import taken_back, told


@dataclass(frozen=True, slots=True)
class Line:
    field: str
    before: Any = None
    after: Any = None


@pytest.mark.parametrize(
    ("subject", "lines", "sentence"),
    [
        (Subject.CONSTITUENT, [Line("phone", after="5")], "recorded X: phone"),
        (Subject.CONSTITUENT, [Line("last_name", "A", "B")], "changed X: last name"),
        (Subject.CONSTITUENT, [Line("last_name")], "changed X: last name"),
        (Subject.CONSTITUENT, [Line("erased", after=True)], "erased a person for good"),
        (Subject.EXPORT, [Line("person", after={"rows": 12})], "exported all data of X"),
        (Subject.BATCH, [Line("alarms acknowledged", after=["s"])], "said that nothing is wrong with X"),
        (Subject.BATCH, [Line("alarms acknowledged")], "took back that nothing is wrong with X"),
        (Subject.GROUP, [Line("name"), Line("kind")], "made the group X"),
        (Subject.GROUP, [Line("members", 3, 4)], "recalculated X: 4 in it now"),
        (Subject.GROUP, [Line("members added", after=[1])], "added one person to X"),
        (Subject.GROUP, [Line("members removed", before=[1, 2])], "took 2 people out of X"),
        (Subject.GROUP, [Line("deleted", before={"name": "Y"})], "deleted the group Y"),
        (Subject.GROUP, [Line("rule", {}, {})], "changed the group X: rule"),
        (Subject.INTEREST, [Line("is_opt_in"), Line("name")], "made the interest group X"),
        (Subject.INTEREST, [Line("is_opt_in", True, False)], "changed the interest group X: how one joins"),
        (Subject.INTEREST, [Line("archived", False, True)], "archived the interest group X"),
        (Subject.INTEREST, [Line("archived", True, False)], "took the interest group X out of the archive"),
        (
            Subject.INTEREST,
            [Line("export", None, {"people": 2, "filter": "members"})],
            "exported people of the interest group X: 2 people",
        ),
        (
            Subject.INTEREST,
            [Line("reach", 2, 7), Line("is_opt_in", True, False)],
            "changed the interest group X: how one joins and whom mail about it reaches",
        ),
        (Subject.WORKSPACE, [Line("created", after="Y")], "set up the workspace"),
        (Subject.WORKSPACE, [Line("invitation", after="a@example.org: viewer")], "invited a viewer"),
        (Subject.WORKSPACE, [Line("invitation", before="a@example.org: viewer")], "took back an invitation"),
        (Subject.WORKSPACE, [Line("timezone", "UTC", "Z")], "changed the settings: time zone"),
        (
            Subject.WORKSPACE,
            [Line("matching_possible", 70, 60), Line("matching_automatic", 95, 97)],
            "changed the settings: threshold of automatic matches and threshold of possible matches",
        ),
        (
            Subject.WORKSPACE,
            [Line("name_pair", after="A and B are the same name")],
            "said that A and B are the same name",
        ),
        (
            Subject.WORKSPACE,
            [Line("name_pair", "A and B are the same name")],
            "took back that A and B are the same name",
        ),
        (
            Subject.WORKSPACE,
            [Line("update_rules.name", "update", "alias"), Line("update_rules.email", "add", "ignore")],
            "changed the settings: update rules",
        ),
        (Subject.WORKSPACE, [Line("matching", True, False)], "changed the settings: matching turned off"),
        (Subject.WORKSPACE, [Line("matching", False, True)], "changed the settings: matching turned on"),
        (Subject.STAFF, [Line("role", after="editor")], "added X to the staff as an editor"),
        (Subject.STAFF, [Line("role", "editor", "viewer")], "made X a viewer"),
        (Subject.STAFF, [Line("role", "editor")], "removed X from the workspace"),
        (Subject.STAFF, [Line("reset_link", after="made")], "made a link for a new password of X"),
        (Subject.STAFF, [Line("password", after="changed")], "set a new password of X"),
        (Subject.STAFF, [Line("density", "regular", "compact")], "changed the own settings of X"),
        (Subject.BATCH, [Line("uploaded", after=3)], "uploaded X"),
        (Subject.BATCH, [Line("commit", after=3)], "committed X"),
        (Subject.BATCH, [Line("row", after={})], "decided about rows of X"),
        (Subject.EXPORT, [Line("members", after={"people": 1200})], "exported X: 1,200 people"),
        (Subject.EXPORT, [Line("problems of import", after=3)], "downloaded the problem rows of X"),
    ],
)
def test_an_act_is_told_without_the_names_of_fields(
    subject: Subject, lines: list[Line], sentence: str
) -> None:
    said = told(subject, lines, "X")

    assert f"{said.does} {said.name}{said.then}".strip() == sentence


def test_an_act_on_several_people_counts_the_others() -> None:
    said = told(Subject.CONSTITUENT, [Line("phone", after="5")], "María", 2)

    assert said == ("recorded", "María", " and 2 more: phone")


@pytest.mark.parametrize(
    ("lines", "others", "sentence"),
    [
        ([Line("phone", "5")], 0, "took back changes of X: phone"),
        ([Line("phone", "5"), Line("removed", after=True)], 34, "took back changes of X and 34 more"),
        ([Line("removed", after=True)], 1, "removed people whom an import had added, by undoing it"),
    ],
)
def test_an_undo_is_told_as_taking_back(lines: list[Line], others: int, sentence: str) -> None:
    said = taken_back(lines, "X", others)

    assert f"{said.does} {said.name}{said.then}".strip() == sentence


def test_the_next_step_of_a_note_is_no_name_of_a_column() -> None:
    said = told(Subject.CONSTITUENT, [Line("note.next_step", after="x"), Line("note", after="y")], "X")

    assert said.then == ": note and next step"
