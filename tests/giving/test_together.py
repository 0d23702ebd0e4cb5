"""Two people at one gift at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.db import db
from app.giving import services
from tests import factories
from tests.activity.makers import day, people, workspace
from tests.activity.rolled import assert_in_step
from tests.factories import World
from tests.giving.makers import ALICE, TODAY, known, listed, typed

pytestmark = pytest.mark.both


def at_once(app: Flask, world: World, *does: Callable[[Workspace], object]) -> list[str]:
    """The names of what each of these answers, let go at the same moment in sessions of their own."""
    gate = Barrier(len(does))

    def one(do: Callable[[Workspace], object]) -> str:
        with factories.inside(app, world.ours):
            gate.wait(30)
            answer = do(workspace(world.ours))
            db.session.commit()
            return type(answer).__name__

    with ThreadPoolExecutor(len(does)) as pool:
        return sorted(each.result(60) for each in [pool.submit(one, do) for do in does])


def test_two_who_refund_at_once_never_give_back_more_than_the_gift(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        ann, ben, cleo = people(world.ours, 3)
        own = typed(workspace(world.ours), ann)
        db.session.commit()

    def refund(here: Workspace) -> object:
        return services.refund_donation(
            here, own, amount=6_000, on=day("2026-04-01"), today=TODAY, actor=ALICE
        )

    def thank(who: int) -> Callable[[Workspace], object]:
        return lambda here: services.credit(here, own, listed(here, who), 3_000, actor=ALICE)

    assert at_once(app, world, refund, refund) == ["NotRefunded", "Refunded"]
    assert at_once(app, world, thank(ben), thank(cleo)) == ["Credited", "NotCredited"]

    with factories.inside(app, world.ours):
        assert known(workspace(world.ours), own).left == 4_000
        assert_in_step(world.ours)
