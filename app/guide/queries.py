"""The guide as it lies beside the application: read once in the life of a process."""

from dataclasses import dataclass
from functools import cache

from app.config import ROOT
from app.guide.domain import searching
from app.guide.domain.contents import AREAS, Area
from app.guide.domain.pages import GuidePage, read_page
from app.guide.domain.searching import Hit, Index

FOLDER = ROOT / "docs" / "tenant"


@dataclass(frozen=True, slots=True)
class Guide:
    """Every page by its area and name, in the order of reading, and the index of their words."""

    pages: dict[tuple[str, str], GuidePage]
    index: Index

    def of(self, area: Area) -> list[GuidePage]:
        """The pages of an area, in order."""
        return [self.pages[area.slug, slug] for slug in area.pages]

    def beside(self, page: GuidePage) -> tuple[GuidePage | None, GuidePage | None]:
        """The pages before and after this one."""
        order = [None, *self.pages.values(), None]
        place = order.index(page)
        return order[place - 1], order[place + 1]


@cache
def guide() -> Guide:
    """The whole guide; an error when a page that is announced is not there."""
    pages = {
        (area.slug, slug): read_page(area.slug, slug, (FOLDER / area.slug / f"{slug}.md").read_text("utf-8"))
        for area in AREAS
        for slug in area.pages
    }
    return Guide(pages, searching.build(pages.values()))


def find(text: str, *, limit: int) -> list[Hit]:
    """The sections that a text finds, the best first; none for a blank text."""
    return searching.search(guide().index, text, limit=limit)
