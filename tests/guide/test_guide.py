"""The guide as staff read it: every file in its place, every link alive, searched without a script."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import ROOT
from app.guide.domain.contents import AREAS, PREFIX, Kind
from app.guide.domain.screens import help_for, helped, part_of
from app.guide.queries import FOLDER, guide
from app.imports.routes.samples import NAMES
from tests.profiles.pages import check, root_id
from tests.statements import count_statements

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
LINK = re.compile(r'href="([^"]+)"')
SHOWN = re.compile(r'guide\.show", area="([^"]+)", page="([^"]+)"')
HELP = re.compile(r'\bhelp="([a-z-]+/[^"]+)"')
SAMPLES = "/imports/samples/"


def anchors(url: str) -> set[str]:
    page = guide().pages.get(tuple(url.removeprefix(f"{PREFIX}/").split("/")))  # type: ignore[call-overload]
    return {section.anchor for section in page.sections} if page else set()


def sound(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    check(response)
    return response.text


def test_every_file_of_the_guide_is_a_page() -> None:
    files = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in Path(FOLDER).rglob("*.md")}

    assert files == {f"{page.area}/{page.slug}" for page in guide().pages.values()}


def test_every_link_between_pages_leads_to_a_section_that_is_there() -> None:
    broken = []
    for page in guide().pages.values():
        for href in LINK.findall("".join(section.html for section in page.sections)):
            path, _, anchor = href.partition("#")
            if href.startswith("http") or href.removeprefix(SAMPLES) in NAMES:
                continue
            if anchor not in anchors(path or page.url):
                broken.append(f"{page.url} -> {href}")

    assert broken == []


def test_every_screen_leads_to_a_section_that_is_there(app: Flask) -> None:
    for place in helped():
        path, _, anchor = f"{PREFIX}/{place}".partition("#")
        assert anchor in anchors(path), place
    served = {rule.endpoint for rule in app.url_map.iter_rules()}

    silent = {
        name for name in served if help_for(name) == PREFIX and not name.startswith(("guide.", "design."))
    }
    assert silent <= {"asset", "operations.livez", "operations.readyz"}


def test_every_page_that_a_template_leads_to_is_there() -> None:
    templates = "".join(file.read_text("utf-8") for file in (ROOT / "templates").rglob("*.html"))
    named = {f"{area}/{page}" for area, page in SHOWN.findall(templates)} | set(HELP.findall(templates))

    assert "import/upload" in named
    assert named <= {f"{area}/{slug}" for area, slug in guide().pages}


def test_every_area_has_a_page_of_each_kind() -> None:
    kinds = {area.slug: {page.front.kind for page in guide().of(area)} for area in AREAS}

    assert kinds == {area.slug: set(Kind) for area in AREAS}


def test_one_can_read_the_guide_from_its_first_page_to_its_last() -> None:
    first, *others = guide().pages.values()
    read = [first]
    while following := guide().beside(read[-1])[1]:
        read.append(following)

    assert read == [first, *others]
    assert [area.slug for area in AREAS] == list(dict.fromkeys(page.area for page in read))


def test_the_longest_beginning_of_a_screen_s_name_decides_about_its_help() -> None:
    assert help_for("profiles.donations") == "/docs/constituents/the-profile#donations"
    assert help_for("profiles.something_new") == "/docs/constituents/the-profile"
    assert help_for("nowhere") == PREFIX


def test_every_page_is_sound_and_links_to_its_neighbors(as_vera: FlaskClient) -> None:
    for page in guide().pages.values():
        html = sound(as_vera, page.url)
        before, after = guide().beside(page)
        assert page.title in html
        for other in filter(None, (before, after)):
            assert other.url in html


def test_the_contents_name_every_page(as_vera: FlaskClient) -> None:
    html = sound(as_vera, "/docs")

    assert all(page.url in html for page in guide().pages.values())


@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
def test_searching_shows_sections_with_the_words_marked(
    as_vera: FlaskClient, headers: dict[str, str]
) -> None:
    html = as_vera.get("/docs?q=adress supressed", headers=headers).text

    assert "<mark>address" in html
    assert 'id="results"' in html


def test_nothing_found_says_so_and_shows_the_pages(as_vera: FlaskClient) -> None:
    html = sound(as_vera, "/docs?q=<i>zzzz")

    assert "Nothing in the help about “&lt;i&gt;zzzz”" in html
    assert "Getting started" in html


@pytest.mark.parametrize("path", ["/docs/import/nothing", "/docs/nowhere/upload"])
def test_a_page_that_is_not_there_is_404(as_vera: FlaskClient, path: str) -> None:
    assert as_vera.get(path).status_code == 404


def test_strangers_are_asked_to_sign_in(client: FlaskClient, as_alice: FlaskClient) -> None:
    assert client.get("/docs").status_code == 401
    assert client.get("/docs/import/upload").status_code == 401


SECTION = "/docs/constituents/finding-people/section"


def test_a_section_is_shown_alone_in_the_dialog(as_vera: FlaskClient) -> None:
    response = as_vera.get(f"{SECTION}?at=filters", headers=FRAGMENT)

    check(response)
    assert root_id(response) == "help-section"
    assert '<h2 id="dialog-title"><span lang="en" dir="ltr">Filters</span></h2>' in response.text
    assert 'href="/docs/constituents/finding-people#filters"' in response.text
    assert "<title>" not in response.text
    assert "Select and export" not in response.text


def test_a_page_in_the_dialog_is_its_beginning_and_a_list_of_its_sections(as_vera: FlaskClient) -> None:
    response = as_vera.get(f"{SECTION}?at=", headers=FRAGMENT)

    check(response)
    assert f'hx-get="{SECTION}?at=filters"' in response.text


def test_without_a_script_a_section_is_a_place_on_its_page(as_vera: FlaskClient) -> None:
    response = as_vera.get(f"{SECTION}?at=filters")

    assert (response.status_code, response.location) == (303, "/docs/constituents/finding-people#filters")


@pytest.mark.parametrize(
    "path", [f"{SECTION}?at=nothing", "/docs/import/nothing/section", "/docs/nowhere/upload/section"]
)
@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
def test_a_section_that_is_not_there_is_404(as_vera: FlaskClient, path: str, headers: dict[str, str]) -> None:
    assert as_vera.get(path, headers=headers).status_code == 404


def test_every_screen_s_section_can_be_shown_in_the_dialog(as_vera: FlaskClient) -> None:
    for place in sorted(set(helped())):
        response = as_vera.get(part_of(f"{PREFIX}/{place}"), headers=FRAGMENT)
        assert response.status_code == 200, place
        check(response)


def test_without_a_question_what_an_office_needs_first_comes_first(as_vera: FlaskClient) -> None:
    html = sound(as_vera, "/docs")

    first = html[html.index("Most used") : html.index("Getting started</h2>")]
    assert re.findall(r'href="/docs/([^"]+)"', first) == [
        "getting-started/first-hour",
        "import/upload",
        "import/review",
        "duplicates/resolve",
        "groups/groups",
        "eligibility/who-can-be-emailed",
    ]


@pytest.mark.parametrize("url", ["/docs", "/docs?q=undo", "/docs/import/undo"])
def test_the_heading_stands_above_the_search(as_vera: FlaskClient, url: str) -> None:
    html = sound(as_vera, url)

    assert html.index("<h1") < html.index('id="help-search"')


def test_a_page_says_what_it_is_for_and_when_it_was_reviewed(as_vera: FlaskClient) -> None:
    page = guide().pages["import", "upload"]

    html = sound(as_vera, page.url)

    assert ">How-to</span>" in html
    assert "Last reviewed Nov 23, 2026" in html


def test_a_heading_s_link_can_be_copied_with_the_name_of_the_host(as_vera: FlaskClient) -> None:
    html = sound(as_vera, "/docs/constituents/finding-people")

    assert 'href="#filters" data-copy="http://localhost/docs/constituents/finding-people#filters"' in html


def test_a_screen_s_question_mark_leads_to_its_page(as_vera: FlaskClient) -> None:
    html = as_vera.get("/constituents").text

    assert (
        'href="/docs/constituents/finding-people" hx-get="/docs/constituents/finding-people/section?at="'
        in html
    )


def test_searching_the_guide_asks_the_database_nothing_of_its_own(as_vera: FlaskClient) -> None:
    with count_statements() as plain:
        as_vera.get("/docs/import/upload")
    with count_statements() as searched:
        as_vera.get("/docs?q=gift")

    assert len(plain) == len(searched)
