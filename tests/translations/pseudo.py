"""A language of no people: every translated sentence stands in brackets, so that one sees what was not."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from xml.etree.ElementTree import Element

import html5lib

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = (
    *("aria-label", "alt", "placeholder", "title"),
    *("data-guard", "data-confirm", "data-busy", "data-label"),
)
"""Attributes that people read or hear."""
LITERAL = frozenset({"script", "style", "bdi", "code", "kbd", "textarea", "mark", "noscript", "ins", "del"})
"""Elements whose text is data, or the same in every language."""
_WORD = re.compile(r"[^\W\d_]{2,}")


class Brackets(NullTranslations):
    """Puts every sentence in brackets; what stands inside may be data."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def untranslated(html: str) -> Iterator[str]:
    """The texts of a page that stand in no brackets and have a word in them."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in SPOKEN:
                yield from _bare(element.get(name) or "")
    depth = 0
    for text, where in _texts(root):
        bare, depth = _outside(text, depth)
        if where not in LITERAL and _WORD.search(bare):
            yield " ".join(bare.split())


def _bare(text: str) -> Iterator[str]:
    bare, _depth = _outside(text, 0)
    if _WORD.search(bare):
        yield " ".join(bare.split())


def _texts(root: Element) -> Iterator[tuple[str, str]]:
    """Every text in the order of reading, and the literal element around it, if there is one."""

    def walk(element: Element, literal: str) -> Iterator[tuple[str, str]]:
        if not isinstance(element.tag, str):
            return
        inside = element.tag if element.tag in LITERAL else literal
        if element.text:
            yield element.text, inside
        for child in element:
            yield from walk(child, inside)
            if child.tail:
                yield child.tail, inside

    yield from walk(root, "")


def _outside(text: str, depth: int) -> tuple[str, int]:
    kept = []
    for letter in text:
        if letter == OPEN:
            depth += 1
        elif letter == CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(letter)
    return "".join(kept), depth


class Foreign(Brackets):
    """Leaves no word of a sentence as it was, but for the places of its values: no words, no decisions."""

    def gettext(self, message: str) -> str:
        parts = _FILLED_IN.split(message)
        return "".join(part if part.startswith(("{", "%(")) else _LETTER.sub("ж", part) for part in parts)


_LETTER = re.compile(r"[A-Za-z]")
_FILLED_IN = re.compile(r"(\{\w*\}|%\(\w+\)s)")
