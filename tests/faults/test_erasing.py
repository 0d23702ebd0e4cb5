"""Whoever is erased while the power goes is erased whole, or not at all."""

import os
import signal
import subprocess
import sys

import pytest
from flask import Flask
from sqlalchemy import select

from app.config import ROOT
from app.constituents.models import Departure
from app.db import db
from tests import factories
from tests.factories import World
from tests.faults.erasing import STEPS
from tests.lifecycle.canary import WORD, found_in, plant

pytestmark = [pytest.mark.both, pytest.mark.slow]


def test_killed_after_any_step_nothing_is_gone(app: Flask, world: World) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        before = found_in(WORD)
    settings = app.config["SETTINGS"]
    environment = {"KITH_DATA": str(settings.data), "DATABASE_URL": settings.database_url}

    for step in STEPS:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.faults.erasing", step, str(world.ours), str(person)],
            cwd=ROOT,
            env={**os.environ, "KITH_LOG_LEVEL": "ERROR", **environment},
            check=False,
        )

        assert ended.returncode == -signal.SIGKILL, step
        with factories.inside(app, world.ours):
            assert found_in(WORD) == before, step
            assert db.session.scalars(select(Departure)).all() == []
