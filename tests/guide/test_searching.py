"""Words find sections: the best first, without accents, with one slip of the finger."""

import pytest

from app.guide.domain.pages import read_page
from app.guide.domain.searching import Index, Piece, build, search

PAGES = (
    read_page(
        "a",
        "import",
        "# Importing a file\n\nUpload a list.\n\n## Undo\n\nEverything goes back, gift by gift.",
    ),
    read_page("a", "gifts", "# Gifts\n\nA gift is money.\n\n## Refunds\n\nA refund of a gift is no gift."),
    read_page(
        "b", "cafe", "# Café\n\nCoffee for the board. " + "More words follow here. " * 20 + "Biscuits."
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
        ("gifts", ["/docs/a/gifts"]),
        ("gift", ["/docs/a/gifts", "/docs/a/import#undo", "/docs/a/gifts#refunds"]),
        ("refu", ["/docs/a/gifts#refunds"]),
        ("CAFE", ["/docs/b/cafe"]),
        ("gift back", ["/docs/a/import#undo"]),
        ("refnud", ["/docs/a/gifts#refunds"]),
        ("uplaod", ["/docs/a/import"]),
        ("bisciuts", ["/docs/b/cafe"]),
        ("bxscxuts", []),
        ("gitt", ["/docs/a/gifts", "/docs/a/import#undo", "/docs/a/gifts#refunds"]),
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
