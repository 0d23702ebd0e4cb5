"""The list of constituents and the search from anywhere."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from tests import factories
from tests.factories import World
from tests.profiles.makers import create, maria, organization, somebody
from tests.profiles.pages import PART, check, root_id, words
from tests.profiles.test_overview import on, opt_out
from tests.statements import count_statements


def crowd(app: Flask, workspace_id: int, count: int) -> None:
    with factories.inside(app, workspace_id):
        create(
            workspace_id,
            *(somebody("Ann", f"Row{n:03}", email=f"ann{n}@example.org") for n in range(count)),
        )
        db.session.commit()


def test_a_line_says_what_is_worth_knowing(app: Flask, as_alice: FlaskClient, world: World) -> None:
    opt_out(app, world)
    maria(app, world.ours)

    response = as_alice.get("/constituents")

    check(response)
    assert f"López, María maria@example.org $50 · {on(10)} Can be emailed just now" in words(response)


@pytest.mark.parametrize(
    ("query", "shown"), [("lop", True), ("maria@", True), ("0142", True), ("xyz", False)]
)
def test_typing_narrows_the_list(
    app: Flask, as_alice: FlaskClient, world: World, query: str, shown: bool
) -> None:
    maria(app, world.ours)
    crowd(app, world.ours, 2)

    response = as_alice.get("/constituents", query_string={"q": query}, headers=PART)

    check(response)
    assert root_id(response) == "list"
    assert ("López, María" in response.text) is shown
    assert "Row001" not in response.text
    assert ("Nobody matches “xyz”" in response.text) is not shown


def test_an_empty_workspace_says_how_people_get_here(as_alice: FlaskClient, as_vera: FlaskClient) -> None:
    editor, viewer = as_alice.get("/constituents"), as_vera.get("/constituents")

    assert "No constituents yet" in words(editor)
    assert "Import a file" in words(editor)
    assert "Import a file" not in words(viewer)


def test_pages_turn_both_ways(app: Flask, as_alice: FlaskClient, world: World) -> None:
    crowd(app, world.ours, 60)
    first = as_alice.get("/constituents").text
    href = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]

    second = as_alice.get(href.replace("&amp;", "&")).text

    assert "Row049" in first
    assert "Row050" not in first
    assert "Row050" in second
    assert "Row059" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_the_price_of_the_list_does_not_depend_on_its_length(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    def price() -> int:
        with count_statements() as statements:
            as_alice.get("/constituents")
        return len(statements)

    crowd(app, world.ours, 1)
    one = price()
    crowd(app, world.ours, 60)

    assert price() == one <= 9


def test_nobody_of_another_workspace_is_listed_or_found(
    app: Flask, as_mallory: FlaskClient, world: World
) -> None:
    maria(app, world.ours)

    for url in ("/constituents", "/constituents?q=lopez", "/search?q=lopez", "/constituents?sort=updated"):
        assert "López" not in as_mallory.get(url).text


@pytest.mark.parametrize("url", ["/constituents", "/search?q=ann", "/"])
def test_lists_are_for_who_is_signed_in(client: FlaskClient, world: World, url: str) -> None:
    assert client.get(url).status_code == 401


@pytest.mark.parametrize(
    "url", ["/constituents?sort=nonsense", "/constituents?after=nonsense", "/constituents?q=%00"]
)
def test_nonsense_in_the_address_shows_the_list(as_alice: FlaskClient, world: World, url: str) -> None:
    assert as_alice.get(url, follow_redirects=True).status_code == 200


def test_search_finds_people_and_groups(app: Flask, as_alice: FlaskClient, world: World) -> None:
    maria(app, world.ours)
    with factories.inside(app, world.ours):
        create(world.ours, organization())
        db.session.add(Group(workspace_id=world.ours, name="Larch friends", kind=GroupKind.STATIC))
        db.session.commit()

    page = as_alice.get("/search?q=larch")
    part = as_alice.get("/search?q=larch", headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "search-results"
    for response in (page, part):
        assert "Larch Street Kitchen" in words(response)
        assert "Larch friends" in words(response)
        assert "López" not in response.text


def test_search_without_a_find_says_what_it_looks_at(as_alice: FlaskClient, world: World) -> None:
    assert "Nothing found for “zzz”" in words(as_alice.get("/search?q=zzz"))
    assert "Nothing found" not in words(as_alice.get("/search"))
    assert root_id(as_alice.get("/search?q=", headers=PART)) == "search-results"
