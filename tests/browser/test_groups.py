"""A dynamic group is built in Chromium: as one types, and without JavaScript by buttons."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, expect

from app import jobs
from app.accounts import services
from app.db import db
from tests.browser.serving import serving
from tests.factories import World
from tests.groups.pages import some_groups

pytestmark = pytest.mark.browser
SAVED = re.compile(r"/groups/\d+$")


@pytest.fixture
def address(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server with three givers and two others."""
    monkeypatch.setitem(app.config, "RING", False)  # the tests do the work in the background themselves
    some_groups(app, world.ours)
    with serving(app) as url:
        yield url


@pytest.fixture
def cookie(app: Flask, world: World) -> str:
    """What a browser holds in which Bob has signed in."""
    with app.app_context():
        token = services.open_session(world.bob)
        db.session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    return str(signer.dumps({"_user_id": token, "_fresh": True}))


def signed_in(browser: Browser, address: str, cookie: str, **how: object) -> BrowserContext:
    context = browser.new_context(**how)  # type: ignore[arg-type]
    context.add_cookies([{"name": "kith", "value": cookie, "url": address}])
    return context


def test_a_rule_is_built_while_the_numbers_follow(
    app: Flask, browser: Browser, address: str, cookie: str
) -> None:
    page = signed_in(browser, address, cookie).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{address}/groups/new?type=dynamic")
    page.fill("#name", "Gave 100")

    page.get_by_role("button", name="Condition", exact=True).click()
    page.select_option("#c1-type", "total_given")
    page.locator("#c1-amount").press_sequentially("100", delay=20)
    expect(page.locator("#preview")).to_contain_text("People who gave at least $100 in total.")
    expect(page.locator("#c1-amount")).to_be_focused()
    expect(page.locator("#preview-counts")).to_contain_text("= 3 people")

    page.get_by_role("button", name="Any-of block").click()
    page.select_option("[id='c2.1-type']", "text_search")
    page.locator("[id='c2.1-text']").press_sequentially("giver1", delay=20)
    expect(page.locator("#preview-counts")).to_contain_text("= 1 person")
    page.get_by_role("button", name="Remove block 2").click()
    expect(page.locator("[id='c2.1-type']")).to_have_count(0)

    page.locator("#who").press_sequentially("other1", delay=20)
    expect(page.locator("#preview")).to_contain_text("No, not in it")
    expect(page.locator("#name")).to_have_value("Gave 100")
    page.get_by_role("button", name="Save").click()

    page.wait_for_url(SAVED)
    expect(page.locator(".toasts")).to_contain_text("The group “Gave 100” is saved.")
    jobs.drain(app)
    expect(page.locator("#group-status")).to_contain_text("3 members as of", timeout=10_000)
    assert problems == []


def test_the_same_works_without_javascript(app: Flask, browser: Browser, address: str, cookie: str) -> None:
    page = signed_in(browser, address, cookie, java_script_enabled=False).new_page()
    page.goto(f"{address}/groups/new?type=dynamic")
    page.fill("#name", "Gave 100")

    page.get_by_role("button", name="Condition", exact=True).click()
    page.select_option("#c1-type", "total_given")
    page.get_by_role("button", name="Update the numbers").click()
    page.fill("#c1-amount", "100")
    page.locator("#c1-amount").press("Enter")  # shows the numbers, saves nothing

    expect(page.locator("#preview-counts")).to_contain_text("= 3 people")
    page.get_by_role("button", name="Save").click()
    assert SAVED.search(page.url)
    jobs.drain(app)
    page.reload()
    expect(page.locator("#members")).to_contain_text("Giver, Nr000")

    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Delete the group").click()
    expect(page.locator(".toasts")).to_contain_text("is deleted")
