"""Chromium, a server for it to visit, and what a page must never do."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import trial
from tests.browser.serving import serving
from tests.web.application import bare_application

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright's arguments with the Chromium of this machine, where it has one."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    return {**browser_type_launch_args, "args": list(FLAGS), **({"executable_path": path} if path else {})}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No common address; the fixture that the plugin brings is written in a way pytest warns of."""


@pytest.fixture(scope="session")
def bare_site() -> Flask:
    """The web layer with the trial routes of these tests."""
    app = bare_application()
    app.config["DEVELOPMENT"] = False
    app.register_blueprint(trial.bp)
    return app


@pytest.fixture(scope="session")
def site(bare_site: Flask) -> Iterator[str]:
    """The address of a server with the web layer alone."""
    with serving(bare_site) as url:
        yield url


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the page complains of in the console: refused scripts and styles, faults of our own script."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
