"""Somebody who has no mouse."""

from typing import Self

from playwright.sync_api import Page

FAR = 120
"""Nobody presses Tab more often than this."""

NAME = """() => {
  const it = document.activeElement;
  const label = it.labels?.[0]?.innerText;
  return (it.getAttribute("aria-label") ?? label ?? it.innerText ?? "").trim();
}"""


class Keyboard:
    """Presses keys, and Tab until something has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> Self:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> Self:
        """Text into what has the focus."""
        self.page.keyboard.type(text)
        return self

    def to(self, name: str) -> Self:
        """Tab on until the focus is on what is called so; an error when it cannot be reached."""
        passed = []
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(NAME)
            if found.startswith(name):
                return self
            passed.append(found)
        raise AssertionError(f"{name!r} cannot be reached with Tab: {passed}")
