"""Accessibility of a page as axe sees it."""

import tomllib
from functools import cache

from playwright.sync_api import Page, expect

from app.config import ROOT


@cache
def _script() -> str:
    manifest = tomllib.loads((ROOT / "static/vendor/MANIFEST.toml").read_text("utf-8"))
    return (ROOT / manifest["axe"]["file"]).read_text("utf-8")


COLORS = ("color-contrast", "link-in-text-block")
"""The rules about colors, which take as long as all others."""


def bring_along(page: Page) -> None:
    """Let axe be in every document from its start; worth it for a page that visits many."""
    page.add_init_script(_script())


def violations(page: Page, *, but: tuple[str, ...] = ()) -> list[str]:
    """Every violation, or those of all rules but some, with the elements that have it."""
    # What is still being fetched is dimmed, and somebody who waits sees it whole.
    expect(page.locator("[hx-trigger=load], [aria-busy=true]")).to_have_count(0)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_script())
    rules = {rule: {"enabled": False} for rule in but}
    options = {"preload": False, "resultTypes": ["violations"], "rules": rules}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
