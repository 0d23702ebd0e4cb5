"""The seven promises, kept by an import from the file to its undo. More of the second: test_promises.py."""

from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask

from app.batches import queries as batches
from app.batches.domain.rows import Outcome
from app.batches.services import merge_row, skip_row
from app.consent import queries as consent
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party
from app.constituents.domain.record import Existing
from app.db import db, now
from app.updates.domain.changes import UpdatePlan
from tests import factories
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, commit, person, record_of, rows, said, table, workspace
from tests.batches.reverting import edit, states, undone
from tests.batches.scenes import also_called
from tests.batches.tables import everything
from tests.factories import World

FILE = table(
    ("Email", "First name", "Last name", "Mobile", "Street", "City", "State", "ZIP"),
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101", "", "", "", ""),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102", "", "", "", ""),
    ("bo@example.org", "Bo", "Fox", "", "", "", "", ""),
    ("nowhere", "Di", "Ray", "", "", "", "", ""),
    ("noa@example.org", "Noa", "Park", "", "", "", "", ""),
    ("m.becker@example.net", "Ruth", "Becker", "", "12 Elm Street", "Portland", "OR", "97210"),
)


@pytest.fixture
def known(inside: World) -> None:
    """Ann and Bo are on record, and María Becker, who may be the Ruth of the file."""
    people = (
        person("Ann", "Lee", "ann@example.org"),
        person("Bo", "Fox", "bo@example.org"),
        also_called("Ruth", person("María", "Becker", "maria@example.net", street="12 Elm Street")),
    )
    add(inside.ours, *people)


@pytest.mark.both
@pytest.mark.usefixtures("known")
def test_1_nothing_is_written_before_the_commit_and_the_commit_writes_what_was_shown(
    app: Flask, inside: World
) -> None:
    before = everything()

    batch = check(app, inside.ours, FILE)
    skip_row(batch, makers.row(batch, 3), actor=ALICE)
    db.session.commit()

    assert everything() == before
    shown = {row.number: row.plan for row in rows(batch) if row.outcome is Outcome.READY}

    batch = commit(app, batch)

    assert {row.number: row.plan for row in rows(batch) if row.state.value == "applied"} == shown
    ann = record_of(inside.ours, makers.row(batch, 2).constituent_id or 0)
    assert [phone.number for phone in ann.phones] == ["(503) 555-0101"]
    assert makers.people_count(inside.ours) == 4, "Noa comes with the row that repeated the skipped one"


@pytest.mark.usefixtures("known")
def test_2_and_5_somebody_with_a_restriction_keeps_it_whatever_row_is_merged_into_her(
    app: Flask, inside: World
) -> None:
    maria = next(each for each in makers.everybody(inside.ours) if each.name.first == "María")
    for line in (
        permission.Line(kind=EventKind.DO_NOT_CONTACT_SET, at=now(), subject=maria.id),
        permission.Line(kind=EventKind.UNSUBSCRIBED, at=now(), address="m.becker@example.net"),
    ):
        permission.restrict(workspace(inside.ours), [line], party=Party.SUPPORTER, actor=ALICE)
    db.session.commit()
    batch = check(app, inside.ours, FILE)
    merge_row(batch, makers.row(batch, 7), target=maria.id, actor=ALICE)
    db.session.commit()

    commit(app, batch)

    assert {email.address for email in record_of(inside.ours, maria.id).emails} >= {"m.becker@example.net"}
    verdict = consent.verdicts(workspace(inside.ours), [maria.id], at=now())[maria.id]
    assert not verdict.eligible


@pytest.mark.usefixtures("known")
def test_3_all_of_it_is_undone_and_what_somebody_edited_since_stays_and_is_listed(
    app: Flask, inside: World
) -> None:
    ann, bo, maria = makers.everybody(inside.ours)
    batch = commit(app, check(app, inside.ours, FILE))
    noa = makers.row(batch, 3).constituent_id or 0
    edit(inside.ours, noa, source="a letter")

    batch = undone(app, batch)

    assert {who.id for who in makers.everybody(inside.ours)} == {ann.id, bo.id, maria.id, noa}
    assert record_of(inside.ours, ann.id).phones == ()
    assert states(batch) == {2: "reverted", 3: "kept", 4: "applied", 5: "pending", 6: "pending", 7: "pending"}
    assert "was changed by Alice" in makers.row(batch, 3).detail


@pytest.mark.usefixtures("known")
def test_4_every_decision_says_why(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, FILE)

    outcomes = Counter(row.outcome.value for row in rows(batch))
    assert outcomes == {"ready": 3, "error": 1, "skipped": 1, "possible_duplicate": 1}
    for row in rows(batch):
        assert row.detail, row.number
        for change in UpdatePlan.from_json(row.plan).changes if row.plan else ():
            assert change.rule, (row.number, change)
        for problem in row.problems:
            assert problem["what"]
            assert problem["fix"]
        for candidate in (row.match or {}).get("candidates", []):
            assert candidate["contributions"], (row.number, "no field made the score")
    assert (makers.row(batch, 7).match or {})["candidates"]


def test_6_a_blank_overwrites_nothing_matches_nothing_and_conflicts_with_nothing(
    app: Flask, inside: World
) -> None:
    ann = person("Ann", "Lee", "ann@example.org", phone="+15035550100", street="12 Elm St")
    nobody = replace(person("", ""), name=replace(person("", "").name, nickname="Zed"))
    (who, _) = add(inside.ours, ann, nobody)
    head = ("Email", "First name", "Last name", "Mobile", "Address line 1", "City", "Birth date")

    batch = check(
        app, inside.ours, table(head, ("ann@example.org", *[""] * 6), ("new@example.org", *["\u00a0"] * 6))
    )

    assert said(batch) == {2: "ready no_change", 3: "ready create"}
    commit(app, batch)
    assert record_of(inside.ours, who.id) == who


def test_7_another_workspace_is_never_seen(app: Flask, world: World) -> None:
    with factories.inside(app, world.theirs):
        add(world.theirs, person("Ann", "Lee", "ann@example.org"), person("Bo", "Fox", "bo@example.org"))
        before = of(world.theirs)

    with factories.inside(app, world.ours):
        batch = commit(app, check(app, world.ours, FILE))
        assert (batch.number, batches.counts(batch).ready, batches.results(batch).created) == (1, 4, 4)
        assert {"ann@example.org"} <= {email.address for who in ours(world) for email in who.emails}
        undone(app, batch)
        assert ours(world) == []

    with factories.inside(app, world.theirs):
        assert of(world.theirs) == before


def ours(world: World) -> list[Existing]:
    return makers.everybody(world.ours)


def of(workspace_id: int) -> dict[str, list[tuple[object, ...]]]:
    """What the tables hold of one workspace."""
    return {name: [row for row in rows if row[0] == workspace_id] for name, rows in everything().items()}
