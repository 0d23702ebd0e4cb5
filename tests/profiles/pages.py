"""Reading pages as a person does: by their text, and strictly by their markup."""

import re
from collections import Counter
from html import unescape

import html5lib
from werkzeug.test import TestResponse

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def words(response: TestResponse) -> str:
    """The text of a page's main part or of a fragment, without markup and with single blanks."""
    page = response.text
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    shown = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main[0] if main else page, flags=re.DOTALL)
    return " ".join(unescape(shown).replace("\u202f", " ").split())


def check(response: TestResponse) -> None:
    """Fail unless the page or fragment is valid, has unique ids, and htmx finds what it aims at."""
    html = response.text
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    whole = html.lstrip().startswith("<!doctype")
    tree = parser.parse(html) if whole else parser.parseFragment(re.sub(r"^<title>.*?</title>", "", html))
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert not [name for name, count in ids.items() if count > 1]
    if whole:
        assert len(list(tree.iter("h1"))) == 1
        targets = {element.get("hx-target") for element in tree.iter() if element.get("hx-target")}
        assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)


def root_id(response: TestResponse) -> str:
    """The id of a fragment's one root element; what goes elsewhere on the page is not of it."""
    html = re.sub(r"^<title>.*?</title>", "", response.text).strip()
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    (root,) = [each for each in tree if each.tag != "hx-partial"]
    return str(root.get("id"))


def table(response: TestResponse, label: str) -> list[list[str]]:
    """The cells of a table's body, row by row, as text; no rows where there is no such table."""
    tree = html5lib.parse(response.text, namespaceHTMLElements=False)
    found = (each for each in tree.iter("table") if each.get("aria-label") == label)
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")]
        for each in found
        for row in each.find("tbody").iter("tr")
    ]
