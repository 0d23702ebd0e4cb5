"""A file of Markdown becomes a page: clean, with anchors, and with links that lead to other pages."""

import pytest

from app.guide.domain.markdown import target
from app.guide.domain.pages import GuidePage, read_page

FRONT = """---
title: Rows & columns
area: import
order: 20
kind: how-to
reviewed: 2026-03-14
---

"""
TEXT = (
    FRONT
    + """

What is in a file. Each row is a person.

## What to *know*

See [the review](review.md#row-actions) and [a profile](../constituents/the-profile.md).

| Key | Does |
| --- | ---: |
| <kbd>j</kbd> | `moves` |

## What to know

### Deeper

<script>alert(1)</script><b onclick="x()">bold</b>
"""
)


def whole(page: GuidePage) -> str:
    return "".join(section.heading + section.html for section in page.sections)


def test_a_page_has_a_title_anchors_and_links_inside_the_guide() -> None:
    page = read_page("import", "rows", TEXT)

    assert page.title == "Rows & columns"
    assert page.url == "/docs/import/rows"
    assert page.lead == "What is in a file."
    assert "<h1" not in whole(page)
    assert [section.anchor for section in page.sections] == ["", "what-to-know", "what-to-know-1", "deeper"]
    assert page.sections[1].heading == "What to <em>know</em>"
    assert '<a href="/docs/import/review#row-actions">' in page.sections[1].html
    assert '<a href="/docs/constituents/the-profile">' in page.sections[1].html
    assert "<kbd>j</kbd>" in page.sections[1].html


def test_nothing_but_plain_markup_gets_through() -> None:
    html = whole(read_page("import", "rows", TEXT))

    assert "script" not in html
    assert "onclick" not in html
    assert "style" not in html


def test_a_page_is_cut_into_the_sections_that_are_searched() -> None:
    page = read_page("import", "rows", TEXT)

    assert [(section.title, section.level, section.text) for section in page.sections[:3]] == [
        ("Rows & columns", 1, "What is in a file. Each row is a person."),
        ("What to know", 2, "See the review and a profile. Key Does j moves"),
        ("What to know", 2, ""),
    ]


def test_a_part_of_a_page_is_a_section_with_those_inside_of_it() -> None:
    page = read_page("import", "rows", TEXT)

    assert [section.anchor for section in page.part("what-to-know-1")] == ["what-to-know-1", "deeper"]
    assert [section.anchor for section in page.part("deeper")] == ["deeper"]
    assert [section.anchor for section in page.part("")] == [""]
    assert page.part("nowhere") == ()


def test_a_table_scrolls_and_is_named_by_its_heading() -> None:
    table = "| Key |\n| --- |\n| j |\n"

    [_, section] = read_page("import", "rows", f'{FRONT}## Keys & "more"\n\n{table}\n{table}').sections

    assert section.html.count('<div class="table-scroll" role="region" tabindex="0"') == 2
    assert 'aria-label="Keys &amp; &quot;more&quot; (table)"' in section.html
    assert 'aria-label="Keys &amp; &quot;more&quot; (table 2)"' in section.html


def test_a_corner_without_words_heads_nothing() -> None:
    [section] = read_page("import", "rows", f"{FRONT}|  | Undo |\n| --- | --- |\n| a | b |\n").sections

    assert section.html.count("<th>") == 1
    assert "<td></td>" in section.html


@pytest.mark.parametrize(
    ("quote", "box"),
    [
        ("> **Note:** Save first.", '<blockquote class="note">'),
        ("> **Careful:** No undo.", '<blockquote class="careful">'),
        ("> Note: as she said.", "<blockquote>"),
        ("> **Ann** said so.", "<blockquote>"),
        ('<blockquote class="evil">x</blockquote>', "<blockquote>"),
    ],
)
def test_a_quotation_that_begins_as_a_note_is_a_box(quote: str, box: str) -> None:
    [section] = read_page("import", "rows", FRONT + quote).sections

    assert box in section.html


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("check.md", "/docs/import/check"),
        ("../groups/rules.md#conditions", "/docs/groups/rules#conditions"),
        ("#below", "/docs/import/rows#below"),
        ("https://example.org/read.md", "https://example.org/read.md"),
        ("/constituents", "/constituents"),
    ],
)
def test_a_link_to_a_file_leads_to_its_page(href: str, leads_to: str) -> None:
    assert target("/docs/import/rows", href) == leads_to
