"""Accessibility of a page as axe sees it."""

import tomllib
from functools import cache

from playwright.sync_api import Page

from app.config import ROOT


@cache
def _script() -> str:
    manifest = tomllib.loads((ROOT / "static/vendor/MANIFEST.toml").read_text("utf-8"))
    return (ROOT / manifest["axe"]["file"]).read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Every violation with the elements that have it; empty is what we want."""
    page.evaluate(_script())
    found = page.evaluate("axe.run({preload: false}).then(result => result.violations)")
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
