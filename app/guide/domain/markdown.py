"""Markdown of the guide as sections of clean HTML: tables that scroll, notes in boxes, links to pages."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from app.constituents.domain.text import fold

_TAGS = set(
    "h2 h3 p a ul ol li strong em code kbd pre blockquote hr br div table thead tbody tr th td".split()
)
_ATTRIBUTES = {"a": {"href"}, "div": {"tabindex", "aria-label"}, "ol": {"start"}}
_VALUES = {
    "blockquote": {"class": {"note", "careful"}},
    "div": {"class": {"table-scroll"}, "role": {"region"}},
}
_TAKEN = frozenset("dialog flash main navigation results search toasts".split())
_BOXES = {"Note:": "note", "Careful:": "careful"}


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; the anchor of what comes before the first heading is blank.

    `heading` and `html` are safe to write as they are, `title` and `text` are their plain words.
    """

    anchor: str
    title: str
    level: int
    text: str
    heading: str
    html: str


def sections(text: str, *, title: str, page: str) -> Iterator[Section]:
    """The sections of a page with this title at this address, the first without a heading of its own."""
    tokens = _reader().parse(text)
    _resolve_links(tokens, page)
    _box_notes(tokens)
    _free_corners(tokens)
    heads = [0, *(n for n, each in enumerate(tokens) if each.type == "heading_open"), len(tokens)]
    labels: Counter[str] = Counter()
    for first, end in pairwise(heads):
        part = tokens[first:end]
        heading = part[:3] if part and part[0].type == "heading_open" else []
        name = _plain(heading[1]) if heading else title
        _name_tables(part, name, labels)
        yield Section(
            anchor=str(heading[0].attrs["id"]) if heading else "",
            title=name,
            level=int(heading[0].tag[1]) if heading else 1,
            text=" ".join(_plain(token) for token in part[len(heading) :] if token.type == "inline"),
            heading=_html(heading[1:2]),
            html=_html(part[len(heading) :]),
        )


def target(page: str, href: str) -> str:
    """Where a link of the page at this address leads: to a page of the guide instead of to its file."""
    path, hash_, anchor = href.partition("#")
    if not path:
        return f"{page}{href}"
    if not path.endswith(".md") or ":" in path:
        return href
    return posixpath.normpath(posixpath.join(page, "..", path.removesuffix(".md"))) + hash_ + anchor


def anchor_of(heading: str) -> str:
    """The anchor of a heading: its words in small letters, joined by hyphens; none that the layout has."""
    anchor = fold(heading).replace(" ", "-")
    return f"{anchor}-section" if anchor in _TAKEN else anchor


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader.add_render_rule("table_open", _open_table)
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return reader.use(anchors_plugin, min_level=2, max_level=3, slug_func=anchor_of)


def _html(tokens: Sequence[Token]) -> str:
    html = _reader().renderer.render(tokens, _reader().options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, tag_attribute_values=_VALUES, link_rel=None
    ).strip()


def _resolve_links(tokens: Sequence[Token], page: str) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = target(page, str(child.attrs["href"]))


def _box_notes(tokens: Sequence[Token]) -> None:
    for quote, _, words in zip(tokens, tokens[1:], tokens[2:], strict=False):
        box = _BOXES.get(_plain(words).partition(" ")[0]) if quote.type == "blockquote_open" else None
        if box and any(child.type == "strong_open" for child in (words.children or ())[:2]):
            quote.attrs["class"] = box


def _free_corners(tokens: Sequence[Token]) -> None:
    """A cell of a table's head without words heads nothing."""
    for head, words, end in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if head.type == "th_open" and not words.content:
            head.tag = end.tag = "td"


def _name_tables(tokens: Sequence[Token], title: str, labels: Counter[str]) -> None:
    for token in tokens:
        if token.type == "table_open":
            labels[title] += 1
            more = f" {labels[title]}" if labels[title] > 1 else ""
            token.attrs["aria-label"] = f"{title} (table{more})"


def _open_table(_renderer: object, tokens: Sequence[Token], number: int, *_: object) -> str:
    label = escape(str(tokens[number].attrs["aria-label"]))
    return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">\n<table>\n'


def _plain(token: Token) -> str:
    words = (c.content if c.type in ("text", "code_inline") else _gap(c) for c in token.children or ())
    return " ".join("".join(words).split())


def _gap(token: Token) -> str:
    return " " if token.type.endswith("break") or token.content.startswith("<br") else ""
