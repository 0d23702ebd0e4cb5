"""Words find sections: the best first, without accents, with one slip of the finger."""

import pytest

from app.guide.domain.excerpts import Piece
from app.guide.domain.pages import GuidePage, read_page
from app.guide.domain.searching import Index, build, search

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


GIFTS = ["/docs/activity/gifts", "/docs/activity/gifts#refunds", "/docs/import/file#undo"]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("gift", GIFTS),
        ("gifts", GIFTS),
        ("gitt", GIFTS),
        ("refu", ["/docs/activity/gifts#refunds"]),
        ("refunded", ["/docs/activity/gifts#refunds"]),
        ("refnud", ["/docs/activity/gifts#refunds"]),
        ("CAFE", ["/docs/settings/cafe"]),
        ("uplaod", ["/docs/import/file"]),
        ("bisciuts", ["/docs/settings/cafe"]),
        ("bxscxuts", []),
        ("xyz", []),
        ("", []),
        ("?!", []),
        ("<b>xyz", []),
    ],
)
def test_words_find_sections(index: Index, text: str, urls: list[str]) -> None:
    assert found(index, text) == urls


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("gift goes back", "/docs/import/file#undo"),
        ("how do I undo this", "/docs/import/file#undo"),
        ("roll back", "/docs/import/file#undo"),
        ("I made a mistake", "/docs/import/file#undo"),
        ("where is my spreadsheet", "/docs/import/file"),
        ("coffee xyz", "/docs/settings/cafe"),
    ],
)
def test_a_question_finds_the_section_of_most_of_its_words(index: Index, text: str, first: str) -> None:
    assert found(index, text)[0] == first


def test_a_section_with_every_word_comes_before_one_that_has_a_word_often(index: Index) -> None:
    assert found(index, "gift upload refund")[0] == "/docs/activity/gifts#refunds"


def test_of_what_is_typed_beside_other_things_every_word_counts(index: Index) -> None:
    assert [hit.place.url for hit in search(index, "refund list", limit=9, every=True)] == []
    assert search(index, "refund xyz", limit=9, every=True) == []
    assert len(search(index, "a refund of a gift", limit=9, every=True)) == 1


def test_a_story_stands_behind_what_tells_how() -> None:
    how = page("import", "how", "How", "Press Merge.")
    story = read_page(
        "import", "story", FRONT.format("Story", "import").replace("how-to", "tutorial") + "Press Merge."
    )

    assert found(build([story, how]), "merge")[0] == how.url


def test_what_a_section_is_called_elsewhere_finds_it_before_what_names_it_in_passing() -> None:
    passing = page("import", "file", "Importing", "Coffee machines are no files.")
    meant = page("settings", "cafe", "Café", "For the board.")

    assert found(build([passing, meant]), "coffee machine") == [passing.url]
    named = build([passing, meant], {meant.url: ["where is the coffee machine"]})
    assert found(named, "coffee machine") == [meant.url, passing.url]


def test_at_most_as_many_as_asked_for(index: Index) -> None:
    assert len(search(index, "gift", limit=2)) == 2


def test_the_title_of_a_hit_is_marked(index: Index) -> None:
    [hit] = search(index, "refunding", limit=1)

    assert hit.title == (Piece("Refunds", True),)


def test_an_excerpt_marks_the_words_and_says_where_it_was_cut(index: Index) -> None:
    [hit] = search(index, "biscuits", limit=1)

    assert hit.excerpt[0] == Piece("…", False)
    assert hit.excerpt[-1] == Piece("Biscuits.", True)
    assert len(hit.excerpt) < 12

    [hit] = search(index, "coffee", limit=1)
    assert hit.excerpt[0] == Piece("Coffee", True)
    assert hit.excerpt[-1] == Piece("…", False)
