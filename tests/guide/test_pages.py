"""A file of Markdown becomes a page: clean, with anchors, and with links that lead to other pages."""

import pytest

from app.guide.domain.pages import Section, read_page, target

TEXT = """---
title: Rows & columns
area: import
order: 20
kind: how-to
reviewed: 2026-03-14
---

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


def test_a_page_has_a_title_anchors_and_links_inside_the_guide() -> None:
    page = read_page("import", "rows", TEXT)

    assert page.title == "Rows & columns"
    assert page.url == "/docs/import/rows"
    assert page.lead == "What is in a file."
    assert "<h1" not in page.html
    assert '<h2 id="what-to-know">What to <em>know</em></h2>' in page.html
    assert '<h2 id="what-to-know-1">' in page.html
    assert '<a href="/docs/import/review#row-actions">' in page.html
    assert '<a href="/docs/constituents/the-profile">' in page.html
    assert "<kbd>j</kbd>" in page.html


def test_nothing_but_plain_markup_gets_through() -> None:
    page = read_page("import", "rows", TEXT)

    assert "script" not in page.html
    assert "onclick" not in page.html
    assert "style" not in page.html


def test_a_page_is_cut_into_the_sections_that_are_searched() -> None:
    page = read_page("import", "rows", TEXT)

    assert page.sections[:2] == (
        Section("", "Rows & columns", 1, "What is in a file. Each row is a person."),
        Section("what-to-know", "What to know", 2, "See the review and a profile. Key Does j moves"),
    )
    assert [section.title for section in page.sections[2:]] == ["What to know", "Deeper"]


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("check.md", "/docs/import/check"),
        ("../groups/rules.md#conditions", "/docs/groups/rules#conditions"),
        ("#below", "#below"),
        ("https://example.org/read.md", "https://example.org/read.md"),
        ("/constituents", "/constituents"),
    ],
)
def test_a_link_to_a_file_leads_to_its_page(href: str, leads_to: str) -> None:
    assert target("import", href) == leads_to
