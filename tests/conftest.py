"""Fixtures that every test may use: an application on a fresh database, and the people in it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import databases, factories
from tests.factories import World

os.environ.setdefault("KITH_LOG_LEVEL", "WARNING")
pytest_plugins = ["tests.summary_plugin"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both` run once on SQLite and once on PostgreSQL."""
    if "backend" in metafunc.fixturenames:
        names = ["sqlite"]
        if metafunc.definition.get_closest_marker("both"):
            names.append("postgres")
        marks = [pytest.param(name, marks=getattr(pytest.mark, name), id=name) for name in names]
        metafunc.parametrize("backend", marks, scope="session")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of our own; yields its URL."""
    with databases.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def applications(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Flask, object]]:
    """Applications made so far, by backend, each with what empties its database."""
    return {}


@pytest.fixture
def app(
    backend: str,
    applications: dict[str, tuple[Flask, object]],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application on an empty, migrated database."""
    if backend not in applications:
        url = ""
        if backend == "postgres":
            url = databases.make_database(request.getfixturevalue("server"), "kith_tests")
        applications[backend] = factories.application(tmp_path_factory.mktemp(backend), url)
    made, reset = applications[backend]
    reset(made)  # type: ignore[operator]
    return made


@pytest.fixture
def world(app: Flask) -> World:
    """Two workspaces: alice (owner), adam (admin), bob (editor) and vera (viewer) in ours, mallory in the other."""
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
