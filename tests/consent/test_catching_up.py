"""Kept standings come in step by themselves: touched, ended, by other rules, or never kept before."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app import jobs
from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.facts import EventKind
from app.consent.models import ConsentInForce
from app.consent.services import catching_up, standings
from app.consent.standing_models import KeptStanding
from app.constituents import touched
from app.constituents.domain.touching import Thing
from app.constituents.touched_models import Touch
from app.db import db, now
from app.operations import doctor
from tests import factories
from tests.consent.makers import person, restricted, workspace
from tests.factories import World
from tests.statements import count_statements


@pytest.fixture
def people(app: Flask, world: World) -> list[int]:
    """Twelve, of whom nothing is kept yet."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        found = [person(here, f"a{number}@example.org").id for number in range(12)]
        db.session.commit()
        return found


def the_chore_comes(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        catching_up.catch_up(world.ours)
        db.session.commit()
    jobs.drain(app)


def kept(app: Flask, world: World) -> dict[int, int]:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        plain = queries.plain(here, at=now())
        if plain and not db.session.scalars(plain.unsure).all():
            query = select(KeptStanding.constituent_id, KeptStanding.headline).where(plain.here)
            return {who: headline for who, headline in db.session.execute(query)}
        return {}


def wrong(app: Flask) -> list[str]:
    return [each.what for each in doctor.examine(app).findings if each.check == "standings"]


@pytest.mark.both
def test_the_chore_keeps_whom_a_few_touches_tell_of_and_then_they_are_waiting(
    app: Flask, world: World, people: list[int]
) -> None:
    the_chore_comes(app, world)

    assert kept(app, world) == dict.fromkeys(people, 0)
    with factories.inside(app, world.ours):
        assert touched.waiting(world.ours).people == dict.fromkeys(people, frozenset({Thing.PROFILE}))
        restricted(db.session.get_one(Workspace, world.ours), EventKind.UNSUBSCRIBED, people[3])
        db.session.commit()
    assert kept(app, world) == {}, "somebody is unsure"

    the_chore_comes(app, world)

    assert [who for who, headline in kept(app, world).items() if headline] == [people[3]]
    with factories.inside(app, world.ours):
        told = touched.waiting(world.ours).people[people[3]]
        assert told == {Thing.PROFILE, Thing.PERMISSION}
    assert wrong(app) == []


def test_many_touches_and_all_who_were_there_before_are_kept_in_the_background(
    app: Flask, world: World, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MANY", 5)
    the_chore_comes(app, world)
    assert len(kept(app, world)) == 12

    with factories.inside(app, world.ours):
        db.session.execute(delete(KeptStanding))
        db.session.get_one(Workspace, world.ours).standings_stale = True
        db.session.commit()
    the_chore_comes(app, world)

    assert len(kept(app, world)) == 12
    with factories.inside(app, world.ours):
        assert not db.session.get_one(Workspace, world.ours).standings_stale


def test_after_a_change_of_the_rules_all_are_kept_anew(app: Flask, world: World, people: list[int]) -> None:
    the_chore_comes(app, world)
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_in"
        db.session.commit()
    assert kept(app, world) == {}

    the_chore_comes(app, world)

    assert len(kept(app, world)) == 12
    assert 0 not in kept(app, world).values()
    with factories.inside(app, world.ours):
        assert Thing.SETTINGS in touched.waiting(world.ours).everybody


def test_a_consent_that_ends_is_noticed_and_told(app: Flask, world: World, people: list[int]) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_in"
        row = {"since": now() - timedelta(days=9), "party": "supporter", "source": "", "basis": "express"}
        ends = {"subject_id": people[0], "expires_at": now() + timedelta(hours=1)}
        db.session.add(ConsentInForce(workspace_id=world.ours, event_id=5, **row, **ends))
        db.session.commit()
    the_chore_comes(app, world)
    assert kept(app, world)[people[0]] == 0
    with factories.inside(app, world.ours):
        db.session.execute(delete(Touch))
        earlier = now() - timedelta(seconds=1)
        ended = {"holds_until": earlier, "headline": 0}
        db.session.execute(update(ConsentInForce).values(expires_at=earlier))
        db.session.execute(delete(Touch))
        mine = KeptStanding.constituent_id == people[0]
        db.session.execute(update(KeptStanding).where(mine).values(**ended))
        db.session.commit()

    the_chore_comes(app, world)

    assert kept(app, world)[people[0]] != 0
    with factories.inside(app, world.ours):
        assert touched.waiting(world.ours).people == {people[0]: frozenset({Thing.PERMISSION})}


def test_rules_that_change_in_the_middle_begin_it_again(app: Flask, world: World, people: list[int]) -> None:
    with factories.inside(app, world.ours):
        db.session.execute(delete(Touch))
        here = db.session.get_one(Workspace, world.ours)
        here.standings_stale = True
        db.session.flush()
        step = catching_up.begin(type("Lease", (), {"workspace_id": world.ours})())
        step(5)
        here.consent_policy = "opt_in"
        db.session.flush()
        db.session.execute(delete(Touch))

        while not step(5).finished:
            pass

        plain = queries.plain(here, at=now())
        assert plain
        found = select(KeptStanding.constituent_id).where(plain.here, ~plain.eligible)
        assert set(db.session.scalars(found)) == set(people)


def test_the_doctor_names_a_standing_that_is_wrong_and_keeps_it_anew(
    app: Flask, world: World, people: list[int]
) -> None:
    the_chore_comes(app, world)
    with factories.inside(app, world.ours):
        first, second = (KeptStanding.constituent_id == who for who in people[:2])
        db.session.execute(update(KeptStanding).where(first).values(headline=3))
        db.session.execute(delete(KeptStanding).where(second))
        db.session.commit()

    report = doctor.examine(app)
    repaired = doctor.repair(app, report)

    assert [each.what for each in report.findings] == [
        f"constituent {who}: the standing that is kept is not the one that is decided" for who in people[:2]
    ]
    assert [check for _, check in repaired] == ["standings"]
    assert wrong(app) == []
    assert set(kept(app, world)) == set(people)


def test_as_many_statements_keep_many_as_keep_one(app: Flask, world: World, people: list[int]) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        counts = []
        for most in (1, 10):
            with count_statements() as seen:
                assert standings.follow(here, most) == most
            counts.append(len(seen))

    assert counts[0] == counts[1] <= 14
