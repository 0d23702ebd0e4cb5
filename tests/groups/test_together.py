"""Who gives, pins, follows and recalculates at once: the list is what the rule and the pins mean."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from app import jobs
from app.accounts.models import Workspace
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import Side
from app.groups.models import Group, GroupCalculation, GroupMember
from app.groups.queries import members
from app.groups.queries.judging import judged
from app.groups.queries.scope import scope_of
from app.groups.services import recalculating, touching
from app.work.domain.lease import Lease
from app.work.models import Work
from tests import factories
from tests.factories import World
from tests.groups.following import give, let_follow
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, rule

pytestmark = pytest.mark.both


def here(world: World) -> Workspace:
    return db.session.get_one(Workspace, world.ours)


def the(world: World, group_id: int) -> Group:
    return db.session.get_one(Group, (world.ours, group_id), populate_existing=True)


@pytest.fixture
def made(app: Flask, world: World) -> tuple[int, list[int]]:
    """A group of givers, calculated, and eight people who gave nothing yet."""
    with factories.inside(app, world.ours):
        donors, ids = group(here(world), "Donors", rule(GAVE_100)), people(here(world), 8)
        recalculating.calculate(here(world), donors)
        let_follow(here(world))
        db.session.commit()
        return donors.id, ids


def doing(app: Flask, world: World, *acts: Callable[[], object]) -> None:
    """Each act in a transaction of its own; again where it waited in a circle, and the database ended it."""
    for act in acts:
        for _ in range(20):
            with factories.inside(app, world.ours):
                try:
                    act()
                    db.session.commit()
                    break
                except OperationalError:
                    db.session.rollback()


def test_everybody_at_once_ends_in_one_list_that_adds_up(
    app: Flask, world: World, made: tuple[int, list[int]]
) -> None:
    group_id, ids = made

    def calculate() -> None:
        recalculating.calculate(here(world), the(world, group_id))

    def pin(who: int, side: Side) -> Callable[[], object]:
        return lambda: services.pin(here(world), the(world, group_id), [who], side, actor=STAFF)

    def giving(who: int, amount: int = 10_000) -> Callable[[], object]:
        return lambda: give(here(world), who, amount)

    with ThreadPoolExecutor(4) as pool:
        running = [
            pool.submit(doing, app, world, *(giving(who) for who in ids[:5]), giving(ids[0], -10_000)),
            pool.submit(doing, app, world, calculate, calculate, calculate),
            pool.submit(
                doing, app, world, pin(ids[6], Side.IN), pin(ids[1], Side.OUT), pin(ids[6], Side.OUT)
            ),
            pool.submit(
                doing, app, world, lambda: let_follow(here(world)), calculate, lambda: let_follow(here(world))
            ),
        ]
    for each in running:
        each.result()

    with factories.inside(app, world.ours):
        let_follow(here(world))
        donors = the(world, group_id)
        scope = scope_of(here(world), members.rule_of(donors), at=now())
        meant = judged(scope, [group_id], ids).members[group_id]
        moved = select(func.sum(GroupCalculation.joined), func.sum(GroupCalculation.left))
        joined, left = db.session.execute(moved).one()
        assert set(members_of(donors)) == meant == set(ids[2:5])
        assert donors.member_count == len(meant) == joined - left


def test_a_gift_between_finding_and_writing_is_not_lost_to_who_follows(
    app: Flask, world: World, made: tuple[int, list[int]]
) -> None:
    """Whoever follows leaves the group to the calculation that runs, which found members before."""
    group_id, ids = made
    with factories.inside(app, world.ours):
        work = services.recalculate(here(world), the(world, group_id), by=None)
        assert isinstance(work, Work)
        staged = recalculating.begin(Lease(world.ours, work.id, work.kind, group_id, "", 1, 1))
        db.session.commit()
        thought = staged.think(0)
        db.session.commit()
        give(here(world), ids[0])
        let_follow(here(world))
        db.session.commit()

        assert staged.write(thought).finished is False
        assert staged.write(staged.think(0)).finished is True
        assert set(members_of(the(world, group_id))) == {ids[0]}


def test_work_that_is_taken_up_twice_writes_once(
    app: Flask, world: World, made: tuple[int, list[int]]
) -> None:
    group_id, ids = made
    with factories.inside(app, world.ours):
        give(here(world), ids[0])
        work = services.recalculate(here(world), the(world, group_id), by=None)
        assert isinstance(work, Work)
        work_id = work.id
        db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: jobs.work_on(app, world.ours, work_id), range(2)))

    with factories.inside(app, world.ours):
        rows = db.session.scalars(select(GroupMember.constituent_id)).all()
        assert rows == [ids[0]]
        assert len(db.session.scalars(select(GroupCalculation)).all()) == 2


def test_following_works_as_background_work_too(
    app: Flask, world: World, made: tuple[int, list[int]]
) -> None:
    group_id, ids = made
    with factories.inside(app, world.ours):
        give(here(world), ids[0])
        from app.consent.services.catching_up import rebuild

        rebuild(world.ours)
        services.keep_lists(world.ours)
        db.session.commit()

    jobs.drain(app)

    with factories.inside(app, world.ours):
        assert set(members_of(the(world, group_id))) == {ids[0]}
        assert touching.KIND in db.session.scalars(select(Work.kind)).all()
