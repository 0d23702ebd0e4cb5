"""Before and after somebody in the list one came from."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db
from tests import factories
from tests.factories import World
from tests.groups.makers import people
from tests.profiles.makers import maria
from tests.profiles.pages import PART, check, words
from tests.profiles.test_list_pages import names
from tests.statements import count_statements


def crowd(app: Flask, world: World) -> list[int]:
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        ids = people(workspace, 3, gave=5_000)
        people(workspace, 3)
        db.session.commit()
    return ids


def links(text: str) -> dict[str, str]:
    """The neighbors' addresses by the key that opens them."""
    found = re.findall(r'<a class="button[^"]*" href="([^"]+)" rel="\w+" data-key="([\[\]])"', text)
    return {key: unescape(url) for url, key in found}


def test_one_walks_through_the_list_one_came_from(app: Flask, as_alice: FlaskClient, world: World) -> None:
    crowd(app, world)
    listing = as_alice.get("/constituents?gave=ever&sort=-name")
    href = unescape(re.findall(r'<td data-cell="main">.*?href="([^"]+)"', listing.text)[0])
    seen = []

    for _ in range(3):
        page = as_alice.get(href)
        check(page)
        seen.append((re.search(r"<h1><bdi>(.*?)</bdi>", page.text)[1], "".join(sorted(links(page.text)))))  # type: ignore[index]
        assert f"{len(seen)} of 3" in words(page)
        href = links(page.text).get("]", "")

    assert seen == [("Nr002 Giver", "]"), ("Nr001 Giver", "[]"), ("Nr000 Giver", "[")]
    assert names(listing) == ["Giver, Nr002", "Giver, Nr001", "Giver, Nr000"]


def test_tabs_and_the_way_back_keep_the_list(app: Flask, as_alice: FlaskClient, world: World) -> None:
    ids = crowd(app, world)
    inside = "?in=" + quote("gave=ever&sort=-name", safe="")

    page = as_alice.get(f"/constituents/{ids[1]}/donations{inside}")

    assert f'href="/constituents/{ids[1]}/history{inside}"' in page.text
    assert f'href="/constituents/{ids[1]}{inside}"' in page.text
    assert 'href="/constituents?gave=ever&amp;sort=-name"' in page.text
    assert links(page.text) == {
        "[": f"/constituents/{ids[2]}/donations{inside}",
        "]": f"/constituents/{ids[0]}/donations{inside}",
    }


def test_who_came_from_elsewhere_sees_no_neighbors(app: Flask, as_alice: FlaskClient, world: World) -> None:
    ids = crowd(app, world)

    page = as_alice.get(f"/constituents/{ids[1]}")

    assert links(page.text) == {}
    assert 'id="neighbors"' not in page.text


@pytest.mark.parametrize("told", ["x", "%00", "group=1&group=2", "sort=;DROP", "q=" + "a" * 3_000, "%FF"])
def test_a_forged_list_is_harmless(app: Flask, as_alice: FlaskClient, world: World, told: str) -> None:
    ids = crowd(app, world)

    page = as_alice.get(f"/constituents/{ids[1]}?in={told}")

    check(page)
    assert page.status_code == 200


def test_a_list_never_leads_to_another_workspace(app: Flask, as_mallory: FlaskClient, world: World) -> None:
    ids = crowd(app, world)

    assert as_mallory.get(f"/constituents/{ids[1]}?in=sort%3Dname").status_code == 404


@pytest.mark.parametrize("told", ["sort=name", "gave=ever&sort=-updated", "q=giver"])
def test_neighbors_cost_four_statements_at_most(
    app: Flask, as_alice: FlaskClient, world: World, told: str
) -> None:
    url = f"/constituents/{crowd(app, world)[1]}/donations"

    def price(query: str) -> int:
        with count_statements() as statements:
            assert as_alice.get(url + query).status_code == 200
        return len(statements)

    price("")  # what is read once for all requests
    alone, in_list = price(""), price("?in=" + quote(told, safe=""))

    assert 2 <= in_list - alone <= 4


def test_a_tab_brings_the_help_with_its_own_section(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours)

    whole = as_alice.get(page("history")).text
    part = as_alice.get(page("history"), headers=PART).text

    [link] = re.findall(r'<a [^>]*id="help-link"[^>]*>', whole)
    assert "history" in link
    assert f'<hx-partial hx-target="#help-link" hx-swap="outerMorph">{link}' in part
