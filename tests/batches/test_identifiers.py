"""Lookup IDs, IDs of other systems, emails, modes and thresholds: whom a row means, or why nobody can say."""

from typing import Any

import pytest
from flask import Flask

from app.batches.domain.rows import Mode
from app.constituents.domain.record import Existing, ExternalId
from app.db import db
from app.matching.domain.decide import MatchingSettings, Thresholds
from tests import factories
from tests.batches import makers
from tests.batches.makers import add, check, person, run, said, table, trust
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

HEADER = ("Email", "First name", "Last name", "Lookup ID", "External ID", "External system")


@pytest.fixture
def people(inside: World) -> list[Existing]:
    """Ann has an ID of CiviCRM, which is trusted; Bo one of a spreadsheet, which is not."""
    trust(inside.ours, "CiviCRM")
    return add(
        inside.ours,
        person("Ann", "Lee", "ann@example.org", external=("CiviCRM", "7")),
        person("Bo", "Fox", "bo@example.org", external=("Sheet", "7")),
    )


def settle(workspace_id: int, settings: MatchingSettings) -> None:
    makers.workspace(workspace_id).matching = settings.to_json()
    db.session.commit()


def one_row(app: Flask, world: World, *cells: str, **more: Any) -> tuple[str, str, int | None]:
    """What becomes of a single row: in two words, its detail, and its target."""
    batch = check(app, world.ours, table(HEADER, cells), **more)
    row = makers.row(batch, 2)
    return said(batch)[2], row.detail, row.target_id


def test_a_lookup_id_names_the_person_whatever_name_and_email_say(
    app: Flask, inside: World, people: list[Existing]
) -> None:
    answer, _, target = one_row(app, inside, "new@example.net", "Zoltan", "Quist", "c 1001", "", "")

    assert (answer, target) == ("ready update", people[0].id)


def test_a_lookup_id_that_nobody_has_is_an_error(app: Flask, inside: World, people: list[Existing]) -> None:
    answer, detail, _ = one_row(app, inside, "ann@example.org", "Ann", "Lee", "C-9999", "", "")

    assert (answer, detail) == ("error none", "Nobody here has the lookup ID “C-9999”.")


def test_the_id_of_a_trusted_system_names_the_person(
    app: Flask, inside: World, people: list[Existing]
) -> None:
    answer, _, target = one_row(app, inside, "new@example.net", "Zoltan", "Quist", "", "7", "CiviCRM")

    assert (answer, target) == ("ready update", people[0].id)


def test_the_id_of_an_untrusted_system_is_stored_and_never_matched_on(
    app: Flask, inside: World, people: list[Existing]
) -> None:
    answer, _, _ = one_row(app, inside, "new@example.net", "Zoltan", "Quist", "", "8", "Sheet")
    taken, detail, _ = one_row(app, inside, "new@example.net", "Zoltan", "Quist", "", "7", "Sheet")
    run(app, inside.ours, table(HEADER, ("new@example.net", "Zoltan", "Quist", "", "8", "Sheet")))
    again, _, _ = one_row(app, inside, "other@example.net", "Zoltan", "Quist", "", "8", "Sheet")

    assert answer == "ready create"
    assert (taken, detail) == ("conflict none", "Sheet ID 7 belongs to Bo Fox C-1002")
    assert makers.everybody(inside.ours)[-1].external_ids == (ExternalId("Sheet", "8"),)
    assert again != "ready update"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            ("", "Ann", "Lee", "C-1002", "7", "CiviCRM"),
            "lookup ID says Bo Fox C-1002, CiviCRM ID says Ann Lee",
        ),
        (
            ("bo@example.org", "Bo", "Fox", "C-1001", "", ""),
            "lookup ID says Ann Lee C-1001, email says Bo Fox",
        ),
        (
            ("bo@example.org", "Bo", "Fox", "", "7", "CiviCRM"),
            "CiviCRM ID says Ann Lee C-1001, email says Bo",
        ),
        (("ann@example.org", "Ann", "Lee", "", "7", "Sheet"), "Sheet ID 7 belongs to Bo Fox C-1002"),
    ],
)
def test_identifiers_of_different_people_are_a_conflict_that_names_them(
    app: Flask, inside: World, people: list[Existing], cells: tuple[str, ...], words: str
) -> None:
    email = cells[0] or "third@example.org"

    answer, detail, _ = one_row(app, inside, email, *cells[1:])

    assert answer == "conflict none"
    assert words in detail


def test_an_external_id_is_added_to_the_person_it_comes_with(
    app: Flask, inside: World, people: list[Existing]
) -> None:
    run(app, inside.ours, table(HEADER, ("ann@example.org", "Ann", "Lee", "", "x-1", "Sheet")))

    assert set(makers.record_of(inside.ours, people[0].id).external_ids) == {
        ExternalId("CiviCRM", "7"),
        ExternalId("Sheet", "x-1"),
    }


def test_a_new_system_is_not_trusted(app: Flask, inside: World) -> None:
    run(app, inside.ours, table(HEADER, ("ann@example.org", "Ann", "Lee", "", "1", "Club")))

    answer, _, _ = one_row(app, inside, "zoe@example.net", "Zoe", "Quist", "", "1", "Club")

    assert answer == "conflict none"


@pytest.mark.parametrize(
    ("mode", "answers"),
    [
        (Mode.BOTH, ["ready no_change", "ready create"]),
        (Mode.CREATE, ["skipped none", "ready create"]),
        (Mode.UPDATE, ["ready no_change", "skipped none"]),
    ],
)
def test_the_mode_leaves_out_what_it_does_not_allow(
    app: Flask, inside: World, people: list[Existing], mode: Mode, answers: list[str]
) -> None:
    text = table(HEADER[:3], ("ann@example.org", "Ann", "Lee"), ("zoe@example.org", "Zoe", "Park"))

    batch = check(app, inside.ours, text, mode=mode)

    assert list(said(batch).values()) == answers


def test_the_thresholds_of_the_workspace_decide(app: Flask, inside: World, people: list[Existing]) -> None:
    answers = []
    for thresholds in (Thresholds(95, 70), Thresholds(None, 70), Thresholds(100, 100)):
        settle(inside.ours, MatchingSettings(batch=thresholds))
        answers.append(one_row(app, inside, "ann@example.org", "Ann", "Lee", "", "", "")[0])

    assert answers == ["ready no_change", "possible_duplicate none", "ready create"]


def test_without_matching_only_identifiers_find_people(
    app: Flask, inside: World, people: list[Existing]
) -> None:
    settle(inside.ours, MatchingSettings(on=False))

    with count_statements() as counted:
        by_likeness = one_row(app, inside, "ann@example.org", "Ann", "Lee", "", "", "")
        by_lookup = one_row(app, inside, "ann@example.org", "Ann", "Lee", "C-1001", "", "")

    assert (by_likeness[0], by_lookup[0]) == ("ready create", "ready no_change")
    assert not [each for each in counted if "match_keys" in each], "nobody asks who is alike"


def test_two_people_who_match_equally_are_a_conflict(app: Flask, inside: World) -> None:
    twin = person("Ann", "Lee", "ann@example.org", phone="+15035550100", street="12 Elm St")
    add(inside.ours, twin, twin)

    answer, detail, _ = one_row(app, inside, "ann@example.org", "Ann", "Lee", "", "", "")

    assert answer == "conflict none"
    assert "may be Ann Lee C-1001 or Ann Lee C-1002" in detail


def test_another_workspace_with_the_same_people_is_never_seen(app: Flask, world: World) -> None:
    ann = person("Ann", "Lee", "ann@example.org", external=("CiviCRM", "7"), street="12 Elm St")
    with factories.inside(app, world.theirs):
        trust(world.theirs, "CiviCRM")
        (theirs,) = add(world.theirs, ann)
    row = ("ann@example.org", "Ann", "Lee", "", "7", "CiviCRM")

    with factories.inside(app, world.ours):
        trust(world.ours, "CiviCRM")
        answer = one_row(app, world, *row)
        lookup = one_row(app, world, *row[:3], theirs.lookup_id, "", "")
        batch = run(app, world.ours, table(HEADER, row))
        assert makers.people_count(world.ours) == 1
        assert makers.row(batch, 2).match is None

    with factories.inside(app, world.theirs):
        assert makers.everybody(world.theirs) == [theirs]
    assert answer == ("ready create", "new individual", None)
    assert lookup[0] == "error none"
