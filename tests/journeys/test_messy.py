"""A newcomer takes the messy sample from the file to its undo, with nothing but what the pages say."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from app.db import db
from app.imports.routes.samples import FOLDER
from app.sample.domain.people import people
from tests import factories
from tests.batches.makers import people_count
from tests.journeys.live import Live, running, settled
from tests.profiles.makers import create

pytestmark = pytest.mark.browser
KNOWN = 300
REVIEW = re.compile(r"/imports/\d+$")


@pytest.fixture
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Some of the sample people are on record, and a worker works."""
    with running(tmp_path_factory.mktemp("messy")) as live:
        with live.app.app_context():
            ours = factories.world().ours
        with factories.inside(live.app, ours):
            create(ours, *[each.record for each in people(Random(7), date(2026, 1, 1), KNOWN)])
            db.session.commit()
        yield live
    assert live.complaints == []


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"messy-{name}.png", full_page=True)


def test_the_messy_sample_is_imported_and_taken_back(browser: Browser, kith: Live) -> None:
    context = kith.signed_in(browser, 103)
    page = kith.watched(context)
    before = count(kith)

    page.goto(f"{kith.address}/imports/new")
    shot(page, "1-upload")
    page.get_by_label("File", exact=True).set_input_files(FOLDER / "messy-list.csv")
    page.get_by_role("button", name="Upload and look at the columns").click()
    page.wait_for_url("**/map")
    shot(page, "2-map")
    expect(page.locator("#mapping")).to_contain_text("Some dates are day first and some month first")
    page.get_by_label("Birthday: how dates are written").select_option("mdy")
    settled(page)
    page.get_by_role("button", name="Check the file").click()
    page.wait_for_url(REVIEW)
    expect(page.locator("#counts")).to_contain_text("= 50 rows")
    assert count(kith) == before
    shot(page, "3-review")

    page.get_by_role("link", name=re.compile(r"Commit \d+ ready rows")).first.click()
    shot(page, "4-commit")
    page.get_by_role("button", name=re.compile(r"Commit \d+ rows")).click()
    page.wait_for_url("**/result")
    expect(page.locator("#result")).to_contain_text("Nobody's permission was changed.")
    assert count(kith) > before
    shot(page, "5-result")

    page.get_by_role("link", name="Undo import…").click()
    expect(page.locator("#undo")).to_contain_text("are removed")
    shot(page, "6-undo")
    page.get_by_role("button", name="Undo import").click()
    expect(page.locator("#result")).to_contain_text("This import was undone")
    assert count(kith) == before
    shot(page, "7-undone")
    context.close()


def count(kith: Live) -> int:
    with factories.inside(kith.app, 11):
        return people_count(11)
