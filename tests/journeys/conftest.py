"""A running Kith for a module, with Chromium from the browser tests."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import base_url, browser_type_launch_args
from tests.journeys.live import Live, running

__all__ = ["base_url", "browser_type_launch_args"]


@pytest.fixture
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Kith at its first start. At the end no page may have complained of anything."""
    with running(tmp_path_factory.mktemp("kith")) as live:
        yield live
    assert live.complaints == []
