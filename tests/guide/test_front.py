"""A file of the guide says what it is, or what it does not say is named."""

from datetime import date

import pytest

from app.guide.domain.contents import Kind
from app.guide.domain.front import Front, Malformed, read_front
from app.guide.domain.pages import in_order, read_page

SAID = {"title": "Undo: how", "area": "import", "order": "20", "kind": "how-to", "reviewed": "2026-03-14"}


def file(**changes: str | None) -> str:
    lines = [f"{key}: {value}" for key, value in {**SAID, **changes}.items() if value is not None]
    return "\n".join(("---", *lines, "---", "", "Text."))


def test_a_file_says_its_title_place_kind_and_when_it_was_reviewed() -> None:
    front, below = read_front("import/undo.md", file())

    assert front == Front("Undo: how", "import", 20, Kind.HOW_TO, date(2026, 3, 14))
    assert below.strip() == "Text."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (file(kind="essay"), "import/undo.md: kind: “essay” is not one of tutorial, how-to"),
        (file(title=None), "import/undo.md: title: it is missing"),
        (file(title=""), "import/undo.md: title: it is missing"),
        (file(order="first"), "import/undo.md: order: “first” is not a whole number"),
        (file(area="groups"), "import/undo.md: area: “groups” is not the folder"),
        (file(reviewed="today"), "import/undo.md: reviewed: “today” is not a date"),
        (file(author="x"), "import/undo.md: author: not one of title, area"),
        (file(title="A\ntitle: B"), "import/undo.md: title: it is there twice"),
        ("# Undo\n\nText.", "import/undo.md: front matter: the file does not begin"),
        (file().replace("Text.", "# Undo"), "import/undo.md: title: it stands in the front matter"),
    ],
)
def test_what_a_file_does_not_say_is_named_with_the_file(text: str, said: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_front("import/undo.md", text)

    assert str(caught.value).startswith(said)


def test_a_folder_that_is_no_area_is_named() -> None:
    with pytest.raises(Malformed, match=r"pets/undo\.md: area"):
        read_front("pets/undo.md", file(area="pets"))


def test_pages_are_in_the_order_of_areas_and_of_their_numbers() -> None:
    pages = [
        read_page("import", "undo", file()),
        read_page("import", "upload", file(order="9")),
        read_page("constituents", "find", file(area="constituents", order="90")),
    ]

    assert [page.slug for page in in_order(pages)] == ["find", "upload", "undo"]


def test_two_pages_in_one_place_are_named() -> None:
    with pytest.raises(Malformed, match=r"import/upload\.md: order: undo\.md has 20, too"):
        in_order([read_page("import", "undo", file()), read_page("import", "upload", file())])
