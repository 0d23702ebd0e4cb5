"""Background work is done by the tests themselves; nobody is rung for."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def _no_ringing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "app" in request.fixturenames:
        app: Flask = request.getfixturevalue("app")
        monkeypatch.setitem(app.config, "RING", False)
