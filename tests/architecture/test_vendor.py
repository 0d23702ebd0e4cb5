"""What we vendored is what npm published, byte for byte, and the page says so to the browser."""

import base64
import hashlib
import re
import tomllib

import pytest

from app.config import ROOT

MANIFEST = tomllib.loads((ROOT / "static/vendor/MANIFEST.toml").read_text("utf-8"))
BASE = (ROOT / "templates/layouts/base.html").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_a_vendored_file_is_the_one_that_was_checked(name: str) -> None:
    entry = MANIFEST[name]
    content = (ROOT / entry["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}" == entry["sri"]


def test_the_manifest_is_complete() -> None:
    listed = {entry["file"] for entry in MANIFEST.values()} | {"static/vendor/MANIFEST.toml"}
    folders = [ROOT / "static/vendor", ROOT / "tests/vendor"]
    found = {str(file.relative_to(ROOT)) for folder in folders for file in folder.iterdir()}

    assert found == listed


def test_the_browser_checks_htmx() -> None:
    path = MANIFEST["htmx"]["file"].removeprefix("static/")

    assert f'asset(\'{path}\') }}}}" integrity="{MANIFEST["htmx"]["sri"]}"' in BASE


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = (ROOT / "static/vendor/icons.svg").read_text("utf-8")
    named = {
        name
        for file in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'\bicon\("([a-z0-9-]+)"', file.read_text("utf-8"))
    }

    assert named
    assert not {name for name in named if f'id="{name}"' not in sprite}
