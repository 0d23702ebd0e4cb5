"""One nursery for each database, whatever test asks for it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from tests.faults.driver import Nursery, nursery


@pytest.fixture(scope="session")
def nurseries() -> Iterator[tuple[ExitStack, dict[str, Nursery]]]:
    """Those opened so far, by the address of their database."""
    with ExitStack() as open_ones:
        yield open_ones, {}


@pytest.fixture
def workers(
    app: Flask, monkeypatch: pytest.MonkeyPatch, nurseries: tuple[ExitStack, dict[str, Nursery]]
) -> Nursery:
    """Workers of the application's database, for whom nobody rings."""
    monkeypatch.setitem(app.config, "RING", False)
    open_ones, made = nurseries
    settings = app.config["SETTINGS"]
    key = f"{settings.data} {settings.database_url}"
    if key not in made:
        environment = {"KITH_DATA": str(settings.data), "DATABASE_URL": settings.database_url}
        made[key] = open_ones.enter_context(nursery(environment))
    return made[key]
