"""A page of the guide, from its file: sections of clean HTML, and their words for searching."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.guide.domain.contents import AREAS, PREFIX
from app.guide.domain.front import Front, Malformed, read_front
from app.guide.domain.markdown import Section, sections


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page, in the order of its sections."""

    slug: str
    front: Front
    sections: tuple[Section, ...]

    @property
    def area(self) -> str:
        """The folder of the page."""
        return self.front.area

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.front.title

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{PREFIX}/{self.area}/{self.slug}"

    @property
    def lead(self) -> str:
        """The first sentence, for lists of pages."""
        first = self.sections[0].text.strip()
        return re.split(r"(?<=[.:?!])\s", first, maxsplit=1)[0].rstrip(":")

    @property
    def headings(self) -> tuple[Section, ...]:
        """The sections of the first level, for what is on this page."""
        return tuple(section for section in self.sections if section.level == 2)

    def part(self, anchor: str) -> tuple[Section, ...]:
        """The section with this anchor and those inside of it; none where there is no such section."""
        anchors = [section.anchor for section in self.sections]
        if anchor not in anchors:
            return ()
        first, *following = self.sections[anchors.index(anchor) :]
        inside = next((n for n, each in enumerate(following) if each.level <= max(first.level, 2)), None)
        return (first, *following[:inside])


def read_page(area: str, slug: str, text: str) -> GuidePage:
    """The page of a file: front matter, and Markdown below it."""
    front, below = read_front(f"{area}/{slug}.md", text)
    return GuidePage(slug, front, tuple(sections(below, title=front.title, page=f"{PREFIX}/{area}/{slug}")))


def in_order(pages: Iterable[GuidePage]) -> list[GuidePage]:
    """The pages as one reads them: area by area; `Malformed` when two of an area have one order."""
    areas = [area.slug for area in AREAS]
    places: dict[tuple[int, int], GuidePage] = {}
    for page in pages:
        place = (areas.index(page.area), page.front.order)
        if place in places:
            other = places[place].slug
            raise Malformed(f"{page.area}/{page.slug}.md", "order", f"{other}.md has {page.front.order}, too")
        places[place] = page
    return [places[place] for place in sorted(places)]
