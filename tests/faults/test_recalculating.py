"""A group that is recalculated while the power goes has its old members, or its new ones."""

import os
import signal
import subprocess
import sys

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.config import ROOT
from app.db import db
from app.groups.models import Group
from app.groups.queries import history
from app.groups.services.recalculating import calculate
from tests import factories
from tests.factories import World
from tests.faults.recalculating import STEPS
from tests.groups.following import give, stays
from tests.groups.makers import GAVE_100, group, members_of, people, rule

pytestmark = [pytest.mark.both, pytest.mark.slow]


def test_killed_after_any_step_the_old_members_are_there_and_nothing_is_remembered(
    app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        giver, other = *people(here, 1, gave=10_000), *people(here, 1)
        donors = group(here, "Donors", rule(GAVE_100))
        calculate(here, donors)
        before, group_id = members_of(donors), donors.id
        give(here, giver, -10_000)
        give(here, other)
        db.session.commit()
    settings = app.config["SETTINGS"]
    environment = {"KITH_DATA": str(settings.data), "DATABASE_URL": settings.database_url}

    for step in STEPS:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.faults.recalculating", step, str(world.ours), str(group_id)],
            cwd=ROOT,
            env={**os.environ, "KITH_LOG_LEVEL": "ERROR", **environment},
            check=False,
        )

        assert ended.returncode == -signal.SIGKILL, step
        with factories.inside(app, world.ours):
            found = db.session.get_one(Group, (world.ours, group_id))
            assert (members_of(found), stays(found)) == (before, []), step
            assert len(history.calculations(found)) == 1

    with factories.inside(app, world.ours):
        found = db.session.get_one(Group, (world.ours, group_id))
        calculate(db.session.get_one(Workspace, world.ours), found)
        assert set(members_of(found)) == {other}
        assert [each.constituent_id for each in stays(found)] == [giver]
