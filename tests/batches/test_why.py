"""Is this the same? The screens that ask say why it may be, and who else it could be."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.rows import Outcome
from app.constituents.domain.record import Existing
from app.db import db
from app.matching.domain.guards import Guard
from app.matching.domain.words import words as told
from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import add, check, person, table
from tests.factories import World
from tests.profiles.pages import check as well_formed
from tests.profiles.pages import words
from tests.statements import count_statements

HEADER = ("First name", "Last name", "Email", "Address line 1", "City", "Postal code")
RUTH = ("Ruth", "Becker", "becker@example.org", "12 Elm St", "Portland", "97210")


def imported(app: Flask, world: World, *people: Existing, row: tuple[str, ...] = RUTH) -> int:
    """The number of an import of one row while these people are on record."""
    with factories.inside(app, world.ours):
        add(world.ours, *people)
        return check(app, world.ours, table(HEADER, row)).number


def test_a_relative_is_new_and_the_row_says_whose(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = imported(app, world, person("María", "Becker", "becker@example.org", street="12 Elm St"))

    review = words(as_bob.get(f"/imports/{number}?show=all"))
    opened = words(as_bob.get(f"/imports/{number}/rows/2"))

    assert "new individual · may belong to the household of María Becker C-1001" in review
    assert "María Becker C-1001 Probably a relative" in opened
    assert "Another first name: Ruth, Maria −" in opened
    assert f"{told('rival', 'household', '', '').capitalize()} −" in opened
    assert Guard.FIRST_DIFFERS.words in opened


def test_the_list_tells_the_whole_reason(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = imported(app, world, person("María", "Becker", "becker@example.org", street="12 Elm St"))
    reason = f"María Becker C-1001 · {'The same email and address. ' * 6}But another first name: Ruth, María."
    with factories.inside(app, world.ours):
        makers.row(scenes.batch(world.ours, number), 2).detail = reason
        db.session.commit()

    review = words(as_bob.get(f"/imports/{number}?show=all"))

    assert "But another first name: Ruth, María." in review


def test_a_relative_is_told_of_however_unlike_she_is(app: Flask, world: World) -> None:
    peter = person("Peter", "Becker", "peter@example.net", street="12 Elm St")
    peter = replace(peter, name=replace(peter.name, title="Mr."))
    others = [person(f"Zed{n}", f"Quill{n}", f"zed{n}@example.org") for n in range(60)]

    with factories.inside(app, world.ours):
        add(world.ours, peter, *others)
        row = makers.row(check(app, world.ours, table(("Title", *HEADER), ("Ms.", *RUTH))), 2)

        assert row.detail == "new individual · may belong to the household of Peter Becker C-1001"
        assert row.match is not None
        assert [each["score"] < 1 for each in row.match["candidates"]] == [True]


def test_a_relative_who_is_told_of_is_shown_beside_who_is_likelier(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    people = person("Ulla", "Becker", street="12 Elm St"), person("Rita", "Quist")
    number = imported(app, world, *people)
    with factories.inside(app, world.ours):
        row = makers.row(scenes.batch(world.ours, number), 2)
        assert row.match is not None
        ulla = row.match["candidates"][0]
        rita = ulla | {"constituent_id": ulla["constituent_id"] + 1, "score": 40.0, "rival": "namesake"}
        row.match = {"candidates": [rita, ulla]}
        db.session.commit()

    opened = words(as_bob.get(f"/imports/{number}/rows/2"))

    assert "may belong to the household of Ulla Becker C-1001" in opened
    assert opened.index("Rita Quist C-1002") < opened.index("Ulla Becker C-1001 Probably a relative")


def test_everybody_whom_identifiers_name_stands_side_by_side(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ana", "Bianchi"), person("Hannah", "Gomez", "hannah@example.org"))
        ana = ("C-1001", "Ana", "Bianchi", "hannah@example.org")
        text = table(("Lookup ID", "First name", "Last name", "Email"), ana)
        number = check(app, world.ours, text).number

    response = as_bob.get(f"/imports/{number}/rows/2")

    well_formed(response)
    said = words(response)
    assert "lookup ID says Ana Bianchi C-1001, email says Hannah Gomez C-1002" in said
    assert "Ana Bianchi C-1001 Named in the row by lookup ID." in said
    assert "Hannah Gomez C-1002 Named in the row by email." in said


def test_a_score_is_not_rounded_over_the_threshold(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = imported(app, world, person("Ruth", "Becker", "becker@example.org"))
    with factories.inside(app, world.ours):
        row = makers.row(scenes.batch(world.ours, number), 2)
        row.outcome, row.score = Outcome.POSSIBLE_DUPLICATE, 94.6
        db.session.commit()

    for page in (f"/imports/{number}?show=all", f"/imports/{number}/rows/2"):
        assert "Possible duplicate 94.6 " in words(as_bob.get(page))


def test_two_who_may_be_meant_are_both_explained(app: Flask, as_bob: FlaskClient, world: World) -> None:
    ruth = person("Ruth", "Becker", street="12 Elm St")
    others = [person(f"Zed{n}", f"Quill{n}", f"zed{n}@example.org") for n in range(60)]
    number = imported(app, world, ruth, ruth, *others)

    response = as_bob.get(f"/imports/{number}/rows/2")

    well_formed(response)
    assert response.text.count("<details open><summary>Why ") == 2
    assert words(response).count("Score") == 2


def test_a_settled_row_keeps_its_reasons_folded(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = imported(app, world, person("Ruth", "Becker", "becker@example.org", street="12 Elm St"))

    response = as_bob.get(f"/imports/{number}/rows/2")

    assert "Very likely the same" in words(response)
    assert "<details><summary>Why " in response.text


def test_whom_to_merge_into_is_looked_for_anew(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = imported(app, world)
    url = f"/imports/{number}/rows/2"
    with factories.inside(app, world.ours):
        add(
            world.ours,
            person("Ruth", "Becker", "becker@example.org"),
            person("Ulla", "Becker", "u@example.org"),
        )

    row, merge, found = (words(as_bob.get(f"{url}{part}")) for part in ("", "/merge", "/merge?q=becker"))

    assert "C-1001" not in row
    assert "Who is Ruth Becker" in merge
    listed = merge.partition("Who it may be")[2]
    assert "Ruth Becker (opens in a new tab) C-1001" in listed
    assert "Very likely the same" in listed
    assert "The same email, first name and last name." in listed
    searched = found.partition("Somebody else?")[2]
    assert searched.index("C-1001") < searched.index("C-1002")


def test_who_is_found_by_name_alone_is_not_made_likely(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = imported(app, world, person("Zoe", "Quist", "zoe@example.org"))

    found = words(as_bob.get(f"/imports/{number}/rows/2/merge?q=quist"))

    searched = found.partition("Somebody else?")[2]
    assert "C-1001 zoe@example.org Little points to them. Compare with this one" in searched


@pytest.mark.parametrize("part", ["", "/merge", "/merge?q=becker"])
def test_the_price_does_not_grow_with_those_who_may_be_meant(
    app: Flask, as_bob: FlaskClient, world: World, part: str
) -> None:
    def price(number: int) -> int:
        as_bob.get("/imports")
        with count_statements() as statements:
            as_bob.get(f"/imports/{number}/rows/2{part}")
        return len(statements)

    one = imported(app, world, person("Ruth", "Becker", "becker@example.org"))
    alone = price(one)
    crowd = [person("Ruth", "Becker", "becker@example.org", f"r{n}@example.org") for n in range(12)]

    assert price(imported(app, world, *crowd)) <= alone


def test_what_an_earlier_version_stored_is_looked_for_anew(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = imported(app, world, person("Ruth", "Becker", "becker@example.org", street="12 Elm St"))
    with factories.inside(app, world.ours):
        row = makers.row(scenes.batch(world.ours, number), 2)
        part = {"field": "shared_email", "points": 72.0, "words": "one inbox: a person decides who it is"}
        match = {"constituent_id": row.target_id, "score": 72.0, "guards": [], "rival": "household"}
        row.match = {"candidates": [match | {"contributions": [part]}]}
        db.session.commit()

    opened = words(as_bob.get(f"/imports/{number}/rows/2"))
    assert "Ruth Becker C-1001 Very likely the same" in opened
    assert "one inbox" not in opened


def test_it_is_said_whose_email_the_row_would_give_to_somebody_else(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    head = "Email,First name,Last name,Mobile,Street,ZIP"
    john = "John,Smithson,(503) 555-0142,12 Oak Street,97201"
    with factories.inside(app, world.ours):
        known = f"{head}\nmary@example.org,Mary,Jones,,,\njohn@example.org,{john}\n"
        makers.commit(app, check(app, world.ours, known))
        check(app, world.ours, f"{head}\nmary@example.org,{john}\n")

    said = words(as_bob.get("/imports/2/rows/2/merge"))

    assert "the email is also that of Mary Jones" in said
    assert "Confirm the email only if both use it" in said
