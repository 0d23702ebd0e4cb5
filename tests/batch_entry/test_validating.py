"""Validation decides every row anew, looks the batch over, and the commit does what it said."""

import pytest
from flask import Flask

from app.batch_entry.domain.interactions import FindingKind
from app.batch_entry.domain.validated import Validated
from app.batch_entry.queries import facts, sums
from app.batch_entry.services import blocking, validating
from app.batch_entry.services.looking_over import look_over
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import NotCommitted, Planner, commit
from app.db import bind, db
from app.work import services as work
from tests.batch_entry.makers import ALICE, BOB
from tests.batch_entry.seen_through import GIFTS, add, committed, entry, gifts, typed, validated
from tests.batches import scenes
from tests.batches.makers import add as know
from tests.batches.makers import drain, fresh, person, start_commit
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

ANN = ("", "Ann", "Lee", "ann@example.org", "")
NOA = ("", "Noa", "Park", "noa@example.org", "")


def found(batch: Batch) -> list[tuple[str, tuple[int, ...], str]]:
    told = validating.found(batch)
    return [(each.kind.value, each.rows, each.about) for each in told.findings]


def test_a_batch_is_validated_as_it_stands(app: Flask, inside: World) -> None:
    batch = typed(inside.ours, [ANN, NOA])

    batch = validated(app, batch)

    assert entry(batch).validated_revision == batch.revision
    assert blocking.blocks(batch, ALICE) == ""
    assert batch.status is BatchStatus.OPEN


def test_what_is_typed_afterwards_has_to_be_validated_too(app: Flask, inside: World) -> None:
    batch = validated(app, typed(inside.ours, [ANN]))
    add(batch, [NOA])

    answer = commit(batch, actor=ALICE)

    assert answer == NotCommitted(blocking.CHANGED)


def test_what_is_typed_while_it_runs_is_looked_at_too(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = typed(inside.ours, [ANN])
    look, seen = look_over, list[int]()

    def looking(batch: Batch, planner: Planner) -> Validated:
        found = look(batch, planner)
        seen.append(len(found.findings))
        if len(seen) == 1:
            db.session.rollback()
            with app.app_context():
                bind(inside.ours)
                add(scenes.batch(inside.ours, batch_number), [ANN])
        return found

    batch_number = batch.number
    monkeypatch.setattr(validating, "look_over", looking)
    batch = validated(app, batch)

    assert seen == [0, 1]
    assert entry(batch).validated_revision == batch.revision
    assert found(batch) == [("one_person", (1, 2), "")]


def test_where_somebody_types_on_and_on_it_says_that_it_was_changed(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = typed(inside.ours, [ANN])
    look, batch_number = look_over, batch.number

    def looking(batch: Batch, planner: Planner) -> Validated:
        found = look(batch, planner)
        db.session.rollback()
        with app.app_context():
            bind(inside.ours)
            add(scenes.batch(inside.ours, batch_number), [NOA])
        return found

    monkeypatch.setattr(validating, "look_over", looking)
    batch = validated(app, batch)

    assert blocking.blocks(batch, ALICE) == blocking.CHANGED


def test_of_two_who_press_at_once_one_starts_it(app: Flask, inside: World) -> None:
    batch = typed(inside.ours, [ANN])

    answers = [validating.validate(batch, actor=actor) for actor in (ALICE, BOB)]

    works = {each.work.id for each in answers if isinstance(each, validating.Validating)}
    assert len(works) == 1


def test_a_commit_that_was_stopped_goes_on_as_it_was_validated(app: Flask, inside: World) -> None:
    batch = validated(app, typed(inside.ours, [ANN, NOA]))
    running = start_commit(batch)
    work.request_stop(workspace_id=inside.ours, work_id=running.id)
    drain(app)
    stopped = fresh(batch).status

    batch = committed(app, batch)

    assert (stopped, batch.status) == (BatchStatus.PAUSED, BatchStatus.COMMITTED)
    assert queries.results(batch).created == 2


def test_nothing_is_committed_unvalidated(inside: World) -> None:
    batch = typed(inside.ours, [ANN])

    assert commit(batch, actor=ALICE) == NotCommitted(blocking.NOT_VALIDATED)


def test_the_commit_does_what_the_validation_said(app: Flask, inside: World) -> None:
    know(inside.ours, person("Ann", "Lee", "ann@example.org", phone="+15035550100"))
    rows = [
        ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02", "503-555-0101"),
        ("", "Ann", "Lee", "ann@example.org", "10.00", "USD", "2026-11-03", "503-555-0101"),
        ("", "Noa", "Park", "noa@example.org", "1500", "JPY", "2026-11-04"),
        ("", "Noa", "Park", "noa@example.org", "2000", "JPY", "2026-11-05", "503-555-0177"),
        ("", "Bo", "Fox", "not an email", "7.00", "USD", "2026-11-04"),
    ]
    batch = validated(app, gifts(inside.ours, rows, fields=(*GIFTS, "phone")))
    counts, rules, due = queries.counts(batch), validating.found(batch).rules, sums.due(batch)

    batch = committed(app, batch)

    results = queries.results(batch)
    assert (results.created, results.updated, results.unchanged) == (
        counts.create,
        counts.update,
        counts.no_change,
    )
    assert results.applied == 4
    assert rules
    assert facts.rules_used(batch) == rules
    assert sums.committed(batch) == due == {"JPY": (2, 3500), "USD": (2, 3500)}


def test_rows_about_one_person_that_differ_are_told(app: Flask, inside: World) -> None:
    (ann,) = know(inside.ours, person("Ann", "Lee", "ann@example.org"))
    rows = [
        (ann.lookup_id, "Ann", "Lee", "", "503-555-0101"),
        (ann.lookup_id, "Ann", "Leigh", "", "503-555-0102"),
    ]

    batch = validated(app, typed(inside.ours, rows))

    assert ("values", (1, 2), "name.last") in found(batch)
    assert ("primaries", (1, 2), "phones") in found(batch)


def test_two_rows_that_add_one_person_are_told(app: Flask, inside: World) -> None:
    batch = validated(app, typed(inside.ours, [ANN, NOA, ANN]))

    assert found(batch) == [(FindingKind.ONE_PERSON.value, (1, 3), "")]


def test_one_external_id_for_two_people_is_told(app: Flask, inside: World) -> None:
    fields = ("first_name", "last_name", "email", "external_id")
    rows = [("Ann", "Lee", "ann@example.org", "77"), ("Noa", "Park", "noa@example.org", "77")]
    batch = typed(inside.ours, rows, fields=fields)
    batch.settings = {**batch.settings, "external_system": "Mailchimp"}
    db.session.commit()

    batch = validated(app, batch)

    assert ("external_id", (1, 2), "Mailchimp") in found(batch)


def test_gifts_that_look_entered_twice_are_told(app: Flask, inside: World) -> None:
    gift = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02")
    other = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-03")

    batch = validated(app, gifts(inside.ours, [gift, other, gift]))

    assert ("gift_twice", (1, 3), "") in found(batch)


def test_a_gift_like_one_on_record_is_told(app: Flask, inside: World) -> None:
    gift = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02")
    other = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-03")
    committed(app, validated(app, gifts(inside.ours, [gift], prefix="A", name="A")))

    batch = validated(app, gifts(inside.ours, [other, gift], prefix="B", name="B"))

    assert found(batch) == [("on_record", (2,), "")]


def test_the_statements_do_not_grow_with_the_rows(app: Flask, inside: World) -> None:
    def statements(rows: int) -> int:
        lines = [("", "Ann", f"Row{n}", f"ann{n}.{rows}@example.org", "") for n in range(rows)]
        batch = typed(inside.ours, lines, name=f"of {rows}", prefix=f"P{rows}")
        with count_statements() as seen:
            validated(app, batch)
        return len(seen)

    assert abs(statements(40) - statements(4)) <= 2
