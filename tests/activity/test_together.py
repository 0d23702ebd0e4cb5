"""Who writes facts in several steps, and who writes beside it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep

import pytest
from flask import Flask

from app.activity import services
from app.activity.domain.arrivals import NewDonation
from app.db import db
from tests import factories
from tests.activity.makers import people
from tests.activity.rolled import assert_in_step, kept
from tests.factories import World


def record(workspace_id: int, who: int, on: str) -> None:
    given = NewDonation(constituent_id=who, amount=500, currency="USD", received_on=date.fromisoformat(on))
    services.record_donations(workspace_id, [given])


@pytest.mark.postgres
def test_who_writes_in_several_steps_and_who_writes_once_do_not_wait_for_each_other(
    app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        ann, bea = people(world.ours, 2)
        db.session.commit()
    gate = Barrier(2)

    def by_steps() -> None:
        with factories.inside(app, world.ours):
            with services.together(world.ours):
                record(world.ours, bea, "2026-03-01")
                gate.wait(20)
                sleep(0.2)  # the other has written by now, or waits
                record(world.ours, ann, "2026-04-01")
            db.session.commit()

    def once() -> None:
        with factories.inside(app, world.ours):
            gate.wait(20)
            record(world.ours, bea, "2026-04-02")
            db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(by_steps), pool.submit(once)]:
            each.result(60)

    with factories.inside(app, world.ours):
        assert_in_step(world.ours)
        assert sum(each["gifts"] for each in kept(world.ours).values()) == 3


def _record_and_fail(workspace_id: int, who: int) -> None:
    with services.together(workspace_id):
        record(workspace_id, who, "2026-03-02")
        raise ZeroDivisionError


def test_what_is_written_together_is_followed_once_and_after_an_error_by_nobody(inside: World) -> None:
    ann, bea = people(inside.ours, 2)
    with services.together(inside.ours):
        record(inside.ours, ann, "2026-03-01")
        with services.together(inside.ours):
            record(inside.ours, bea, "2026-03-01")
        assert not kept(inside.ours)
    assert_in_step(inside.ours)

    with pytest.raises(ZeroDivisionError):
        _record_and_fail(inside.ours, ann)

    assert sum(each["gifts"] for each in kept(inside.ours).values()) == 2
    record(inside.ours, bea, "2026-03-03")
    assert sum(each["gifts"] for each in kept(inside.ours).values()) == 3
