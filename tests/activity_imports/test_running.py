"""Check, commit and undo as background work: stopped, killed, pressed twice, and no query per row."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Donation
from app.activity.rollup_models import Rollup
from app.activity_imports import services
from app.activity_imports.services import applying, check_run, checking, committing, undoing
from app.activity_imports.services.carrying_out import carry_out
from app.activity_imports.services.reverting import take_back
from app.activity_imports.services.storing import store
from app.batches.domain.status import BatchStatus
from app.db import db
from app.work import queries as progress
from app.work import services as work
from tests.activity_imports.makers import checked, gifts, run, said, start_check, start_commit, stripe, upload
from tests.batches.makers import ALICE, drain, fresh
from tests.factories import World, inside
from tests.statements import count_statements


def many(number: int, *, start: int = 0) -> str:
    """So many gifts of Ann and Bob, every third given back in part."""
    rows = [
        f"ch_{n},2026-03-{1 + n % 28:02d},{10 + n}.00,{'0.00' if n % 3 else '1.00'},Paid,"
        f"{'ann' if n % 2 else 'bob'}@example.org"
        for n in range(start, start + number)
    ]
    return stripe(*rows)


def given() -> dict[int, int]:
    """What everybody gave, by the rollups."""
    return {each.constituent_id: each.given for each in db.session.scalars(select(Rollup)) if each.given}


def dying(write: Callable[..., Any], at: int) -> Callable[..., Any]:
    """The same function, whose process is killed when it is called for the so manieth time."""
    calls: list[int] = []

    def killed(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            raise RuntimeError("pulled the plug")
        return write(*args, **more)

    return killed


def test_a_check_that_was_stopped_goes_on_where_it_was(
    app: Flask, world: World, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(app, world.ours):
        batch = upload(world.ours, many(9))
        start_check(batch)
        running = progress.latest(world.ours, checking.KIND, batch.id)
        assert running is not None
        key = running.id

        def stopping(*args: Any, **more: Any) -> None:
            store(*args, **more)
            work.request_stop(workspace_id=world.ours, work_id=key)

        with monkeypatch.context() as patched:
            patched.setattr(check_run, "MOST_ROWS", 3)
            patched.setattr(check_run, "store", stopping)
            drain(app)
        stopped, kept = fresh(batch).status, len(said(batch))

        start_check(batch)
        drain(app)

        assert (stopped, kept) == (BatchStatus.MAPPED, 3)
        assert fresh(batch).status is BatchStatus.IN_REVIEW
        assert list(said(batch)) == list(range(2, 11))


def test_a_commit_that_is_killed_goes_on_and_records_nothing_twice(
    app: Flask, world: World, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, many(30))
        with monkeypatch.context() as patched:
            patched.setattr(committing, "MOST_ROWS", 10)
            patched.setattr(applying, "carry_out", dying(carry_out, 2))
            start_commit(batch)
            drain(app)
        half, paused = len(gifts()), fresh(batch).status

        start_commit(batch)
        drain(app)

        assert (paused, half) == (BatchStatus.PAUSED, 14)
        assert fresh(batch).status is BatchStatus.COMMITTED
        assert len(gifts()) == 40
        assert sum(given().values()) == sum(amount for amount, _ in gifts().values())


def test_an_undo_that_is_killed_goes_on_and_leaves_nothing(
    app: Flask, world: World, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, many(30))
        with monkeypatch.context() as patched:
            patched.setattr(undoing, "MOST_ROWS", 10)
            patched.setattr(undoing, "take_back", dying(take_back, 2))
            assert isinstance(services.undo(batch, actor=ALICE), services.Undoing)
            drain(app)
        half, stopped = len(gifts()), fresh(batch).status
        assert sum(given().values()) == sum(amount for amount, _ in gifts().values())

        assert isinstance(services.undo(batch, actor=ALICE), services.Undoing)
        drain(app)

        assert stopped is BatchStatus.UNDO_STOPPED
        assert 0 < half < 40
        assert fresh(batch).status is BatchStatus.UNDONE
        assert (gifts(), given()) == ({}, {})


def test_who_presses_second_gets_the_same_commit_and_who_saw_something_else_none(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, many(3))
        stale = services.commit(batch, revision=batch.revision - 1, actor=ALICE)
        db.session.rollback()

        first = services.commit(batch, revision=batch.revision, actor=ALICE)
        second = services.commit(batch, revision=batch.revision, actor=ALICE)
        drain(app)

        assert isinstance(stale, services.NotCommitted)
        assert first == second
        assert isinstance(services.commit(fresh(batch), actor=ALICE), services.Committing)
        assert len(db.session.scalars(select(Donation)).all()) == 4


def test_two_imports_of_one_file_that_were_checked_before_either_was_committed_record_it_once(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        first, second = checked(app, world.ours, many(6)), checked(app, world.ours, many(6))

        for batch in (first, second):
            start_commit(batch)
            drain(app)

        assert len(gifts()) == 8
        assert set(said(second).values()) == {"ready no_change"}


def test_statements_do_not_grow_with_the_rows(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        sent = []
        for number, start in ((10, 0), (90, 100)):
            batch = upload(world.ours, many(number, start=start))
            start_check(batch)
            with count_statements() as statements:
                drain(app)
                start_commit(fresh(batch))
                drain(app)
                assert isinstance(services.undo(fresh(batch), actor=ALICE), services.Undoing)
                drain(app)
            sent.append(len(statements))

        assert sent[1] <= sent[0] + 8  # the file and the chunks are read on
