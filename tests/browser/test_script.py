"""What our own script does: the dialog, busy places, toasts, typed text, copies."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def _open_dialog(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog", name="Organization")).to_be_visible()


def test_the_cursor_finds_what_opened_the_dialog_though_it_was_drawn_anew(page: Page, site: str) -> None:
    _open_dialog(page, site)
    page.evaluate("document.getElementById('open-dialog').outerHTML += ''")

    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Open a dialog")).to_be_focused()


def test_what_is_being_replaced_is_busy(page: Page, site: str) -> None:
    page.goto(f"{site}/trial/tabs/first")

    page.get_by_role("button", name="Send").click()

    expect(page.locator("#target")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#target")).to_have_text("done")
    expect(page.locator("#target")).not_to_have_attribute("aria-busy", "true")


def test_a_toast_leaves_by_itself_but_not_under_the_pointer(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/design")
    page.get_by_role("button", name="Show a toast").click()
    toast = page.locator("[data-toast]")
    page.clock.run_for(200)
    expect(toast).to_be_visible()

    toast.hover()
    page.clock.run_for(20_000)
    expect(toast).to_be_visible()
    page.get_by_role("heading", name="Design").hover()
    page.clock.run_for(6_100)
    expect(toast).to_have_count(0)


def test_who_wants_no_motion_keeps_an_undo(browser: Browser, site: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.clock.install()
    _open_dialog(page, site)
    page.get_by_role("dialog").get_by_label("Organization name").fill("Aid")
    page.get_by_role("dialog").get_by_label("People").check()
    page.keyboard.press("Control+Enter")
    page.clock.run_for(1_000)

    page.clock.run_for(60_000)

    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    page.close()


def test_typed_text_is_not_lost_without_a_question(page: Page, site: str) -> None:
    questions: list[str] = []
    page.on("dialog", lambda asked: (questions.append(asked.type), asked.dismiss()))
    _open_dialog(page, site)
    page.get_by_role("dialog").get_by_label("Organization name").press_sequentially("Aid")

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog").get_by_label("Organization name")).to_have_value("Aid")
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(500)

    assert questions == ["confirm", "beforeunload"]


def test_a_form_that_nobody_typed_into_is_left_without_a_question(page: Page, site: str) -> None:
    _open_dialog(page, site)
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_refused_form_still_guards_what_was_typed(page: Page, site: str) -> None:
    _open_dialog(page, site)
    page.get_by_role("dialog").get_by_label("Organization name").press_sequentially("Aid")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog").get_by_label("Organization name")).to_have_value("Aid")


def test_an_address_is_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/design")

    page.get_by_role("button", name="Copy the address").click()

    expect(page.locator("[data-toast]")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "ana@example.org"
    context.close()


def test_a_key_that_decides_is_not_taken_twice_at_once_not_even_by_the_next_page(
    page: Page, site: str
) -> None:
    pressed = 0

    def count() -> None:
        nonlocal pressed
        pressed += 1

    page.expose_function("count", count)
    page.clock.install()
    for pause, expected in ((0, 1), (300, 1), (2000, 2)):
        page.clock.run_for(pause)
        page.goto(f"{site}/trial/tabs/first")
        page.evaluate(
            """() => {
                const button = Object.assign(document.createElement("button"), { textContent: "Confirm" });
                button.dataset.key = "m";
                button.addEventListener("click", () => window.count());
                const bar = Object.assign(document.createElement("div"), { id: "decision" });
                bar.append(button);
                document.querySelector("main").append(bar);
            }"""
        )

        page.keyboard.press("m")

        page.wait_for_function("true")
        assert pressed == expected


def test_a_dialog_opens_with_its_text_selected_and_enter_presses_the_button_one_sees(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/trial/tabs/first")
    page.locator("#pick").click()
    expect(page.get_by_role("textbox", name="Who")).to_be_focused()

    page.keyboard.type("Bea")
    with page.expect_request("**/trial/slow") as sent:
        page.keyboard.press("Enter")

    assert (sent.value.post_data or "").endswith("who=Bea")
