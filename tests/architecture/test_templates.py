"""How templates, style sheets and the script are written: what a machine can check of it."""

import re
from pathlib import Path

import pytest

from app.config import ROOT

TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
FRAGMENTS = [file for file in PAGES if file.name.startswith("_")]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
STYLES = sorted((ROOT / "static/css").rglob("*.css"))

LAYOUTS = {"base.html", "public.html"}
"""Those that extend nothing: of the pages of staff, and of supporters, who get no script and no cookie."""
SUPPORTERS = TEMPLATES / "preferences"

BANNED = {
    "an inline handler": r"\son[a-z]+\s*=",
    "an inline style": r"\sstyle\s*=|<style",
    "hx-on": r"hx-on",
    "hx-boost": r"hx-boost",
    "a method that forms do not have": r"hx-(delete|put|patch)",
    "script in an htmx attribute": r"[\"']\s*(js|javascript):",
    "a trigger filter": r"hx-trigger=\"[^\"]*\[",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "text that is trusted": r"\|\s*safe\b|autoescape",
    "what prints when it is clicked, and is no button": r"<(?!button\b)\w+[^>]*\sdata-print\b",
    "another origin": r"(src|href|action)=\"(https?:)?//",
}


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def _text(file: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("what", BANNED)
def test_no_template_has(what: str) -> None:
    guilty = [_name(file) for file in PAGES if re.search(BANNED[what], _text(file))]

    assert guilty == []


def test_a_template_fits_on_a_screen() -> None:
    assert [_name(file) for file in PAGES if len(file.read_text("utf-8").splitlines()) > 90] == []


def test_a_fragment_extends_nothing() -> None:
    assert [_name(file) for file in FRAGMENTS if "{% extends" in _text(file)] == []


def test_a_page_extends_a_layout() -> None:
    whole = [
        file
        for file in PAGES
        if file not in FRAGMENTS and file not in COMPONENTS and "sections" not in file.parts
    ]

    assert [
        _name(file) for file in whole if "{% extends" not in _text(file) and file.name not in LAYOUTS
    ] == []


def test_components_hold_macros_only() -> None:
    outside = re.compile(r"\{%-?\s*macro.*?endmacro\s*-?%\}|\{%-?\s*from[^%]*%\}", re.DOTALL)

    assert [_name(file) for file in COMPONENTS if outside.sub("", _text(file)).strip()] == []


def test_every_macro_is_explained() -> None:
    silent = [
        f"{_name(file)}: {macro}"
        for file in COMPONENTS
        for macro in re.findall(r"macro ([a-z]\w*)\(", file.read_text("utf-8"))
        if f"{macro}(" not in "".join(re.findall(r"\{#.*?#\}", file.read_text("utf-8")))
    ]

    assert silent == []


def test_a_page_is_never_asked_who_wants_it() -> None:
    assert [_name(file) for file in PAGES if "is_fragment" in _text(file) or "is_htmx" in _text(file)] == []


def test_every_form_that_posts_carries_the_token() -> None:
    # A supporter has no session that another site could use: the address of her page is her only key.
    bare = [
        _name(file)
        for file in PAGES
        if file.parent != SUPPORTERS
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", _text(file), re.DOTALL)
        if "csrf()" not in form
    ]

    assert bare == []


def test_the_style_sheets_stay_small() -> None:
    # 30 KiB until the forms of a whole record, the filters of the list and the brief on paper came;
    # 35 until two records were shown side by side, with a result that also fits on a phone;
    # 36 until supporters got pages of their own, and one person's permission history a form for paper.
    # 40 until batches were typed in a grid, with cells that are mended where they stand;
    # 44 until the guide got its pages, and pages could be read from right to left.
    assert sum(len(file.read_bytes()) for file in STYLES) <= 48 * 1024
    assert [_name(file) for file in STYLES if len(file.read_text("utf-8").splitlines()) > 80] == []


def test_every_style_sheet_is_imported_into_a_layer() -> None:
    entry = (ROOT / "static/css/app.css").read_text("utf-8")
    imported = set(re.findall(r'@import url\("([^"]+)"\) layer\(\w+\)', entry))

    assert imported == {
        str(file.relative_to(ROOT / "static/css")) for file in STYLES if file.name != "app.css"
    }


def test_every_color_is_a_token() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\boklch\((?!from)", re.IGNORECASE)
    mixed = re.compile(r"color-mix\(in oklch[^;]*")
    allowed = {"tokens.css", "print.css"}

    guilty = [
        f"{_name(file)}: {line.strip()}"
        for file in STYLES
        if file.name not in allowed
        for line in mixed.sub("", file.read_text("utf-8")).splitlines()
        if literal.search(line) and "url(" not in line
    ]
    assert guilty == []


def test_the_scripts_stay_small() -> None:
    # One for every page, and one for the grid alone: keys between cells, and saving them as they are left.
    scripts = {file.name: file.read_text("utf-8") for file in (ROOT / "static/js").iterdir()}

    assert set(scripts) == {"app.js", "grid.js"}
    assert [name for name, script in scripts.items() if len(script.splitlines()) > 200] == []


def test_no_script_writes_markup_runs_text_or_leaves_anything_in_the_browser() -> None:
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|localStorage|sessionStorage"

    files = sorted((ROOT / "static/js").iterdir())

    assert [file.name for file in files if re.search(banned, file.read_text("utf-8"))] == []


def test_no_form_stands_in_a_paragraph() -> None:
    form = re.compile(
        r"<p\b[^>]*>(?:(?!</p>).)*?(post_button\(|<form)", re.DOTALL
    )  # the parser would end the <p>

    assert [_name(file) for file in PAGES if form.search(_text(file))] == []
