"""A page of the guide, from its file: clean HTML, and the sections that searching looks into."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from app.constituents.domain.text import fold
from app.guide.domain.contents import AREAS, PREFIX
from app.guide.domain.front import Front, Malformed, read_front

_TAGS = set("h2 h3 p a ul ol li strong em code kbd pre blockquote hr br table thead tbody tr th td".split())
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}}


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; the anchor of what comes before the first heading is blank."""

    anchor: str
    title: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: `html` is without its title, and safe to write as it is."""

    slug: str
    front: Front
    html: str
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


def read_page(area: str, slug: str, text: str) -> GuidePage:
    """The page of a file: front matter, and Markdown below it."""
    front, below = read_front(f"{area}/{slug}.md", text)
    tokens = _reader().parse(below)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = target(area, str(child.attrs["href"]))
    html = _reader().renderer.render(tokens, _reader().options, {})
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    return GuidePage(slug, front, clean, tuple(_sections(front.title, tokens)))


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


def target(area: str, href: str) -> str:
    """Where a link of a page of this area leads: to a page of the guide instead of to its file."""
    path, hash_, anchor = href.partition("#")
    if not path.endswith(".md") or ":" in path:
        return href
    return posixpath.normpath(f"{PREFIX}/{area}/{path.removesuffix('.md')}") + hash_ + anchor


def anchor_of(heading: str) -> str:
    """The anchor of a heading: its words in small letters, joined by hyphens."""
    return fold(heading).replace(" ", "-")


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    return reader.use(anchors_plugin, min_level=2, max_level=3, slug_func=anchor_of)


def _sections(title: str, tokens: Sequence[Token]) -> Iterator[Section]:
    anchor, heading, level, texts = "", title, 1, list[str]()
    following = iter(tokens)
    for token in following:
        if token.type == "heading_open":
            yield Section(anchor, heading, level, " ".join(texts))
            heading, level, texts = _plain(next(following)), int(token.tag[1]), []
            anchor = str(token.attrs.get("id", ""))
        elif token.type == "inline":
            texts.append(_plain(token))
    yield Section(anchor, heading, level, " ".join(texts))


def _plain(token: Token) -> str:
    words = (
        "".join(c.content if c.type in ("text", "code_inline") else _gap(c) for c in token.children or ()),
    )
    return " ".join("".join(words).split())


def _gap(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else ""
