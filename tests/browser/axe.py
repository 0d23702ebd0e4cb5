"""Accessibility of a page as axe sees it."""

import tomllib
from functools import cache

from playwright.sync_api import Page, expect

from app.config import ROOT


@cache
def _script() -> str:
    manifest = tomllib.loads((ROOT / "static/vendor/MANIFEST.toml").read_text("utf-8"))
    return (ROOT / manifest["axe"]["file"]).read_text("utf-8")


def violations(page: Page, *rules: str) -> list[str]:
    """Every violation, or those of some rules, with the elements that have it; empty is what we want."""
    # What is still being fetched is dimmed, and somebody who waits sees it whole.
    expect(page.locator("[hx-trigger=load], [aria-busy=true]")).to_have_count(0)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_script())
    options: dict[str, object] = {"preload": False, "resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
