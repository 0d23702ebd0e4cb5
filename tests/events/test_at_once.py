"""Several doors at once: no check-in is lost, and nobody who came is marked as a no-show."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.db import db, now
from tests import factories
from tests.events.makers import ATTENDED, NO_SHOW, WAITLISTED, an_event, people, registered, statuses
from tests.factories import World

pytestmark = pytest.mark.both


def at_once(app: Flask, staff: int, paths: list[str]) -> list[int]:
    """Post to each path from a browser of its own, all at the same moment; answers the statuses."""
    browsers = [factories.signed_in(app, staff) for _ in paths]
    start, answers = threading.Barrier(len(paths)), list[int]()

    def post(browser: FlaskClient, path: str) -> None:
        start.wait()
        answers.append(browser.post(path).status_code)

    run: list[Callable[[], None]] = [
        lambda browser=browser, path=path: post(browser, path)  # type: ignore[misc]
        for browser, path in zip(browsers, paths, strict=True)
    ]
    threads = [threading.Thread(target=each) for each in run]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_doors_and_the_end_of_the_evening_lose_nobody(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        event = an_event(world.ours, starts_at=now())
        ids = registered(world.ours, event, *people(world.ours, "Ann", "Bea", "Cleo"))
        db.session.commit()
    doors = [f"/events/{event}/check-in/{each}" for each in (ids[0], ids[0], ids[1])]

    answers = at_once(app, world.bob, [*doors, f"/events/{event}/no-shows"])

    assert answers == [303, 303, 303, 303]
    with factories.inside(app, world.ours):
        assert statuses(world.ours, event) == [ATTENDED, ATTENDED, NO_SHOW]


def test_two_who_take_the_last_place_do_not_both_get_it(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        event = an_event(world.ours, starts_at=now(), capacity=1)
        ids = registered(world.ours, event, *people(world.ours, "Ann", "Bea"), status=WAITLISTED)
        db.session.commit()

    answers = at_once(app, world.bob, [f"/events/{event}/registrations/{each}/acts/place" for each in ids])

    assert sorted(answers) == [303, 422]
