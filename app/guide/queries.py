"""The guide as it lies beside the application: read once in the life of a process."""

import tomllib
from dataclasses import dataclass
from functools import cache

from app.config import ROOT
from app.guide.domain import searching
from app.guide.domain.contents import PREFIX, Area
from app.guide.domain.pages import GuidePage, in_order, read_page
from app.guide.domain.searching import Hit, Index

FOLDER = ROOT / "docs" / "tenant"


@dataclass(frozen=True, slots=True)
class Guide:
    """Every page by its area and name, in the order of reading, and the index of their words."""

    pages: dict[tuple[str, str], GuidePage]
    index: Index

    def of(self, area: Area) -> list[GuidePage]:
        """The pages of an area, in order."""
        return [page for page in self.pages.values() if page.area == area.slug]

    def beside(self, page: GuidePage) -> tuple[GuidePage | None, GuidePage | None]:
        """The pages before and after this one."""
        order = [None, *self.pages.values(), None]
        place = order.index(page)
        return order[place - 1], order[place + 1]


@cache
def guide() -> Guide:
    """The whole guide; an error that names the file and the key when one does not say what it is."""
    files = sorted(FOLDER.rglob("*.md"))
    read = [
        read_page(file.parent.relative_to(FOLDER).as_posix(), file.stem, file.read_text("utf-8"))
        for file in files
    ]
    pages = {(page.area, page.slug): page for page in in_order(read)}
    return Guide(pages, searching.build(pages.values(), other_names()))


def other_names() -> dict[str, list[str]]:
    """What sections are called by those who look for them, by the address of the section."""
    areas = tomllib.loads((FOLDER / "asked.toml").read_text("utf-8"))
    return {
        f"{PREFIX}/{area}/{place}": names.split(", ")
        for area, places in areas.items()
        for place, names in places.items()
    }


def find(text: str, *, limit: int, every: bool = False) -> list[Hit]:
    """The sections that a text finds, the best first; with `every`, only those with all of its words."""
    return searching.search(guide().index, text, limit=limit, every=every)
