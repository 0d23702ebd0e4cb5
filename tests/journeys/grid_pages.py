"""The grid of a batch in Chromium, as whoever types in it meets it."""

from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.batch_entry.domain.columns import Column
from app.batches.domain.fields import find_field
from app.batches.domain.gift_fields import find_gift_field
from app.batches.domain.status import BatchKind
from app.db import db
from tests import factories
from tests.batch_entry import makers
from tests.journeys.keyboard import NAME, Keyboard
from tests.journeys.live import settled

PEOPLE = ("lookup_id", "last_name", "first_name", "email", "address_city")
GIFTS = (*PEOPLE[:4], "gift_amount", "gift_currency", "gift_date")


def started(app: Flask, workspace_id: int, fields: tuple[str, ...] = PEOPLE, *, prefix: str = "UP") -> int:
    """The number of an open batch with these columns and no rows; a gift is of today, in dollars."""
    with factories.inside(app, workspace_id):
        kind = BatchKind.REVENUE if "gift_amount" in fields else BatchKind.UPDATE
        columns = tuple(_column(field) for field in fields)
        batch = makers.opened(workspace_id, kind, columns=columns, name=f"Batch {prefix}", prefix=prefix)
        db.session.commit()
        return batch.number


def _column(field_id: str) -> Column:
    field = find_field(field_id) or find_gift_field(field_id)
    assert field
    return Column(field_id=field_id, label=field.label, default="USD" if field_id == "gift_currency" else "")


@dataclass(slots=True)
class Grid:
    """A page with the grid of a batch."""

    page: Page
    address: str

    @property
    def keys(self) -> Keyboard:
        return Keyboard(self.page)

    def open(self) -> "Grid":
        """Go there, and wait until typing is possible."""
        self.page.goto(self.address)
        settled(self.page)
        return self

    def cell(self, column: str, row: int | str = "new row") -> Locator:
        """The cell of a row by its number, or of the first that is not stored yet."""
        named = f"row {row}" if isinstance(row, int) else row
        return self.page.get_by_label(f"{column}, {named}", exact=True).first

    def row(self, number: int) -> Locator:
        return self.page.locator(f"#line-{number}")

    def begin(self, column: str, row: int | str = "new row") -> Keyboard:
        """Go into a cell as with Tab: what it says is selected."""
        self.cell(column, row).focus()
        self.cell(column, row).select_text()
        return self.keys

    def kept(self) -> None:
        """Wait until nothing that was typed and left is unsaved."""
        self.page.wait_for_function(
            """() => ![...document.querySelectorAll("input.cell")].some(
                cell => cell.value !== cell.dataset.was && cell !== document.activeElement
            ) && !document.querySelector("tr[aria-busy=true]")"""
        )

    def back_to(self, name: str) -> Keyboard:
        """Press Shift and Tab until the focus is on what is called so."""
        for _ in range(40):
            self.page.keyboard.press("Shift+Tab")
            if self.page.evaluate(NAME).startswith(name):
                return self.keys
        raise AssertionError(f"{name!r} cannot be reached backwards")

    def copy(self, text: str) -> None:
        """Have this in the clipboard, as after copying cells of a spreadsheet."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)


def expect_at(grid: Grid, column: str, row: int | str = "new row") -> None:
    """The focus is in this cell."""
    expect(grid.cell(column, row)).to_be_focused()
