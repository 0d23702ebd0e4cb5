"""Taking a file in, checking it and writing it: in sets, resumable, exactly once."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batches import queries as batches
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries import replaying, sampling
from app.consent import services as consent
from app.consent.models import ConsentEvent, RestrictionInForce
from app.db import db, insert_all
from app.imports.domain.limits import DEFAULT_LIMITS
from app.imports.domain.shape import FileShape
from app.jobs import HANDLERS
from app.restrictions import queries, services
from app.restrictions.domain.reading import Reading
from app.restrictions.domain.reasons import Reason
from app.restrictions.services import checking, committing
from app.restrictions.services.checking import KIND
from app.schema import metadata
from app.work import queries as progress
from app.work import services as work
from tests.batches import makers
from tests.batches.makers import ALICE, LARGEST, add, drain, fresh, person
from tests.factories import World
from tests.restrictions.makers import (
    checked,
    run,
    said,
    start_check,
    start_commit,
    table,
    upload,
    workspace,
)
from tests.statements import count_statements

UNSUB = Reading(email=0, reason=Reason.UNSUBSCRIBED)
OWN = {"batches", "batch_rows", "upload_parts", "work", "journal", "counters", "saved_mappings", "batch_acts"}


def many(count: int, domain: str = "example.org") -> str:
    return table((f"p{at}@{domain}",) for at in range(count))


def lines() -> list[int | None]:
    """The rows that wrote to the ledger."""
    return sorted(db.session.scalars(select(ConsentEvent.row_number)).all(), key=lambda row: row or 0)


def tables() -> dict[str, int]:
    return {
        each.name: db.session.scalar(select(func.count()).select_from(each)) or 0
        for each in metadata.sorted_tables
        if each.name not in OWN
    }


@pytest.mark.both
def test_the_check_writes_rows_of_its_own_and_the_commit_lines_that_say_where_they_come_from(
    app: Flask, inside: World
) -> None:
    workspace(inside.ours)
    ann = add(inside.ours, person("Ann", "Lee", "ann@example.org"))[0]
    before = tables()

    batch = checked(app, inside.ours, "Email\nAnn@example.org\nnew@example.org\nnope\n", UNSUB)
    after = tables()
    counts = queries.counts(batch)
    start_commit(batch)
    drain(app)

    assert after == before
    assert (counts.matched, counts.unknown, counts.invalid, counts.stops) == (1, 1, 1, 1)
    found = db.session.execute(select(ConsentEvent).order_by(ConsentEvent.sequence)).scalars().all()
    assert [(each.subject_id, each.row_number, each.source) for each in found] == [
        (ann.id, 2, "import 1, row 2"),
        (None, 3, "import 1, row 3"),
    ]
    assert {(each.actor_id, each.batch_id, each.evidence) for each in found} == {
        (ALICE.id, batch.id, "unsubscribed.csv: Unsubscribed")
    }
    assert fresh(batch).status is BatchStatus.COMMITTED


def _stopping(world: World, work_id: int) -> object:
    """Stores the first chunk and asks for a stop before the next."""

    def store(kind: type[BatchRow], rows: list[dict[str, object]]) -> None:
        insert_all(kind, rows)
        work.request_stop(workspace_id=world.ours, work_id=work_id)

    return store


def rows_of(batch: Batch) -> list[BatchRow]:
    found = select(BatchRow).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number)
    return list(db.session.scalars(found))


def test_a_check_that_was_stopped_goes_on_where_it_was(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(inside.ours, many(9))
    start_check(batch, UNSUB)
    lease_work = progress.latest(inside.ours, KIND, batch.id)
    assert lease_work is not None
    with monkeypatch.context() as patched:
        patched.setattr(checking, "MOST_ROWS", 3)
        patched.setattr(checking, "insert_all", _stopping(inside, lease_work.id))
        drain(app)
    stopped = fresh(batch).status
    kept = [row.line for row in rows_of(batch)]

    start_check(batch, UNSUB)
    drain(app)

    assert (stopped, kept) == (BatchStatus.MAPPED, [1, 2, 3])
    assert fresh(batch).status is BatchStatus.IN_REVIEW
    assert list(said(batch)) == list(range(1, 10))


def test_a_commit_that_dies_between_two_chunks_goes_on_and_writes_no_row_twice(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = checked(app, inside.ours, many(60), UNSUB)
    write, chunks = consent.restrict, []

    def dying(*args: object, **more: object) -> object:
        chunks.append(1)
        if len(chunks) == 4:
            raise RuntimeError("pulled the plug")
        return write(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(committing, "MOST_ROWS", 20)  # rows at once
    monkeypatch.setattr(committing, "restrict", dying)
    start_commit(batch)
    drain(app)
    half, paused = lines(), fresh(batch).status
    start_commit(batch)
    drain(app)

    assert (paused, len(half)) == (BatchStatus.PAUSED, 20)
    assert lines() == list(range(1, 61))
    assert queries.due(fresh(batch)) == 0
    assert batch.status is BatchStatus.COMMITTED


def test_two_people_who_press_at_once_get_one_commit_and_who_looked_at_something_else_gets_none(
    app: Flask, inside: World
) -> None:
    batch = checked(app, inside.ours, many(3), UNSUB)
    stale = services.commit(batch, revision=batch.revision - 1, actor=ALICE)
    db.session.rollback()

    first = services.commit(batch, revision=batch.revision, actor=ALICE)
    second = services.commit(batch, revision=batch.revision, actor=ALICE)
    db.session.commit()
    drain(app)
    third = services.commit(fresh(batch), actor=ALICE)

    assert isinstance(stale, services.NotCommitted)
    assert "in the meantime" in stale.reason
    assert isinstance(first, services.Committing)
    assert first == second == third
    assert len(lines()) == 3


def test_what_somebody_restricted_after_the_check_is_not_written_again(app: Flask, inside: World) -> None:
    workspace(inside.ours)
    add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    text = "ann@example.org\nlate@example.org\n"
    batch = checked(app, inside.ours, text, UNSUB)
    run(app, inside.ours, "ann@example.org\n", UNSUB)
    add(inside.ours, person("Lou", "Late", "late@example.org"))

    start_commit(batch)
    drain(app)

    assert said(batch) == {1: "ready no_change", 2: "ready update"}
    assert db.session.scalar(select(func.count()).select_from(RestrictionInForce)) == 2


def test_two_spellings_of_one_inbox_are_written_once(app: Flask, inside: World) -> None:
    batch = run(app, inside.ours, "a.nn@gmail.com\nann+news@gmail.com\nANN@gmail.com\n", UNSUB)

    assert len(lines()) == 1
    assert sorted(said(batch).values()) == ["ready create", "ready no_change", "ready no_change"]


@pytest.mark.both
def test_the_statements_do_not_grow_with_the_rows(app: Flask, inside: World) -> None:
    workspace(inside.ours)
    for domain in ("example.org", "example.net"):
        add(inside.ours, *(person(f"P{at}", "Lee", f"p{at}@{domain}") for at in range(30)))

    def price(count: int, domain: str) -> tuple[int, int]:
        batch = upload(inside.ours, many(count, domain))
        start_check(batch, UNSUB)
        with count_statements() as checking:
            drain(app)
        start_commit(fresh(batch))
        with count_statements() as writing:
            drain(app)
        return len(checking), len(writing)

    small, large = price(3, "example.net"), price(30, "example.org")

    assert small == large
    assert large[0] <= 36
    assert large[1] <= 50


def test_the_file_of_an_import_of_people_is_read_for_its_noes_and_that_import_stays(
    app: Flask, inside: World
) -> None:
    people = makers.upload(
        inside.ours, "List of May;\nEmail;Status\nann@example.org;unsubscribed\nbob@example.org;ok\n"
    )
    here = db.session.get_one(type(workspace(inside.ours)), inside.ours)

    answer = services.take_over(here, people, actor=ALICE, largest=LARGEST, limits=DEFAULT_LIMITS)
    assert isinstance(answer, services.Received)
    db.session.commit()
    start_check(answer.batch)
    drain(app)

    made = fresh(answer.batch)
    assert (made.kind, made.name, made.settings["taken_from"]) == (
        BatchKind.RESTRICTION,
        "list.csv",
        people.number,
    )
    assert FileShape.from_json(made.shape) == FileShape.from_json(people.shape)
    assert said(made) == {3: "ready create", 4: "skipped none"}
    assert fresh(people).kind is BatchKind.IMPORT
    assert people.status is BatchStatus.UPLOADED


def test_how_a_file_is_read_may_change_until_it_is_written(app: Flask, inside: World) -> None:
    batch = checked(app, inside.ours, many(3), UNSUB)

    assert services.keep_reading(batch, Reading(email=0, reason=Reason.BOUNCED)) is None
    start_check(batch, Reading(email=0, reason=Reason.BOUNCED))
    drain(app)
    start_commit(fresh(batch))
    drain(app)

    assert services.keep_reading(fresh(batch), UNSUB) is not None
    assert set(db.session.scalars(select(ConsentEvent.kind))) == {"bounced"}
    assert (
        db.session.scalar(select(func.count()).select_from(BatchRow).where(BatchRow.batch_id == batch.id))
        == 3
    )


def test_a_file_that_cannot_be_read_on_leaves_nothing_of_its_check(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, KIND, services.check_handler(type(DEFAULT_LIMITS)(rows=5)))

    batch = checked(app, inside.ours, many(9), UNSUB)

    found = progress.latest(inside.ours, KIND, batch.id)
    assert found is not None
    assert "more than 5 rows" in found.error
    assert batch.status is BatchStatus.MAPPED
    assert db.session.scalar(select(func.count()).select_from(BatchRow)) == 0
    assert isinstance(batch, Batch)


def test_rules_and_thresholds_are_tried_on_rows_about_people_alone(app: Flask, inside: World) -> None:
    checked(app, inside.ours, many(3), UNSUB)
    run(app, inside.ours, many(2), UNSUB)

    assert list(sampling.open_batches(inside.ours)) == []
    assert list(replaying.compared(inside.ours, most=10)) == []
    assert batches.waiting(inside.ours) == 1


def test_the_limits_of_the_deployment_are_those_of_the_check(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = replace(DEFAULT_LIMITS, field_characters=20)
    monkeypatch.setitem(HANDLERS, KIND, services.check_handler(limits))

    batch = checked(app, inside.ours, f"Email,Note\nann@example.org,{'x' * 21}\n", UNSUB)

    [row] = rows_of(batch)
    assert "cells of at most 20 characters" in row.detail
