"""The review as staff see it: counts that add up, views, search, pages, one row opened."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.matching.domain.words import words as told
from tests import factories
from tests.batches import makers, scenes
from tests.batches.scenes import DUPLICATE, ERROR, NEW, UPDATE, in_review, many
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements


def numbers(text: str) -> list[int]:
    """The row numbers of the table, in order."""
    return [int(found) for found in re.findall(r'<tr id="row-(\d+)"', text)]


def test_the_review_opens_with_what_waits_for_a_person(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    response = as_bob.get(f"/imports/{number}")

    check(response)
    assert numbers(response.text) == [DUPLICATE, ERROR]
    said = words(response)
    assert "2 Ready (1 new · 1 update) 1 Possible duplicate 0 Conflicts 1 Error 1 Skipped = 5 rows" in said
    assert "nothing has been changed yet" in said
    assert "María Becker C-1002" in said
    assert "May be somebody you know: differ only in email 1 row Decide once…" in said


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("show=all", [2, 3, 4, 5, 6]),
        ("show=ready", [2, 3]),
        ("show=skipped", [6]),
        ("outcome=error", [5]),
        ("outcome=error&cause=score", []),
        ("cause=alike:emails&outcome=possible_duplicate", [4]),
        ("show=all&q=becker", [4]),
        ("show=all&q=zzz", []),
        ("show=nonsense&outcome=nonsense&after=nonsense", [4, 5]),
    ],
)
def test_a_view_is_an_address_and_a_fragment(
    app: Flask, as_bob: FlaskClient, world: World, query: str, shown: list[int]
) -> None:
    number = in_review(app, world.ours)

    part = as_bob.get(f"/imports/{number}?{query}", headers=PART)

    check(part)
    assert root_id(part) == "rows"
    assert numbers(part.text) == shown
    assert ("No row matches" in part.text) is (not shown)
    assert numbers(as_bob.get(f"/imports/{number}?{query}").text) == shown


def test_nothing_left_to_decide_leads_to_the_commit(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = many(app, world.ours, 2)

    said = words(as_bob.get(f"/imports/{number}?show=decide"))

    assert "Nothing left to decide" in said
    assert said.count("Commit 2 ready rows") == 2


def test_a_viewer_looks_and_is_offered_nothing_to_do(app: Flask, as_vera: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    response = as_vera.get(f"/imports/{number}?show=all")

    check(response)
    assert numbers(response.text) == [2, 3, 4, 5, 6]
    for word in ("Commit 2", "Not a duplicate", "Merge into", "Skip selected", "Decide one by one"):
        assert word not in words(response)


def test_pages_of_a_hundred_turn_both_ways(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = many(app, world.ours, 230)
    url = f"/imports/{number}?show=all"

    first, second = as_bob.get(url), as_bob.get(f"{url}&after=101")
    back = as_bob.get(f"{url}&before=102")

    assert numbers(first.text) == list(range(2, 102))
    assert numbers(second.text) == list(range(102, 202))
    assert numbers(back.text) == numbers(first.text)
    assert "100 of 230 rows" in words(first)
    assert 'rel="prev"' not in first.text
    assert 'rel="next"' in second.text


def test_a_row_opens_with_the_file_beside_what_is_known(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)

    page = as_bob.get(f"/imports/{number}/rows/{DUPLICATE}")
    part = as_bob.get(f"/imports/{number}/rows/{DUPLICATE}", headers=PART)

    check(page)
    assert f'<tr id="row-{DUPLICATE}-detail" data-detail>' in part.text
    assert 'aria-expanded="true"' in part.text
    said = words(page)
    assert "In the file First name Ruth Last name Becker Email m.becker@example.org" in said
    assert "María Becker C-1002" in said
    assert "Possibly the same" in said
    assert "The same address" in said
    assert "A first name she or he also goes by: Ruth, Maria" in said
    assert f"{told('rival', 'household', '', '').capitalize()} −" in said
    assert "Subscribed" not in said
    assert f"/rows/{ERROR}" in page.text


def test_deciding_one_by_one_opens_what_waits_now(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    url = f"/imports/{number}/rows/next"

    first = as_bob.get(url)
    looked_at = as_vera.get(url)
    as_bob.post(f"/imports/{number}/rows/{DUPLICATE}/skip")
    second = as_bob.get(url)
    as_bob.post(f"/imports/{number}/rows/{ERROR}/skip")
    last = as_bob.get(url, headers=PART)

    assert first.location == f"/imports/{number}/rows/{DUPLICATE}/merge"
    assert looked_at.location == f"/imports/{number}/rows/{DUPLICATE}"
    assert second.location == f"/imports/{number}/rows/{ERROR}"
    assert last.headers["HX-Redirect"] == f"/imports/{number}"


def test_an_update_shows_what_would_change_and_why(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    said = words(as_bob.get(f"/imports/{number}/rows/{UPDATE}", headers=PART))

    assert "Phone (503) 555-0199 added" in said
    assert "Why" in said


def test_the_price_of_the_review_does_not_depend_on_its_length(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    def price(number: int) -> int:
        as_bob.get("/imports")
        with count_statements() as statements:
            as_bob.get(f"/imports/{number}?show=all")
        return len(statements)

    one, hundred = many(app, world.ours, 1), many(app, world.ours, 150)

    assert price(hundred) == price(one) <= 16


def test_committed_rows_lead_to_their_profiles(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    with factories.inside(app, world.ours):
        batch = makers.commit(app, scenes.batch(world.ours, number))
        ann = makers.row(batch, NEW).constituent_id

    response = as_bob.get(f"/imports/{number}?show=committed")

    check(response)
    assert numbers(response.text) == [NEW, UPDATE]
    assert f"/constituents/{ann}" in response.text
    said = words(response)
    assert "2 Committed (1 added · 1 updated) 0 Ready 1 Possible duplicate" in said
    assert "1 person added, 1 updated. Nobody's permission was changed. 2 rows are left to decide" in said
