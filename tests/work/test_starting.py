"""Starting, stopping and resuming work."""

import pytest
from flask import Flask

from app.db import db
from app.work import bell, leases, queries, services
from app.work.domain.state import WorkState
from app.work.models import Work
from app.work.services import AlreadyRunning
from tests.factories import World
from tests.work.counting import KIND

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("handled")]


def start(world: World, *, kind: str = KIND, subject: int = 7) -> Work:
    work = services.start(workspace_id=world.ours, kind=kind, subject_id=subject, total=100, by=world.alice)
    assert isinstance(work, Work)
    return work


def test_new_work_waits_in_the_queue_with_who_asked_for_it(inside: World) -> None:
    work = start(inside)
    db.session.commit()

    assert (work.state, work.done, work.total, work.created_by) == (WorkState.QUEUED, 0, 100, inside.alice)
    assert queries.latest(inside.ours, KIND, 7) is work


def test_the_same_work_is_not_started_twice(inside: World) -> None:
    first = start(inside)

    second = services.start(workspace_id=inside.ours, kind=KIND, subject_id=7, total=100, by=None)

    assert second == AlreadyRunning(first)


def test_another_subject_or_kind_has_work_of_its_own(inside: World) -> None:
    one, two, three = start(inside), start(inside, subject=8), start(inside, kind="other")

    assert len({one.id, two.id, three.id}) == 3


def test_whoever_presses_second_gets_the_first_ones_work(app: Flask, inside: World) -> None:
    first = start(inside)
    db.session.commit()
    twin = Work(workspace_id=inside.ours, kind=KIND, subject_id=7)  # made before it could see the first

    second = services._unless_beaten(twin)

    assert isinstance(second, AlreadyRunning)
    assert second.work.id == first.id


def test_a_commit_rings_and_a_rollback_does_not(inside: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, int]] = []
    monkeypatch.setattr(bell, "_rings", [lambda *key: heard.append(key)])

    start(inside)
    db.session.rollback()
    work = start(inside)
    in_between = list(heard)
    db.session.commit()
    db.session.commit()

    assert in_between == []
    assert heard == [(inside.ours, work.id)]


def test_a_broken_bell_does_not_break_the_commit(inside: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(workspace_id: int, work_id: int) -> None:
        raise OSError

    monkeypatch.setattr(bell, "_rings", [broken])
    start(inside)

    db.session.commit()

    assert queries.latest(inside.ours, KIND, 7) is not None


def test_only_living_work_can_be_asked_to_stop(inside: World) -> None:
    work = start(inside)
    asked = services.request_stop(workspace_id=inside.ours, work_id=work.id)
    lease = leases.take(inside.ours, work.id, "one")
    assert lease is not None
    leases.stop(lease)

    asked_again = services.request_stop(workspace_id=inside.ours, work_id=work.id)

    assert (asked, asked_again) == (True, False)


def test_stopped_work_is_resumed_where_it_stood(inside: World) -> None:
    work = start(inside)
    services.request_stop(workspace_id=inside.ours, work_id=work.id)
    lease = leases.take(inside.ours, work.id, "one")
    assert lease is not None
    leases.beat(lease, 40)
    leases.stop(lease)
    stopped = queries.get(inside.ours, work.id)
    assert stopped is not None

    resumed = services.resume(work=stopped)

    assert isinstance(resumed, Work)
    assert (resumed.state, resumed.done, resumed.stop_requested) == (WorkState.QUEUED, 40, False)
    assert leases.take(inside.ours, work.id, "two") is not None


def test_work_that_was_followed_by_new_work_is_not_resumed(inside: World) -> None:
    work = start(inside)
    lease = leases.take(inside.ours, work.id, "one")
    assert lease is not None
    leases.stop(lease)
    newer = start(inside)
    stopped = queries.get(inside.ours, work.id)
    assert stopped is not None

    assert services.resume(work=stopped) == AlreadyRunning(newer)


def test_nobody_stops_another_workspaces_work(inside: World) -> None:
    work = start(inside)

    assert not services.request_stop(workspace_id=inside.theirs, work_id=work.id)
