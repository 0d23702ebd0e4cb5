"""Five hundred gifts in one revenue batch by keyboard: typed, pasted, validated, committed, and undone."""

from itertools import product

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from app.activity.models import Donation
from app.db import db
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.journeys.grid_pages import GIFTS, Grid, expect_at, started
from tests.journeys.live import Live, settled

pytestmark = pytest.mark.browser

STARTS = ("Bran", "Cor", "Dal", "Fen", "Gil", "Hor", "Jas", "Kel", "Lom", "Mer", "Nor", "Pem", "Quil")
ENDS = ("aby", "ecki", "idge", "olsen", "umford", "yatt", "oux", "ahira")
FIRST = ("Ana", "Bertrand", "Chidi", "Dorothy", "Emeka")
NAMES = [(start + end, first) for start, end, first in product(STARTS, ENDS, FIRST)][:500]
GIVEN = [
    (last, first, f"{first}.{last}@example.org".lower(), f"{at}.{at % 100:02}")
    for at, (last, first) in enumerate(NAMES, 1)
]
LONG = 45_000
"""Milliseconds that 500 rows may take while other tests run beside."""
TOTAL, CENTS = "$125,497.50", 12_549_750
"""The numbers from 1 to 500 come to 125,250; the cents from 0 to 99, five times, to 247.50."""


def stored(kith: Live, staff: World) -> tuple[int, int, int]:
    """How many constituents there are, how many gifts, and what they come to in cents."""
    with factories.inside(kith.app, staff.ours):
        sums = select(func.count(), func.coalesce(func.sum(Donation.amount), 0)).where(
            Donation.workspace_id == staff.ours
        )
        gifts, cents = db.session.execute(sums).one()
        return makers.people_count(staff.ours), gifts, int(cents)


def test_five_hundred_gifts_are_typed_and_pasted_by_keyboard_and_taken_back(
    browser: Browser, kith: Live
) -> None:
    with kith.app.app_context():
        staff = factories.world()
    before = stored(kith, staff)
    number = started(kith.app, staff.ours, GIFTS, prefix="GIFT")
    context = kith.signed_in(browser, staff.bob)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid = Grid(kith.watched(context), f"{kith.address}/batches/{number}/grid").open()
    page, keys = grid.page, grid.begin("Last name")

    for last, first, email, amount in GIVEN[:20]:
        keys.type(last).press("Tab").type(first).press("Tab").type(email).press("Tab").type(amount)
        keys.press("Tab", "Tab").type("2026-11-02").press("Enter")
    expect_at(grid, "Last name")
    grid.kept()
    grid.copy("\n".join("\t".join((*each, "USD", "2026-11-02")) for each in GIVEN[20:]))
    keys.press("Control+v")
    expect(page.locator("#batch-facts")).to_contain_text("500 Ready", timeout=LONG)
    expect(page.locator("#batch-facts")).to_contain_text(TOTAL)
    expect_at(grid, "Last name", 21)
    assert stored(kith, staff) == before

    keys.press("Escape")
    grid.back_to("Check and commit").press("Enter")
    expect(page.locator("h1")).to_have_text("Check and commit")
    settled(page)
    keys.to("Validate").press("Enter")
    expect(page.locator("#commit")).to_contain_text("Add 500 people.", timeout=LONG)
    expect(page.locator("#commit")).to_contain_text(TOTAL)
    settled(page)
    keys.to("Commit 500 rows").press("Enter")
    expect(page.locator("main")).to_contain_text("500 people added", timeout=LONG)
    assert stored(kith, staff) == (before[0] + 500, before[1] + 500, before[2] + CENTS)

    page.goto(f"{kith.address}/batches/{number}/undo")
    settled(page)
    keys.to("Undo batch").press("Enter")
    expect(page.locator("main")).to_contain_text("This batch was undone", timeout=LONG)
    assert stored(kith, staff) == before
    context.close()
