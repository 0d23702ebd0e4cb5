"""Every component in every state: usable in light and dark, on a phone, on paper and by keyboard."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.mark.parametrize(
    "look",
    [
        {"color_scheme": "light", "viewport": DESK},
        {"color_scheme": "dark", "viewport": DESK},
        {"color_scheme": "light", "viewport": PHONE},
        {"color_scheme": "dark", "viewport": PHONE},
        {"color_scheme": "light", "viewport": DESK, "forced_colors": "active"},
    ],
    ids=["light", "dark", "phone", "dark phone", "forced colors"],
)
def test_every_component_is_accessible(browser: Browser, site: str, look: dict[str, object]) -> None:
    context = browser.new_context(**look)
    page = context.new_page()
    page.goto(f"{site}/design")

    assert violations(page) == []
    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_page_breaks_no_rule_of_its_policy(page: Page, site: str, complaints: list[str]) -> None:
    page.goto(f"{site}/design")
    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()

    assert complaints == []


def test_icons_come_from_the_sprite(page: Page, site: str) -> None:
    page.goto(f"{site}/design")

    drawn = page.locator(".badge .icon").first.evaluate("each => each.querySelector('use').getBBox().width")
    assert drawn > 0


def test_paper_shows_content_without_controls(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Design")).to_be_visible()
    expect(page.get_by_role("table", name="Sample rows")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator(".button:visible")).to_have_count(0)


def test_what_can_be_touched_on_a_phone_is_large_enough(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}/design")

    heights = page.locator(".button:visible").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    page.close()


def test_the_cursor_moves_through_a_list_by_keys(page: Page, site: str) -> None:
    page.goto(f"{site}/design")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Jon Smith")).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    assert page.locator("[data-select]:checked").evaluate_all("all => all.map(e => e.value)") == [
        "3",
        "4",
        "5",
    ]
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_range_is_selected_by_click_with_shift(page: Page, site: str) -> None:
    page.goto(f"{site}/design")

    page.get_by_role("checkbox", name="Select row 3").click()
    page.get_by_role("checkbox", name="Select row 6").click(modifiers=["Shift"])
    expect(page.locator("[data-select]:checked")).to_have_count(4)
    page.get_by_role("checkbox", name="Select all rows on this page").check()
    expect(page.locator("[data-select]:checked")).to_have_count(6)


def test_keys_press_what_can_be_seen_and_can_be_listed(page: Page, site: str) -> None:
    page.goto(f"{site}/design")

    page.keyboard.press("?")
    listed = page.get_by_role("dialog", name="Keys on this page")
    expect(listed).to_contain_text("Open a dialog")
    expect(listed).to_contain_text("Duplicates")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search people")).to_be_focused()
    page.keyboard.type("n?gh")
    expect(page.get_by_role("searchbox", name="Search people")).to_have_value("n?gh")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_two_keys_go_to_a_place(page: Page, site: str) -> None:
    page.goto(f"{site}/design?q=jon")

    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url(f"{site}/design")


def test_single_keys_can_be_switched_off(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.evaluate("document.body.dataset.keys = 'off'")

    page.keyboard.press("n")
    page.keyboard.press("?")
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_menu_opens_by_keyboard_and_closes_by_escape_or_a_click_elsewhere(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    menu = page.locator("summary", has_text="Ana")

    menu.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    page.get_by_role("heading", name="Design").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
