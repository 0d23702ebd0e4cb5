"""A workspace whose refusals are kept outside the database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.consent.domain.facts import EventKind, Party
from app.consent.services import refusal_files
from app.db import db
from tests import factories
from tests.consent import makers
from tests.consent.makers import restricted
from tests.factories import World
from tests.operations.refusing import CY, DEE, NAMES, People


@pytest.fixture
def folder(app: Flask, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where refusals are kept: nothing is there yet."""
    monkeypatch.setitem(app.config, "KEEP_REFUSALS", True)
    found = refusal_files.folder_of(data_folder)
    shutil.rmtree(found, ignore_errors=True)
    yield found
    shutil.rmtree(found, ignore_errors=True)


@pytest.fixture
def people(app: Flask, world: World, folder: Path) -> People:
    """Everybody can be emailed, but for Cy and Dee, whom staff were asked to leave alone."""
    with factories.inside(app, world.ours):
        here = makers.workspace(world.ours)
        found = {name: makers.person(here, f"{name}@example.org", first=name).id for name in NAMES}
        for name in (CY, DEE):
            restricted(here, EventKind.DO_NOT_CONTACT_SET, found[name], party=Party.STAFF)
        db.session.commit()
    return found
