"""Fixtures that every test may use: an application on a fresh database, and the people in it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from app.db import db
from tests import databases, factories
from tests.factories import World

os.environ.setdefault("KITH_LOG_LEVEL", "WARNING")
databases.folders_in_memory()
# A busy machine is slow, not wrong: time limits belong to the bench. Each run draws examples of its own.
settings.register_profile("kith", deadline=None, max_examples=60)
settings.load_profile("kith")


BACKENDS = {"both": ["sqlite", "postgres"], "postgres": ["postgres"]}


def pytest_collection_finish() -> None:
    """Look through memory seldom: thousands of modules stay until the end, and each look costs as they do."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test runs on SQLite; marked `both`, once more on PostgreSQL; marked `postgres`, only there."""
    if "backend" in metafunc.fixturenames:
        asked = (BACKENDS[name] for name in BACKENDS if metafunc.definition.get_closest_marker(name))
        names = next(asked, ["sqlite"])
        marks = [pytest.param(name, marks=getattr(pytest.mark, name), id=name) for name in names]
        metafunc.parametrize("backend", marks, scope="session")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of our own; yields its URL."""
    with databases.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def applications() -> Iterator[dict[str, tuple[Flask, databases.Reset]]]:
    """Applications made so far, by backend, each with what empties its database."""
    made: dict[str, tuple[Flask, databases.Reset]] = {}
    yield made
    for app, reset in made.values():
        with app.app_context():
            db.engine.dispose()
        reset.close()


@pytest.fixture
def app(
    backend: str,
    applications: dict[str, tuple[Flask, databases.Reset]],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application on an empty, migrated database."""
    if backend not in applications:
        url = ""
        if backend == "postgres":
            name = "kith_tests_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
            url = databases.make_database(request.getfixturevalue("server"), name)
        applications[backend] = factories.application(tmp_path_factory.mktemp(backend), url)
    made, reset = applications[backend]
    reset(made)
    return made


@pytest.fixture
def world(app: Flask) -> World:
    """Ours: alice (owner), adam (admin), bob (editor) and vera (viewer). Theirs: mallory."""
    with app.app_context():
        return factories.world()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def as_alice(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.alice)


@pytest.fixture
def as_bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


@pytest.fixture
def as_vera(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.vera)


@pytest.fixture
def as_mallory(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.mallory)


@pytest.fixture
def inside(app: Flask, world: World) -> Iterator[World]:
    """An application context whose session is bound to our workspace, for services and queries."""
    with factories.inside(app, world.ours):
        yield world


@pytest.fixture
def data_folder(app: Flask) -> Path:
    return Path(app.config["SETTINGS"].data)
