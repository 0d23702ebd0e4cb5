"""A row that several may be meant by: all of them are offered, and nobody is chosen before a person does."""

from flask import Flask
from flask.testing import FlaskClient

from app.constituents.domain.record import Existing
from tests import factories
from tests.batches import makers
from tests.batches.makers import person, table
from tests.batches.resolution import confirmed, ids, opened, outcome, ruled
from tests.factories import World
from tests.profiles.pages import check, words
from tests.statements import count_statements


def test_a_conflict_is_settled_by_choosing_one_of_several(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        makers.add(world.ours, person("Ana", "Bianchi"), person("Hannah", "Gomez", "hannah@example.org"))
        text = table(
            ("Lookup ID", "First name", "Last name", "Email"),
            ("C-1001", "Ana", "Bianchi", "hannah@example.org"),
        )
        number = makers.check(app, world.ours, text).number
    ana, _ = ids(app, world)

    page = opened(as_bob, number, 2)
    confirmed(as_bob, number, 2, ruled(as_bob, number, 2, f"?with={ana}").fields)

    check(page)
    said = words(page)
    assert "Who is Ana Bianchi" in said
    assert "Lookup ID says Ana Bianchi C-1001, email says Hannah Gomez C-1002." in said
    assert "Named by lookup ID." in said
    assert "Named by email." in said
    assert "Confirm as match" not in said
    assert outcome(app, world, number, 2) == "ready update"


def test_an_id_of_somebody_else_is_told_and_refused(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        zoe = person("Zoe", "Quist", external=("Mailchimp", "7"))
        makers.add(world.ours, person("Ruth", "Becker", "ruth@example.org"), zoe)
        head = ("Email", "First name", "Last name", "External system", "External ID")
        text = table(head, ("ruth@example.org", "Ruth", "Becker", "Mailchimp", "7"))
        number = makers.check(app, world.ours, text).number
    form = ruled(as_bob, number, 2, f"?with={ids(app, world)[0]}")

    reply = confirmed(as_bob, number, 2, form.saying(**{"choice:external_ids": "rules"}))
    left_out = confirmed(as_bob, number, 2, form.saying(**{"choice:external_ids": "ignore"}))

    check(reply)
    assert reply.status_code == 422
    assert "Mailchimp ID 7 belongs to Zoe Quist C-1002: ignore the external ID here" in words(reply)
    assert left_out.status_code == 303
    assert outcome(app, world, number, 2) == "ready no_change"


def test_the_price_of_the_screen_does_not_grow_with_those_who_may_be_meant(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    def price(*people: Existing) -> int:
        with factories.inside(app, world.ours):
            first = makers.add(world.ours, *people)[0].id
            row = ("Ruth", "Becker", "becker@example.org")
            number = makers.check(app, world.ours, table(("First name", "Last name", "Email"), row)).number
        as_bob.get("/imports")
        with count_statements() as statements:
            assert "Confirm as match" in opened(as_bob, number, 2, f"?with={first}").text
        return len(statements)

    alone = price(person("Ruth", "Becker", "becker@example.org"))
    crowd = [person("Ruth", "Becker", "becker@example.org", f"r{n}@example.org") for n in range(12)]

    assert price(*crowd) == alone <= 24
