"""What the guide sets in italics is what a screen says: a button, a label, a message, or named data."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.translations import ROOT, gathered

GUIDE = ROOT / "docs/tenant"
PAGES = sorted(page for page in GUIDE.rglob("*.md") if page.parent.name != "self-hosting")
PARTS = [
    re.compile(each)
    for each in (r"\s*[›→]\s*|[()]", r"(?<=[.])\s+", r"\s*[›→]\s*|(?<=[.:;,])\s+|\s+·\s+|[()]")
]
"""What stands between the texts that a screen puts together: steps of a path, sentences, parts of a list."""
NUMBER = re.compile(r"^[-−+$]?[\d.,]+(?:\s+|$)")
MARKUP = re.compile(r"<[^>]+>")
FEWEST_WORDS = 2
VALUE = re.compile(r"\{\w+\}|%\(\w+\)[sd]")
SAMPLE = """
José Adeyemi; Rebecca Adeyemi; Adeyemi, José; Hannah Novak; Kwame Khan; K. Khan; Khan, K.; López, María;
smith; Ida Marsh; Ida Fairweather; Wanda Merriweather; Guillaume Malik; Malik; David Svnsson; David Svensson;
Bob King; abbott carlos; Winter Concert; Cooking together; GIFT-0003
"""
"""People, groups, events and gifts of the sample workspace, and those whom a tutorial adds to them."""
EXAMPLE = """
Zielinski; Smith; Hope Garden; Hope Garden, Inc.; John & Mary Lee; John Lee; Delgado; Rosa Delgado; Maria;
David Okafor; Guillaume Corbett; Robert Hale Jr.; Robert Hale Sr.; Mr. Kim Lee; Ms. Kim Lee; Peter Novak;
Elm St.; Elm Street; 503-555-0142; 12 Elm St, Portland; John & Mary; March 4, 1961; + email ana@example.org;
last name → Kim; 03/04/2026; ann.lee@…; Nguyen; k•••@example.org; wanda@example.org; July 2026 – today
"""
"""Values that an explanation compares, and days that a heading shows."""
TYPED = """
What grows, and when we need hands.; four times a year; sign-up sheet of the autumn fair, page 1;
We write to you about the garden four times a year.; she told me on the phone;
December newsletter; Garden news; SendGrid, March 2026; Yes: next step: Send the report
"""
"""Names and notes that staff give, as the tutorials have them."""
ELSEWHERE = "volume; not interested; opted in; no more mail please; she surely wants our news"
"""Words of other tools, and of people about themselves."""
ASKED = """
May we write to this person, now?; Who gave last year and not yet this year?; differ only in nickname
"""
"""What an explanation asks or sums up in its own words."""
PUT_TOGETHER = """
+ address 12 New Street, Salem, OR 97301; About the new person of row 3;
leaving out people who have at least 1 registration;
all of: gave at least $100, and any of (registered for the gala, joined Events); Firefox on Windows;
Subscribed, Do not email: never imported here.;
Last name differs: replaces the one on record (your update rules).
"""
"""Put together by a screen from parts and values too short to be known by."""
NO_TEXT = {
    phrase.strip()
    for listed in (SAMPLE, EXAMPLE, TYPED, ELSEWHERE, ASKED, PUT_TOGETHER)
    for phrase in listed.replace("\n", " ").split(";")
}
"""What stands in italics and is no text of the product."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(GUIDE).with_suffix("").as_posix())
def test_what_stands_in_italics_is_said_by_a_screen(page: Path) -> None:
    strange = [phrase for phrase in italics(page) if phrase not in NO_TEXT and not is_shown(phrase)]

    assert strange == []


def test_what_is_excused_stands_in_the_guide_and_is_not_said_by_a_screen() -> None:
    there = {phrase for page in PAGES for phrase in italics(page)}

    assert NO_TEXT - there == set()
    assert [phrase for phrase in sorted(NO_TEXT) if is_shown(phrase)] == []


@pytest.mark.parametrize("changed", ["Revert import…", "Settings › Revert", "Held at 97"])
def test_what_no_screen_says_is_noticed(changed: str) -> None:
    assert not is_shown(changed)


def italics(page: Path) -> Iterator[str]:
    for block in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        yield from _emphasized(block.children or [])


def is_shown(phrase: str) -> bool:
    """Does a screen show it, whole or put together from what it says?"""
    told = plain(phrase)
    return (
        told in cells()
        or is_said(told)
        or any(all(map(is_said, map(plain, parts.split(phrase)))) for parts in PARTS)
    )


@cache
def is_said(told: str) -> bool:
    """Is it a message, a part of one in whole words, one with its values, or a number?"""
    bare = NUMBER.sub("", told)
    if bare in sentences() and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", sentences()):
        return True
    return any(literal in told and each.fullmatch(told) for literal, each in patterns())


def plain(text: str) -> str:
    """As it is compared: without markup, with one kind of apostrophe, without what ends a sentence."""
    spaced = " ".join(MARKUP.sub("", text).replace("’", "'").replace("\xa0", " ").split())
    return spaced.rstrip(".:…").lower()


@cache
def messages() -> tuple[str, ...]:
    return tuple(
        plain(said)
        for message in gathered()
        for said in (message.id if isinstance(message.id, tuple) else (message.id,))
        if said
    )


@cache
def sentences() -> str:
    return "\n".join(messages())


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The messages with values in them, if what they say around the values tells anything."""
    return tuple(
        (max(literals, key=len), re.compile(".+?".join(map(re.escape, literals))))
        for literals in map(VALUE.split, messages())
        if len(literals) > 1
        and (literals[0][:1].isalpha() or len(re.findall(r"[a-z]+", " ".join(literals))) >= FEWEST_WORDS)
    )


@cache
def cells() -> frozenset[str]:
    """What stands in the sample files that one can try an import with, and their names."""
    files = sorted((ROOT / "docs/samples").glob("*.csv"))
    texts = [cell for file in files for cell in re.split(r'[,;"\n]', _text(file))]
    return frozenset(map(plain, [*texts, *(file.name for file in files)]))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return file.read_text("cp1252")


def _emphasized(tokens: list[Token]) -> Iterator[str]:
    said: list[str] = []
    within = False
    for token in tokens:
        if token.type == "em_open":
            within, said = True, []
        elif token.type == "em_close":
            within = False
            yield " ".join("".join(said).split())
        elif within:
            said.append("\n" if token.type == "softbreak" else token.content)
