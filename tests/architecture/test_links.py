"""A link in the documentation leads somewhere, and every decision is in the index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page for place in ("*.md", "docs/*.md", "docs/decisions/*.md") for page in ROOT.glob(place))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text())

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs/decisions"

    indexed = LINK.findall((folder / "README.md").read_text())

    assert sorted(indexed) == sorted(page.name for page in folder.glob("[0-9]*.md"))
