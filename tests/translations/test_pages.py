"""Every page, asked for in a language of brackets: what stands in no brackets was not translated."""

import re
from collections import defaultdict
from functools import cache

import pytest
from flask import Flask

from app import words
from app.accounts.domain.places import countries, currencies, months, timezones
from app.inbound.domain.providers import Provider
from app.web.language import name_of
from tests import factories
from tests.factories import World
from tests.tenancy.estate import CANARY, build
from tests.tenancy.test_crawler import address, rules
from tests.translations.pseudo import Brackets, untranslated

NOT_SPOKEN = ("design.", "guide.", "imports.sample")
"""Pages that speak English everywhere: the guide's own text, and the page for developers."""
DATA = re.compile(
    rf"{CANARY}|{CANARY.upper()}|Redirecting|redirected automatically|not, click the link"
    # whose names stand in the world of the tests
    r"|\b(Alice|Adam|Bob|Vera|Owner|Kith|Green Valley|Ada)\b"
    # figures, dates, times, money, addresses, IDs, the numbers of gifts and batches
    r"|@|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d|\d{4}-\d\d-\d\d|\b[AP]M\b|/\w+/\w"
    r"|^[A-Z]+-\d{4}$"
    # how long ago something was, and the days of a week, are said by Babel
    r"|^\d+ (second|minute)s? ago$|^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[ \d,:]*$"
)
HEADINGS = {
    "restrictions.columns": {"Email", "Name", "Status"},
    "imports.columns": {"Email:"},
    "batches.review": {"Email:", "bad"},
}
"""Headings and cells of a file where no element can stand around them: in lists, and before what is wrong."""


@pytest.mark.slow
def test_every_text_of_every_page_is_said_in_the_language_of_the_workspace(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    brackets = Brackets()
    monkeypatch.setattr(words, "translations", lambda _language: brackets)
    estate = build(app, world)
    alice = factories.signed_in(app, world.alice)

    bare = defaultdict[str, set[str]](set)
    for rule, method in rules(app):
        if method == "GET" and not rule.endpoint.startswith(NOT_SPOKEN):
            response = alice.get(address(rule, estate.ids), buffered=True)
            if response.status_code == 200 and response.mimetype == "text/html":
                for text in untranslated(response.text):
                    own = named() | HEADINGS.get(rule.endpoint, set())
                    if not DATA.search(text) and text not in own:
                        bare[text].add(rule.endpoint)

    assert dict(bare) == {}


@cache
def named() -> frozenset[str]:
    """What is said by Babel, and what zones, tools and languages are called: not ours to translate."""
    zones = {zone.replace("_", " ") for names in timezones().values() for zone in names}
    places = {
        "/".join(parts[at:]) for zone in zones for parts in [zone.split("/")] for at in range(len(parts))
    }
    money = {
        text for code, name in currencies().items() for text in (code, f"{code}, {name}", f"{code}: {name}")
    }
    short = {month[:3] for month in months().values()}
    own = {*(each.label for each in Provider), *map(name_of, words.languages())}
    return frozenset(
        {*countries().values(), *currencies().values(), *months().values(), *places, *money, *short, *own}
    )
