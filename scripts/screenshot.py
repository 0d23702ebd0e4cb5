#!/usr/bin/env python3
"""Make docs/screenshot.png: the profile of somebody in the sample workspace, in a server of its own.

Run it in the environment that `./run test` set up: .venv/bin/python scripts/screenshot.py
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/screenshot.png"
FLASK = [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py")]
EMAIL, PASSWORD = "demo@example.org", "a picture of the sample workspace"
WHO = "/constituents?q=Laura+Clarke"


def main() -> None:
    with served() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=address, locale="en-US")
        sign_in(page)
        open_somebody(page)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")


def chromium() -> str | None:
    """Where Chromium is; None leaves it to playwright."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def served() -> Iterator[str]:
    """A server with the sample workspace, in a folder that is deleted afterwards; yields its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "KITH_DATA": folder, "DATABASE_URL": "", "KITH_LOG_LEVEL": "WARNING"}
        seed = [*FLASK, "kith", "seed", "--owner", EMAIL]
        subprocess.run(seed, env=environment, input=PASSWORD, text=True, check=True)
        server = subprocess.Popen([*FLASK, "serve", "--port", str(port)], env=environment)
        try:
            yield ready(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(40)


def ready(address: str) -> str:
    """The address, once the server answers there; `TimeoutError` after half a minute."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):  # noqa: S310 - our own server
                return address
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {address}")


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def open_somebody(page: Page) -> None:
    page.goto(WHO)
    page.locator("main table tbody a").first.click()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
