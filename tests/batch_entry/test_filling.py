"""A file fills a batch: every gift becomes a row, once, and what is none is counted and told."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Donation
from app.activity_imports.domain.reading import Column
from app.audit.models import JournalEntry
from app.batch_entry.domain.filling_file import file_of, filled_of
from app.batch_entry.models import EntryBatch
from app.batch_entry.services import filling, filling_run
from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.db import db
from app.imports.domain.refusal import Refused
from app.imports.models import UploadPart
from app.work import queries as work
from app.work import services as working
from app.work.domain.state import WorkState
from app.work.models import Work
from tests.batch_entry.filling import (
    GIFTS,
    drain,
    fill,
    gifts,
    many,
    open_for_gifts,
    rows,
    start,
    take,
)
from tests.batch_entry.makers import ALICE, opened
from tests.batches.makers import add, fresh, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def latest_work(batch: Batch) -> Work:
    found = work.latest(batch.workspace_id, filling.KIND, batch.id)
    assert found is not None
    return found


def test_each_gift_of_a_file_becomes_a_row_that_is_decided(app: Flask, inside: World) -> None:
    add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    batch = open_for_gifts(inside.ours)

    fill(
        app,
        batch,
        gifts("ann@example.org,Ann,25.50,USD,2026-11-01,g1", "new@example.org,New,5,JPY,10/22/2026,g2"),
    )

    first, second = rows(fresh(batch))
    assert (first.typed, first.line, first.amount, first.currency) == (False, 2, 2550, "USD")
    assert (first.outcome, first.target_id is not None) == (Outcome.READY, True)
    assert (second.amount, second.currency, second.cells[6]) == (5, "JPY", "2026-10-22")


def test_what_came_of_a_file_is_told_and_the_file_is_gone(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)

    fill(app, batch, gifts("a@example.org,A,1,USD,2026-11-01,g1", "b@example.org,B,0,USD,2026-11-01,g2"))

    batch = fresh(batch)
    (told,) = filled_of(batch.settings)
    assert (told.rows, told.first, told.last, told.tool, told.by) == (1, 1, 1, "Parish", "Alice")
    assert [(each.cause, each.rows, each.first) for each in told.left_out] == [("nothing", 1, (3,))]
    assert batch.settings["filled"] == [{"first": 1, "last": 1, "source": "Parish"}]
    assert file_of(batch.settings) is None
    assert not db.session.scalar(
        select(func.count()).select_from(UploadPart).where(UploadPart.batch_id == batch.id)
    )


def test_whoever_fills_a_batch_has_entered_its_rows(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)

    fill(app, batch, many(1))

    beside = db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))
    entries = select(JournalEntry.field).where(JournalEntry.subject_id == batch.id)
    assert beside.entered_by == [ALICE.id]
    assert "filled" in db.session.scalars(entries).all()


def test_gifts_whose_number_is_known_are_left_out(app: Flask, inside: World) -> None:
    (ann,) = add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    db.session.add(
        Donation(
            workspace_id=inside.ours,
            constituent_id=ann.id,
            amount=100,
            currency="USD",
            received_on=date(2026, 10, 1),
            source="Parish",
            external_key="g1",
        )
    )
    batch = open_for_gifts(inside.ours)
    fill(app, batch, gifts("b@example.org,B,2,USD,2026-11-01,g2"))

    fill(app, fresh(batch), many(3))

    batch = fresh(batch)
    left = {each.cause: each.rows for each in filled_of(batch.settings)[-1].left_out}
    assert left == {"on_record": 1, "in_batch": 1}
    assert [row.cells[-1] for row in rows(batch)] == ["g2", "g3"]


def test_the_same_number_of_another_tool_is_another_gift(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    fill(app, batch, gifts("b@example.org,B,2,USD,2026-11-01,g2"), tool="Parish")

    fill(app, fresh(batch), gifts("c@example.org,C,2,USD,2026-11-01,g2"), tool="Gala")

    told = [(each["source"], each["first"]) for each in fresh(batch).settings["filled"]]
    assert told == [("Parish", 1), ("Gala", 2)]


def test_a_worker_that_dies_leaves_no_row_out_and_none_twice(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = open_for_gifts(inside.ours)
    take(batch, many(40))
    start(batch)
    dies = {"at": 2}
    before = filling_run.FillRun._entered

    def dying(run: object, *given: object) -> object:
        done = before(run, *given)  # type: ignore[arg-type]
        dies["at"] -= 1
        if not dies["at"]:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(filling_run.FillRun, "_entered", dying)
    monkeypatch.setattr(filling_run, "MOST_ROWS", 12)
    with pytest.raises(KeyboardInterrupt):
        drain(app)
    db.session.rollback()
    half = len(rows(fresh(batch)))
    latest_work(batch).state = WorkState.QUEUED
    drain(app)

    numbers = [row.cells[-1] for row in rows(fresh(batch))]
    assert half == 12
    assert numbers == [f"g{n}" for n in range(1, 41)]


def test_a_filling_that_is_stopped_goes_on_where_it_was(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = open_for_gifts(inside.ours)
    take(batch, many(30))
    start(batch)
    monkeypatch.setattr(filling_run, "MOST_ROWS", 10)
    before = filling_run.FillRun._entered

    def stopping(run: object, batch: Batch, *given: object) -> object:
        working.request_stop(workspace_id=batch.workspace_id, work_id=latest_work(batch).id)
        return before(run, batch, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(filling_run.FillRun, "_entered", stopping)
    drain(app)
    kept = file_of(fresh(batch).settings)
    monkeypatch.setattr(filling_run.FillRun, "_entered", before)
    start(fresh(batch))
    drain(app)

    assert kept is not None
    assert (kept.started, kept.rows) == (True, 10)
    assert len(rows(fresh(batch))) == 30
    assert filled_of(fresh(batch).settings)[0].rows == 30


def test_a_batch_that_is_closed_meanwhile_takes_no_more_rows(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    take(batch, many(3))
    start(batch)
    fresh(batch).status = BatchStatus.IN_REVIEW

    drain(app)

    assert (
        latest_work(batch).error
        == "This batch takes no rows anymore. The rest of the file was not filled in."
    )
    assert rows(fresh(batch)) == []


def test_nothing_else_is_done_with_the_batch_while_a_file_comes_in(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    take(batch, many(3))
    before = filling.blocks(batch)

    start(batch)

    assert before == ""
    assert filling.blocks(batch) == "A file is being filled in. Wait until it is over, or stop it."
    assert isinstance(take(batch, many(1)), Refused)
    assert isinstance(filling.drop(batch), Refused)


def test_a_batch_that_is_not_open_takes_no_file(inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    batch.status = BatchStatus.COMMITTED
    db.session.commit()

    answer = take(batch, many(1))

    assert str(answer) == "This batch takes no rows anymore. Open another one for the file."


def test_numbers_of_cards_are_never_stored(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    header = "Email,Amount,Date,Card Number,Note"

    take(
        batch,
        gifts("a@example.org,5,2026-11-01,4242 4242 4242 4242,paid with 4242424242424242", header=header),
    )

    parts = db.session.scalars(select(UploadPart.data).where(UploadPart.batch_id == batch.id))
    file = file_of(batch.settings)
    assert b"4242" not in b"".join(parts)
    assert file is not None
    assert (file.cards, file.card_numbers) == (("Card Number",), 1)


def test_a_file_is_read_as_the_last_one_with_its_columns(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    take(batch, gifts("a@example.org,x,5,USD,2026-11-01,k", header="Email,Zzz,Amount,Currency,Date,Code"))
    file = file_of(batch.settings)
    assert file is not None
    named = replace(file.how, columns=(*file.how.columns, Column(5, "Code", "key")))
    start(batch, named)
    drain(app)

    take(
        fresh(batch),
        gifts("b@example.org,x,5,USD,2026-11-01,l", header="Email,Zzz,Amount,Currency,Date,Code"),
    )

    again = file_of(fresh(batch).settings)
    assert again is not None
    assert again.how.has("key")


def test_people_are_filled_in_as_well(app: Flask, inside: World) -> None:
    batch = opened(inside.ours, BatchKind.UPDATE)
    db.session.commit()

    fill(app, batch, "Name,E-mail,Birthday\nDr. Ann Lee,ann@example.org,4/25/1971\n")

    (row,) = rows(fresh(batch))
    assert row.name == "Ann Lee"
    assert "1971-04-25" in row.cells


def test_filling_costs_no_more_statements_for_more_rows(app: Flask, inside: World) -> None:
    few, lots = open_for_gifts(inside.ours), opened(inside.ours, columns=GIFTS, name="Other", prefix="OTHER")
    db.session.commit()
    counts = []

    for batch, size in ((few, 4), (lots, 16)):
        take(batch, many(size, first=size * 100))
        start(batch)
        with count_statements() as statements:
            drain(app)
        counts.append(len(statements))

    assert counts[1] <= counts[0] + 4
