"""Words find sections: the best first, without accents, with one slip of the finger."""

import pytest

from app.guide.domain.pages import GuidePage, read_page
from app.guide.domain.searching import Index, Piece, build, search

FRONT = "---\ntitle: {}\narea: {}\norder: 10\nkind: how-to\nreviewed: 2026-03-14\n---\n\n"


def page(area: str, slug: str, title: str, text: str) -> GuidePage:
    return read_page(area, slug, FRONT.format(title, area) + text)


PAGES = (
    page(
        "import",
        "file",
        "Importing a file",
        "Upload a list.\n\n## Undo\n\nEverything goes back, gift by gift.",
    ),
    page("activity", "gifts", "Gifts", "A gift is money.\n\n## Refunds\n\nA refund of a gift is no gift."),
    page(
        "settings",
        "cafe",
        "Café",
        "Coffee for the board. " + "More words follow here. " * 20 + "Biscuits.",
    ),
)


@pytest.fixture(scope="module")
def index() -> Index:
    return build(PAGES)


def found(index: Index, text: str) -> list[str]:
    return [hit.place.url for hit in search(index, text, limit=9)]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("gifts", ["/docs/activity/gifts"]),
        ("gift", ["/docs/activity/gifts", "/docs/import/file#undo", "/docs/activity/gifts#refunds"]),
        ("refu", ["/docs/activity/gifts#refunds"]),
        ("CAFE", ["/docs/settings/cafe"]),
        ("gift back", ["/docs/import/file#undo"]),
        ("refnud", ["/docs/activity/gifts#refunds"]),
        ("uplaod", ["/docs/import/file"]),
        ("bisciuts", ["/docs/settings/cafe"]),
        ("bxscxuts", []),
        ("gitt", ["/docs/activity/gifts", "/docs/import/file#undo", "/docs/activity/gifts#refunds"]),
        ("xyz", []),
        ("", []),
        ("?!", []),
    ],
)
def test_words_find_sections(index: Index, text: str, urls: list[str]) -> None:
    assert found(index, text) == urls


def test_at_most_as_many_as_asked_for(index: Index) -> None:
    assert len(search(index, "gift", limit=2)) == 2


def test_an_excerpt_marks_the_words_and_says_where_it_was_cut(index: Index) -> None:
    [hit] = search(index, "biscuits", limit=1)

    assert hit.excerpt[0] == Piece("…", False)
    assert hit.excerpt[-1] == Piece("Biscuits.", True)
    assert len(hit.excerpt) < 12

    [hit] = search(index, "coffee", limit=1)
    assert hit.excerpt[0] == Piece("Coffee", True)
    assert hit.excerpt[-1] == Piece("…", False)
