"""Two people save at once: one role at a time, one stage now, and nobody's text lost without a word."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.cultivation.models import Constituency, Note, Prospect, ProspectStage
from app.db import db
from tests import factories
from tests.cultivation.makers import ann, noted
from tests.cultivation.pages import NOTE, ROLE
from tests.factories import World

pytestmark = pytest.mark.both


def at_once(app: Flask, staff: list[int], path: str, forms: list[dict[str, str]]) -> list[int]:
    """Post each form as its member of staff from a thread of its own, all at the same moment."""
    start = threading.Barrier(len(forms))
    statuses: list[int] = []
    browsers = [factories.signed_in(app, each) for each in staff]

    def post(place: int) -> None:
        start.wait()
        statuses.append(browsers[place].post(path, data=forms[place]).status_code)

    threads = [threading.Thread(target=post, args=[place]) for place in range(len(forms))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


@pytest.fixture
def somebody(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        person = ann(world.ours)
        db.session.commit()
    return person


def count(app: Flask, world: World, kind: type) -> int:
    with factories.inside(app, world.ours):
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_the_same_role_given_at_once_is_given_once(app: Flask, world: World, somebody: int) -> None:
    path = f"/constituents/{somebody}/constituencies/new"

    statuses = at_once(app, [world.alice, world.adam, world.bob], path, [ROLE, ROLE, ROLE])

    assert statuses == [303, 422, 422]
    assert count(app, world, Constituency) == 1


def test_a_first_stage_set_at_once_is_one_stage(app: Flask, world: World, somebody: int) -> None:
    forms = [{"stage": stage, "version": "0"} for stage in ("identification", "qualification")]

    statuses = at_once(app, [world.alice, world.bob], f"/constituents/{somebody}/prospect", forms)

    assert statuses == [303, 422]
    assert (count(app, world, Prospect), count(app, world, ProspectStage)) == (1, 1)


def test_a_note_changed_at_once_is_changed_by_one(app: Flask, world: World, somebody: int) -> None:
    with factories.inside(app, world.ours):
        note = noted(world.ours, somebody).id
        db.session.commit()
    forms = [{**NOTE, "text": text, "version": "1"} for text in ("Alice's", "Bob's", "Adam's")]

    statuses = at_once(
        app,
        [world.alice, world.bob, world.adam],
        f"/constituents/{somebody}/notes/{note}/edit",
        forms,
    )

    assert statuses == [303, 422, 422]
    with factories.inside(app, world.ours):
        assert db.session.scalars(select(Note.version)).one() == 2
