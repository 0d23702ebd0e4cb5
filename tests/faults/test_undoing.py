"""A change set that is undone while the power goes is undone whole, or not at all."""

import os
import signal
import subprocess
import sys

import pytest
from flask import Flask

from app.config import ROOT
from app.db import db
from app.lifecycle.services.undoing import undo
from app.updates.services import TakenBack
from tests import factories
from tests.batches.makers import ALICE, record_of
from tests.factories import World
from tests.lifecycle.people import workspace
from tests.updates.domain.histories import said
from tests.updates.test_together import imported, somebody

pytestmark = pytest.mark.slow


def test_killed_before_the_commit_nothing_is_undone_and_it_can_be_undone_again(
    app: Flask, world: World
) -> None:
    [who] = somebody(app, world, 1)
    done = imported(app, world, who)
    settings = app.config["SETTINGS"]
    environment = {"KITH_DATA": str(settings.data), "DATABASE_URL": settings.database_url}

    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.undoing", str(world.ours), str(done.change_set)],
        cwd=ROOT,
        env={**os.environ, "KITH_LOG_LEVEL": "ERROR", **environment},
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL
    with factories.inside(app, world.ours):
        assert record_of(world.ours, who.id) == done.record
        undone = undo(workspace(world.ours), done.change_set, actor=ALICE)
        db.session.commit()
        assert isinstance(undone.outcomes[who.id], TakenBack)
        assert said(record_of(world.ours, who.id)) == said(who)
