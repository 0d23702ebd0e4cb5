"""Commit carries out exactly what was reviewed, each row once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.services import Committing, NotCommitted, RowChanged, edit_row, merge_row
from app.batches.services import commit as press
from app.constituents.domain.record import Email, Existing, PointType
from app.db import db, now
from app.operations import doctor
from app.work import services as work
from app.work.models import Work
from tests.batches import makers
from tests.batches.makers import (
    ALICE,
    add,
    change,
    check,
    commit,
    drain,
    everybody,
    fresh,
    person,
    run,
    said,
    start_commit,
    states,
    table,
)
from tests.factories import World

pytestmark = pytest.mark.both

HEADER = ("Email", "First name", "Last name", "Mobile")
LIST = table(
    HEADER,
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101"),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102"),
    ("bad", "Bo", "Fox", ""),
    ("eve@example.org", "", "Stone", ""),
    ("cy@example.org", "Cy", "Hart", ""),
)


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(inside.ours, person("Ann", "Lee", "ann@example.org"))[0]


def sound(app: Flask) -> list[doctor.Finding]:
    db.session.rollback()
    return list(doctor.examine(app).findings)


def test_what_was_reviewed_is_what_is_written(app: Flask, inside: World, ann: Existing) -> None:
    add(inside.ours, person("Eve", "Stone", "eve@example.org"))
    batch = check(app, inside.ours, LIST)
    before = said(batch)

    batch = commit(app, batch)

    assert (before, batch.status) == (said(batch), BatchStatus.COMMITTED)
    assert states(batch) == {2: "applied", 3: "applied", 4: "pending", 5: "pending", 6: "applied"}
    names = [each.name.first for each in everybody(inside.ours)]
    assert names == ["Ann", "Eve", "Noa", "Cy"]
    assert makers.record_of(inside.ours, ann.id).phones[0].e164 == "+15035550101"
    results = queries.results(batch)
    assert (results.created, results.updated, results.unchanged) == (2, 1, 0)
    assert sound(app) == []


def test_versions_rise_by_one_and_unchanged_records_stay(app: Flask, inside: World, ann: Existing) -> None:
    (same,) = add(inside.ours, person("Cy", "Hart", "cy@example.org"))

    run(app, inside.ours, LIST)

    assert makers.record_of(inside.ours, ann.id).version == ann.version + 1
    assert makers.record_of(inside.ours, same.id).version == same.version


def test_importing_the_same_file_again_changes_nothing(app: Flask, inside: World, ann: Existing) -> None:
    file = LIST.replace("bad,", "bo@example.org,").replace(",,Stone", ",Eve,Stone")
    run(app, inside.ours, file)
    people = everybody(inside.ours)

    again = check(app, inside.ours, file)
    commit(app, again)

    assert set(said(again).values()) == {"ready no_change"}
    assert everybody(inside.ours) == people
    assert makers.journal(again) == []


def test_people_of_one_file_who_look_alike_are_all_added(app: Flask, inside: World) -> None:
    text = table(
        ("Email", "First name", "Last name", "Address line 1", "City", "Postal code"),
        *((f"lee{n}@example.org", "Ann", "Lee", "12 Elm St", "Portland", "97210") for n in range(3)),
    )

    batch = run(app, inside.ours, text)

    assert set(states(batch).values()) == {"applied"}
    assert len(everybody(inside.ours)) == 3


def test_what_is_settled_after_a_commit_knows_the_people_of_that_commit(app: Flask, inside: World) -> None:
    batch = run(app, inside.ours, LIST)
    noa = next(each for each in everybody(inside.ours) if each.name.first == "Noa")

    answer = edit_row(
        batch,
        makers.row(batch, 4),
        {0: "noa.park@example.com", 1: "Noa", 2: "Park", 3: "503-555-0102"},
        actor=ALICE,
    )
    merge_row(batch, makers.row(batch, 4), target=noa.id, actor=ALICE)
    batch = commit(app, batch)

    assert isinstance(answer, RowChanged)
    assert states(batch)[4] == "applied"
    assert makers.row(batch, 4).constituent_id == noa.id
    assert len(everybody(inside.ours)) == 4


def test_a_second_commit_does_only_what_is_left(app: Flask, inside: World, ann: Existing) -> None:
    batch = run(app, inside.ours, LIST)
    lines = len(makers.journal(batch))
    edit_row(batch, makers.row(batch, 4), {0: "bo@example.org"}, actor=ALICE)

    batch = commit(app, batch)

    assert states(batch)[4] == "applied"
    assert {entry.row_number for entry in list(makers.journal(batch))[lines:]} <= {2, 3, 4, 5, 6}
    assert makers.record_of(inside.ours, ann.id).version == ann.version + 1
    assert len([entry for entry in makers.journal(batch) if entry.row_number != 4]) == lines


def test_pressing_again_is_the_same_commit(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    revision = batch.revision

    first = start_commit(batch, revision=revision)
    second = start_commit(batch, revision=revision)
    drain(app)
    late = start_commit(fresh(batch), revision=revision)

    assert first.id == second.id == late.id
    assert batch.status is BatchStatus.COMMITTED
    assert len(db.session.scalars(select(Work).where(Work.kind == "commit")).all()) == 1


def test_a_commit_of_what_somebody_else_has_changed_is_refused(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    seen = batch.revision
    edit_row(batch, makers.row(batch, 4), {0: "bo@example.org"}, actor=ALICE)

    answer = press(batch, revision=seen, actor=ALICE)

    assert isinstance(answer, NotCommitted)
    assert "Somebody changed this import in the meantime" in answer.reason
    assert batch.status is BatchStatus.IN_REVIEW


def test_what_is_not_checked_is_not_committed(app: Flask, inside: World) -> None:
    batch = makers.upload(inside.ours, LIST)

    assert press(batch, actor=ALICE) == NotCommitted("The columns of this import are not mapped yet.")


def test_a_batch_without_ready_rows_is_committed_as_it_is(app: Flask, inside: World) -> None:
    batch = run(app, inside.ours, "Email\nbad\n")

    assert (batch.status, everybody(inside.ours)) == (BatchStatus.COMMITTED, [])


def test_a_commit_that_was_stopped_goes_on(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    running = start_commit(batch)
    work.request_stop(workspace_id=inside.ours, work_id=running.id)
    drain(app)
    stopped = fresh(batch).status

    batch = commit(app, batch)

    assert stopped is BatchStatus.PAUSED
    assert batch.status is BatchStatus.COMMITTED
    assert len(everybody(inside.ours)) == 4


def test_a_plan_made_yesterday_is_still_the_plan_today(
    app: Flask, inside: World, ann: Existing, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LIST.replace("ann@example.org,Ann,Lee", "ann@example.com,Ann,Lee").replace(
        "Mobile\n", "Mobile,Lookup ID\n"
    )
    text = text.replace("0101\n", f"0101,{ann.lookup_id}\n")
    with monkeypatch.context() as patch:
        for place in ("app.imports.services.checks.now", "app.batches.services.in_force.now"):
            patch.setattr(place, lambda: now() - timedelta(days=3))
        batch = check(app, inside.ours, text)
    assert said(batch)[2] == "ready update"

    batch = commit(app, batch)

    ended = [each for each in makers.record_of(inside.ours, ann.id).emails if not each.active]
    assert states(batch)[2] == "applied"
    assert [each.end for each in ended] == [(now() - timedelta(days=3)).date()]


def test_the_old_primary_gives_way_and_the_new_one_is_the_only_one(
    app: Flask, inside: World, ann: Existing
) -> None:
    second = Email("ann@work.example.com", PointType.WORK)
    ann = change(inside.ours, ann, replace(ann, emails=(*ann.emails, second)))
    text = f"Email,First name,Last name,Lookup ID\nnew@example.org,Ann,Lee,{ann.lookup_id}\n"

    run(app, inside.ours, text)

    emails = {each.address: each for each in makers.record_of(inside.ours, ann.id).emails}
    assert emails["new@example.org"].primary
    assert (emails["ann@example.org"].active, emails["ann@work.example.com"].active) == (False, True)
    assert sound(app) == []


def test_committing_answers_the_same_to_everybody(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)

    answers = [press(batch, actor=ALICE) for _ in range(3)]

    assert all(isinstance(answer, Committing) for answer in answers)
    assert len({answer.work.id for answer in answers if isinstance(answer, Committing)}) == 1
