"""Another currency or fiscal year: facts are read until the rollups are made anew in the background."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app import jobs
from app.accounts.models import Workspace
from app.activity.queries import email
from app.activity.rollup_models import Rollup
from app.activity.services import rebuilding
from app.db import db, now
from app.groups.domain.columns import Column
from app.groups.queries import lines
from app.groups.queries.scope import scope_of
from app.operations import doctor
from app.profiles.queries.person import person
from tests import factories
from tests.accounts.test_settings import ORGANIZATION
from tests.activity.makers import workspace
from tests.activity.rolled import assert_in_step
from tests.activity.test_rollups import Scene
from tests.factories import World


def filled(app: Flask, world: World) -> list[int]:
    with factories.inside(app, world.ours):
        scene = Scene(world.ours)
        for number in range(8):
            for act in ("gives", "registers", "is_mailed"):
                scene.act(act, number)
        db.session.commit()
        return scene.people


def seen(here: Workspace, people: list[int]) -> list[Any]:
    """All that is read out of rollups where they are fresh."""
    scope = scope_of(here, None, at=now())
    profiles = [person(here, who) for who in people]
    return [
        [each.counts for each in profiles if each],
        [email.engagement(here, who) for who in people],
        [line.last_gift for line in lines.details(scope, people, [Column.GIFT])],
    ]


@pytest.mark.both
def test_profiles_and_the_list_read_the_same_out_of_rollups_and_out_of_facts(
    app: Flask, world: World
) -> None:
    people = filled(app, world)
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        fresh = seen(here, people)
        here.rollups_stale = True
        db.session.execute(update(Rollup).values(sent=99, donations=99, any_last=99))

        assert seen(here, people) == fresh
        assert all(fresh)


def test_the_doctor_names_a_rollup_that_is_wrong_and_makes_it_anew(app: Flask, world: World) -> None:
    people = filled(app, world)
    with factories.inside(app, world.ours):
        db.session.execute(update(Rollup).where(Rollup.constituent_id == people[0]).values(opened=99))
        db.session.commit()

    report = doctor.examine(app)
    repaired = doctor.repair(app, report)

    assert [each.what for each in report.findings if each.check == "rollups"] == [
        f"constituent {people[0]}: the rollup of email is not what the facts come to"
    ]
    assert [check for _, check in repaired] == ["rollups"]
    assert not [each for each in doctor.examine(app).findings if each.check == "rollups"]


@pytest.mark.parametrize("changed", [{"currency": "EUR"}, {"fiscal_year_start": "7"}])
def test_another_currency_or_year_makes_them_anew_in_the_background(
    app: Flask, world: World, as_alice: FlaskClient, changed: dict[str, str]
) -> None:
    filled(app, world)

    as_alice.post("/settings/organization", data=ORGANIZATION | changed)
    with factories.inside(app, world.ours):
        stale = workspace(world.ours).rollups_stale
        rebuilding.catch_up(world.ours)
        db.session.commit()
    jobs.drain(app)

    with factories.inside(app, world.ours):
        assert (stale, workspace(world.ours).rollups_stale) == (True, False)
        assert_in_step(world.ours)


def test_a_name_or_a_time_zone_leaves_them_as_they_are(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    filled(app, world)

    as_alice.post(
        "/settings/organization", data=ORGANIZATION | {"timezone": "Pacific/Auckland", "name": "New"}
    )

    with factories.inside(app, world.ours):
        assert not workspace(world.ours).rollups_stale
        assert_in_step(world.ours)


def test_a_currency_that_changes_again_meanwhile_begins_it_again(app: Flask, world: World) -> None:
    filled(app, world)
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        here.rollups_stale = True
        db.session.flush()
        step = rebuilding.begin(_lease(world.ours))
        step(1)
        here.currency = "EUR"
        db.session.flush()

        while not step(2).finished:
            pass

        assert_in_step(world.ours)


def _lease(workspace_id: int) -> Any:
    return type("Lease", (), {"workspace_id": workspace_id})()


def test_the_chore_comes_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(rebuilding, "monotonic", lambda: clock[0])
    is_due: Callable[[], bool] = rebuilding.once_a_minute()

    answers = [is_due(), is_due()]
    clock[0] += 61

    assert [*answers, is_due()] == [True, False, True]
