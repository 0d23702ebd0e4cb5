"""Who keeps standings, and who writes beside it: nothing that was committed is ever overlooked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.consent import services
from app.consent.domain.facts import EventKind, Party
from app.consent.services import Line, standings
from app.constituents import touched
from app.constituents.domain.touching import Thing
from app.db import db, now
from tests import factories
from tests.consent.makers import STAFF, person, restricted, workspace
from tests.consent.test_kept import answers, decided, free, sure
from tests.factories import World

HOME = "home@example.org"


def here(world: World) -> Workspace:
    return db.session.get_one(Workspace, world.ours)


def made(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        found = person(workspace(world.ours), "own@example.org").id
        standings.follow(here(world))
        db.session.commit()
        return found


def mailable(world: World) -> set[int]:
    plain = sure(here(world), now())
    assert plain, "somebody is unsure"
    return free(plain)


@pytest.mark.postgres
def test_an_address_that_is_added_while_it_is_restricted_is_stopped(app: Flask, world: World) -> None:
    ann = made(app, world)
    with factories.inside(app, world.ours):
        bea = person(here(world), HOME).id
        with factories.inside(app, world.ours):  # nobody sees yet that the address is anybody's
            line = Line(kind=EventKind.BOUNCED, at=now(), address=HOME)
            services.restrict(here(world), [line], party=Party.PROVIDER, actor=STAFF)
            db.session.commit()
        with factories.inside(app, world.ours):
            standings.follow(here(world))
            db.session.commit()
            assert mailable(world) == {ann}
        db.session.commit()

    with factories.inside(app, world.ours):
        at = now()
        assert answers(here(world), at=at) == decided(here(world), [ann, bea], at=at)
        assert not answers(here(world), at=at)[bea][0]
        standings.follow(here(world))
        assert mailable(world) == {ann}


@pytest.mark.postgres
def test_of_two_who_keep_a_standing_the_last_has_seen_what_the_first_could_not(
    app: Flask, world: World
) -> None:
    ann, started = made(app, world), Event()

    def restrict_and_keep() -> None:
        with factories.inside(app, world.ours):
            restricted(here(world), EventKind.UNSUBSCRIBED, ann)
            db.session.commit()
            started.set()
            standings.follow(here(world))
            db.session.commit()

    with ThreadPoolExecutor(1) as pool, factories.inside(app, world.ours):
        standings.refresh(here(world), [ann])
        other = pool.submit(restrict_and_keep)
        started.wait(20)
        assert not other.done()
        db.session.commit()
        other.result(60)

    with factories.inside(app, world.ours):
        assert mailable(world) == set()


@pytest.mark.postgres
def test_who_is_looked_at_while_her_standing_comes_in_step_is_told_of_again(app: Flask, world: World) -> None:
    ann = made(app, world)
    with factories.inside(app, world.ours):
        touched.tell(world.ours, {(ann, Thing.PERMISSION)})
        db.session.commit()
        seen = touched.waiting(world.ours)
        with factories.inside(app, world.ours):
            restricted(here(world), EventKind.UNSUBSCRIBED, ann)
            standings.follow(here(world))
            db.session.commit()
        touched.done(world.ours, seen)
        db.session.commit()

        assert Thing.PERMISSION in touched.waiting(world.ours).people[ann]


@pytest.mark.both
def test_what_is_broken_off_is_as_if_it_had_not_begun(app: Flask, world: World) -> None:
    ann = made(app, world)
    with factories.inside(app, world.ours):
        restricted(here(world), EventKind.UNSUBSCRIBED, ann)
        db.session.commit()
        standings.follow(here(world))
        db.session.rollback()

        assert touched.fresh(world.ours, 9).people.keys() == {ann}
        assert sure(here(world), now()) is None
        standings.follow(here(world))
        assert mailable(world) == set()
