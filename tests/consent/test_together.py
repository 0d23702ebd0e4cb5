"""Several at once: whoever says no is heard, whatever else is written at that moment."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.accounts.models import Workspace
from app.batches.services.alarms import acknowledge
from app.consent import queries, services
from app.consent.domain.facts import EventKind, Party
from app.consent.models import ConsentEvent
from app.consent.services import Line
from app.constituents.domain.record import Existing
from app.db import db, now
from tests import factories
from tests.batches import makers
from tests.batches.makers import ALICE, person
from tests.factories import World, signed_in

pytestmark = [pytest.mark.both, pytest.mark.slow]
MANY = 40


def at_once(app: Flask, world: World, *does: Callable[[Workspace], object]) -> list[object]:
    """What each of these answers, all let go at the same moment in sessions of their own; each commits."""
    gate = Barrier(len(does))

    def one(do: Callable[[Workspace], object]) -> object:
        with factories.inside(app, world.ours):
            gate.wait(30)  # before anything is read: whoever begins a transaction may be the one writer
            answer = do(db.session.get_one(Workspace, world.ours))
            db.session.commit()
            return answer

    with ThreadPoolExecutor(len(does)) as pool:
        return [each.result(60) for each in [pool.submit(one, do) for do in does]]


def known(app: Flask, world: World, count: int) -> list[Existing]:
    """So many people under opt-out whom anything may be sent."""
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_out"
        return makers.add(world.ours, *(person(f"Q{n}", f"Z{n}", f"a{n}@example.org") for n in range(count)))


def restricted(here: Workspace, kind: EventKind, who: Existing, party: Party) -> int:
    line = Line(kind=kind, at=now(), subject=who.id, evidence="a letter")
    return services.restrict(here, [line], party=party, actor=ALICE).ids[0]


def test_unsubscribing_while_an_import_gives_everybody_another_address_holds(
    app: Flask, world: World
) -> None:
    people = known(app, world, MANY)
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).update_rules = {"primary": "always"}
        rows = [(who.lookup_id, f"b{n}@example.org") for n, who in enumerate(people)]
        batch = makers.check(app, world.ours, makers.table(("Lookup ID", "Email"), *rows))
        acknowledge(batch, actor=ALICE)
        db.session.commit()
        running = makers.start_commit(makers.fresh(batch)).id

    def unsubscribe(here: Workspace) -> None:
        for who in people[::2]:
            restricted(here, EventKind.UNSUBSCRIBED, who, Party.SUPPORTER)
            db.session.commit()

    worker = Thread(target=jobs.finish, args=(app, world.ours, running))
    worker.start()
    at_once(app, world, unsubscribe)
    worker.join(60)

    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        found = queries.verdicts(here, [who.id for who in people], at=now())
        written = {record.emails[-1].address for record in makers.everybody(world.ours)}
        assert written == {f"b{n}@example.org" for n in range(MANY)}
        assert [found[who.id].eligible for who in people] == [False, True] * (MANY // 2)
        assert services.differences(world.ours) == []


def test_of_two_who_lift_the_same_restriction_one_does_and_one_line_says_so(app: Flask, world: World) -> None:
    [who] = known(app, world, 1)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        event = restricted(here, EventKind.DO_NOT_CONTACT_SET, who, Party.STAFF)
        db.session.commit()
    url, said = f"/constituents/{who.id}/restrictions/{event}/lift", {"reason": "a letter"}
    clients = [signed_in(app, each) for each in (world.alice, world.adam)]
    gate = Barrier(2)

    def lift(client: object) -> int:
        gate.wait(30)
        return client.post(url, data=said).status_code  # type: ignore[attr-defined, no-any-return]

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(lift, clients))

    assert answers[0] in (302, 303)
    assert answers[1] in (404, 422)
    with factories.inside(app, world.ours):
        lifts = select(func.count()).where(ConsentEvent.kind == EventKind.RESTRICTION_LIFTED)
        assert db.session.scalar(lifts) == 1


def test_whatever_several_write_at_once_is_in_force_as_the_ledger_says(app: Flask, world: World) -> None:
    people = known(app, world, 3)

    def busy(seed: int) -> Callable[[Workspace], None]:
        chance = random.Random(seed)

        def write(here: Workspace) -> None:
            for _ in range(10):
                who, kind = (
                    chance.choice(people),
                    chance.choice((EventKind.DO_NOT_CONTACT_SET, EventKind.PAUSED)),
                )
                line = Line(kind=kind, at=now(), subject=who.id, until=now(), evidence="a letter")
                [event] = services.restrict(here, [line], party=Party.STAFF, actor=ALICE).ids
                if chance.random() < 0.5:
                    services.lift(here, event, party=Party.STAFF, actor=ALICE, reason="a letter")
                db.session.commit()

        return write

    at_once(app, world, *(busy(seed) for seed in range(4)))

    with factories.inside(app, world.ours):
        assert services.differences(world.ours) == []
        assert db.session.scalar(select(func.count()).select_from(ConsentEvent)) > 40  # type: ignore[operator]
