"""The keys of the grid in Chromium, and that nothing typed into it is lost."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Route, expect

from tests import factories
from tests.batch_entry import grids
from tests.factories import World
from tests.journeys.grid_pages import Grid, expect_at, started
from tests.journeys.live import Live, running

pytestmark = pytest.mark.browser

_prefixes = count(1)


@pytest.fixture(scope="module")
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Without a worker: rows are decided about as they are typed."""
    with running(tmp_path_factory.mktemp("grid"), works=False) as live:
        yield live
    assert [
        each for each in live.complaints if "422" not in each
    ] == []  # a block that does not fit is refused


@pytest.fixture(scope="module")
def staff(kith: Live) -> World:
    with kith.app.app_context():
        return factories.world()


@pytest.fixture
def grid(browser: Browser, kith: Live, staff: World) -> Iterator[Grid]:
    """The grid of a new batch, open in Bob's browser."""
    context = kith.signed_in(browser, staff.bob)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    number = started(kith.app, staff.ours, prefix=f"UP{next(_prefixes)}")
    yield Grid(kith.watched(context), f"{kith.address}/batches/{number}/grid").open()
    context.close()


def rows(kith: Live, staff: World, grid: Grid) -> dict[int, list[str]]:
    """What is stored."""
    return grids.cells(kith.app, staff, int(grid.address.split("/")[-2]))


def some_rows(grid: Grid) -> None:
    """Lee, Ann; Diaz, Bo; Ito, Cho."""
    keys = grid.begin("Last name")
    for last, first in (("Lee", "Ann"), ("Diaz", "Bo"), ("Ito", "Cho")):
        keys.type(last).press("Tab").type(first).press("Enter")
    grid.kept()


def test_rows_are_typed_without_waiting_for_answers(grid: Grid, kith: Live, staff: World) -> None:
    def late(route: Route) -> None:
        grid.page.wait_for_timeout(150)
        route.continue_()

    grid.page.route("**/rows**", late)

    some_rows(grid)

    expect_at(grid, "Last name")
    assert [row[1:3] for row in rows(kith, staff, grid).values()] == [
        ["Lee", "Ann"],
        ["Diaz", "Bo"],
        ["Ito", "Cho"],
    ]
    expect(grid.row(3)).to_contain_text("Ready · new")


def test_arrows_go_from_cell_to_cell_and_from_the_edges_of_a_text(grid: Grid) -> None:
    some_rows(grid)

    keys = grid.begin("Last name", 2).press("ArrowUp")
    expect_at(grid, "Last name", 1)
    keys.press("ArrowRight")
    expect_at(grid, "First name", 1)
    keys.press("ArrowDown", "ArrowDown")
    expect_at(grid, "First name", 3)
    keys.press("F2", "ArrowLeft", "ArrowLeft").type("a")
    expect(grid.cell("First name", 3)).to_have_value("Caho")
    keys.press("Home", "ArrowLeft")
    expect_at(grid, "Last name", 3)
    keys.press("Control+Home")
    expect_at(grid, "Lookup ID", 1)
    keys.press("Control+End")
    expect_at(grid, "Lookup ID")


def test_a_cell_is_emptied_filled_from_above_and_put_back(grid: Grid, kith: Live, staff: World) -> None:
    some_rows(grid)

    grid.begin("First name", 1).press("ArrowDown").type("Zoe").press("Escape")
    expect(grid.cell("First name", 2)).to_have_value("Bo")
    grid.keys.press("Delete", "ArrowDown", "Control+d")
    expect(grid.cell("First name", 3)).to_have_value("")
    grid.keys.press("Escape", "ArrowLeft", "Control+d", "Enter")
    grid.kept()

    assert [row[1:3] for row in rows(kith, staff, grid).values()] == [
        ["Lee", "Ann"],
        ["Diaz", ""],
        ["Diaz", "Cho"],
    ]


def test_a_mistake_is_told_at_its_cell_as_the_cell_is_left(grid: Grid) -> None:
    grid.begin("Last name").type("Lee").press("Tab", "Tab").type("no email").press("Tab")

    email = grid.cell("Email", 1)
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(
        "Error: Email is missing the “@”. Add the “@” and the part after it."
    )
    expect(grid.page.get_by_role("status").filter(has_text="Email is missing the “@”")).to_have_count(1)
    expect_at(grid, "Address, city", 1)
    grid.row(1).get_by_role("link", name="Email", exact=True).click()
    expect_at(grid, "Email", 1)
    grid.keys.type("ann@example.org")
    grid.keys.press("Enter")
    expect(email).not_to_have_attribute("aria-invalid", "true")
    expect(grid.row(1)).to_contain_text("Ready · new")


def test_a_block_is_pasted_at_the_cell_over_rows_and_beyond_them(
    grid: Grid, kith: Live, staff: World
) -> None:
    some_rows(grid)
    grid.copy('Wu\tDee\tdee@example.org\nRoy\tEve\t\n"Van der\nBerg"\tFay\t\n')

    grid.begin("Last name", 3).press("Control+v")

    expect(grid.row(5)).to_contain_text("Ready")
    expect_at(grid, "Last name", 3)
    assert [row[1:4] for row in rows(kith, staff, grid).values()] == [
        ["Lee", "Ann", ""],
        ["Diaz", "Bo", ""],
        ["Wu", "Dee", "dee@example.org"],
        ["Roy", "Eve", ""],
        ["Van der Berg", "Fay", ""],
    ]


def test_what_does_not_fit_is_shown_before_anything_is_pasted(grid: Grid, kith: Live, staff: World) -> None:
    some_rows(grid)
    grid.copy("a@example.org\tRome\tItaly\nb@example.org\tOslo\tNorway")

    grid.begin("Email", 2).press("Control+v")
    expect(grid.page.get_by_role("dialog")).to_contain_text("1 column more than there are from here")
    assert rows(kith, staff, grid)[2][3:] == ["", ""]
    grid.page.get_by_role("button", name="Paste the part that fits").click()
    expect(grid.page.get_by_role("dialog")).to_be_hidden()
    expect(grid.cell("Address, city", 3)).to_have_value("Oslo")

    assert [row[3:] for row in rows(kith, staff, grid).values()] == [
        ["", ""],
        ["a@example.org", "Rome"],
        ["b@example.org", "Oslo"],
    ]


def test_what_is_pressed_waits_until_what_was_typed_is_kept(grid: Grid, kith: Live, staff: World) -> None:
    some_rows(grid)
    grid.cell("First name", 1).fill("Anna")

    grid.page.get_by_role("link", name="Row 2", exact=True).click()

    expect(grid.page.locator("h1")).to_contain_text("Row 2")
    assert rows(kith, staff, grid)[1][2] == "Anna"


def test_what_is_typed_without_a_connection_is_sent_when_there_is_one_again(
    browser: Browser, kith: Live, staff: World
) -> None:
    context = kith.signed_in(browser, staff.bob)
    number = started(kith.app, staff.ours, prefix="OFF")
    grid = Grid(context.new_page(), f"{kith.address}/batches/{number}/grid").open()  # its console complains
    some_rows(grid)

    context.set_offline(True)
    grid.begin("First name", 1).type("Anna").press("Enter").type("Bob").press("Enter")
    expect(grid.row(1)).to_have_attribute("data-unsaved", "")
    assert rows(kith, staff, grid)[1][2] == "Ann"
    context.set_offline(False)

    expect(grid.page.locator("[data-unsaved]")).to_have_count(0)
    grid.kept()
    assert [row[2] for row in rows(kith, staff, grid).values()] == ["Anna", "Bob", "Cho"]
    context.close()


def test_the_focus_goes_on_to_the_next_row_when_a_row_is_removed(
    grid: Grid, kith: Live, staff: World
) -> None:
    some_rows(grid)

    grid.page.get_by_role("button", name="Remove row 2").press("Enter")
    expect(grid.row(2)).to_have_count(0)
    expect_at(grid, "Lookup ID", 3)
    grid.page.get_by_role("button", name="Undo", exact=True).click()
    expect(grid.row(2)).to_contain_text("Ready")

    assert rows(kith, staff, grid)[2][1:3] == ["Diaz", "Bo"]
