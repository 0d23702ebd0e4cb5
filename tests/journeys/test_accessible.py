"""Nobody is kept out: axe finds nothing on any page or dialog, in light, in dark, and on a phone."""

from collections.abc import Iterable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.axe import ON_A_PHONE, bring_along, violations
from tests.journeys.every_page import NOT_PAGES, OPEN, addresses, pages
from tests.journeys.live import Live, running
from tests.journeys.world import Furnished, furnish

pytestmark = pytest.mark.browser

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
Look = tuple[Literal["light", "dark"], ViewportSize, tuple[str, ...]]
LOOKS: tuple[Look, ...] = (("light", WIDE, ()), ("dark", PHONE, ON_A_PHONE))
"""A page is asked everything once; small and dark, what that can change."""
PARTS = 4
"""All pages are looked at in so many parts of about equal length, which several processes share."""


@pytest.fixture(scope="module")
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Without a worker, so that waiting pages wait."""
    with running(tmp_path_factory.mktemp("accessible"), works=False) as live:
        yield live
    assert live.complaints == []


@pytest.fixture(scope="module")
def there(kith: Live) -> Furnished:
    return furnish(kith)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, wide and light, and dark at 390 pixels."""
    found = seen(page, LOOKS)
    page.set_viewport_size(WIDE)
    return found


def seen(page: Page, looks: Iterable[Look]) -> list[str]:
    """What is wrong with it in each look; it stays as it is in the last."""
    found = []
    for scheme, size, rules in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        found += [f"{scheme} {size['width']}: {each}" for each in violations(page, only=rules)]
        if size is PHONE and page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("scrolls sideways on a phone")
    return found


def test_every_page_is_looked_at(kith: Live, there: Furnished) -> None:
    served = {rule.endpoint for rule in kith.app.url_map.iter_rules() if "GET" in (rule.methods or set())}

    assert served - NOT_PAGES == {*pages(there), *OPEN}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_keeps_anybody_out(browser: Browser, kith: Live, there: Furnished, part: int) -> None:
    context = kith.signed_in(browser, there.staff.alice)
    page = kith.watched(context)
    bring_along(page)
    found = {}

    for at, path in enumerate(addresses(there)[part::PARTS]):
        answer = page.goto(kith.address + path)
        assert answer, path
        assert answer.ok, path
        assert page.locator("h1").count() == 1, path
        # Every other page begins as the one before it ended, which saves two changes of the window.
        found[path] = seen(page, LOOKS if at % 2 == 0 else reversed(LOOKS))

    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_no_dialog_of_the_review_keeps_anybody_out(browser: Browser, kith: Live, there: Furnished) -> None:
    context = kith.signed_in(browser, there.staff.alice)
    page = kith.watched(context)
    page.goto(f"{kith.address}/imports/1?show=all")
    found = {}

    for row, link in ((4, "Ruth Becker"), (3, "John Smith")):
        page.get_by_role("link", name=link).first.click()
        expect(page.locator(f"#row-{row}-detail")).to_contain_text("In the file")
        found[link] = faults(page)
    for link in ("Edit", "Decide once…", "Commit 2 ready rows"):
        page.get_by_role("link", name=link).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        found[link] = faults(page)
        page.keyboard.press("Escape")

    page.get_by_role("button", name="Skip", exact=True).first.click()
    expect(page.locator("[data-toast]")).to_be_visible()
    found["toast"] = faults(page)
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_page_for_strangers_keeps_anybody_out(browser: Browser, kith: Live, there: Furnished) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    found = {}

    own = (there.stop, there.choose, "/u/no-such-link")
    for path in ("/sign-in", "/setup", there.invitation, there.reset, "/imports", "/no-such-page", *own):
        page.goto(kith.address + path)
        found[path] = faults(page)

    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
