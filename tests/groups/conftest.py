"""Work that waits in these tests is done by hand: no worker listens."""

import pytest


@pytest.fixture(autouse=True)
def _nobody_listens(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "app" in request.fixturenames:
        monkeypatch.setitem(request.getfixturevalue("app").config, "RING", False)
