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


ON_A_PHONE = (*COLORS, "scrollable-region-focusable", "target-size")
"""What dark colors and a narrow window can spoil on a page that is sound when it is wide and light."""


def bring_along(page: Page) -> None:
    """Let axe be in every document from its start; worth it for a page that visits many."""
    page.add_init_script(_script())


def violations(page: Page, *, but: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> list[str]:
    """Every violation, or those of all rules but some or of some only, with the elements that have it."""
    # What is still being fetched is dimmed, and somebody who waits sees it whole.
    expect(page.locator("[hx-trigger=load], [aria-busy=true]")).to_have_count(0)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_script())
    rules = {rule: {"enabled": False} for rule in but}
    options: dict[str, object] = {"preload": False, "resultTypes": ["violations"], "rules": rules}
    if only:
        options["runOnly"] = {"type": "rule", "values": only}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
