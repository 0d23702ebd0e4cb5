"""Already here under a slightly different record? The answer names others, never the record itself."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.identity import identity
from app.batches.models import Distinction
from app.constituents.domain.record import Email, Incoming, Kind, Name, Phone, PointType
from app.db import db, now
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, create, somebody
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements

MARIA = Incoming(
    Kind.INDIVIDUAL,
    Name(first="María", last="López"),
    (Email("maria@example.org", PointType.HOME, primary=True),),
    (Phone("(503) 555-0142", "+15035550142", PointType.MOBILE, primary=True),),
)
MARY = replace(MARIA, name=Name(first="Maria", last="Lopez-Ruiz"))


def add(app: Flask, world: World, *incoming: Incoming) -> list[Page]:
    with factories.inside(app, world.ours):
        ids = create(world.ours, *incoming)
        db.session.commit()
    return [Page(own) for own in ids]


@pytest.mark.both
def test_another_record_with_the_same_email_is_named_with_its_score(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria, mary, _ = add(app, world, MARIA, MARY, somebody("Ben", "Ox", email="ben@example.org"))

    response = as_alice.get(maria("alike"))

    shown = words(response)
    assert "Maria Lopez-Ruiz C-1002 Very likely the same" in shown
    assert "of 100? Maria Lopez-Ruiz 70 points or more: a person is asked." in shown
    assert "The same phone +" in shown
    assert f'href="{mary()}"' in response.text
    assert f'href="{maria()}"' not in response.text.partition('id="alike"')[2].partition("Back to")[0][:-80]
    assert "Ben" not in shown
    check(response)


def test_who_is_like_nobody_is_told_what_was_compared(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria, _ = add(app, world, MARIA, somebody("Ben", "Ox", email="ben@example.org"))

    response = as_alice.get(maria("alike"), headers=PART)

    assert root_id(response) == "alike"
    assert "No other record is alike. Compared by name" in words(response)


def test_who_has_only_the_name_in_common_is_named_too(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria, other = add(app, world, MARIA, somebody("María", "López", email="other@example.org"))

    response = as_alice.get(maria("alike"), headers=PART)

    assert other() in response.text
    assert "C-1002" in words(response)


@pytest.mark.parametrize("said_of", [MARIA, MARY])
def test_whom_staff_said_it_is_not_is_named_as_somebody_else_whichever_they_said_it_of(
    app: Flask, as_alice: FlaskClient, world: World, said_of: Incoming
) -> None:
    maria, mary = add(app, world, MARIA, MARY)
    with factories.inside(app, world.ours):
        other = mary if said_of is MARIA else maria
        said = {"made_by": world.alice, "made_at": now()}
        db.session.add(
            Distinction(workspace_id=world.ours, identity=identity(said_of), constituent_id=other.id, **said)
        )
        db.session.commit()

    for shown, name in ((maria, "Maria Lopez-Ruiz C-1002"), (mary, "María López C-1001")):
        answer = as_alice.get(shown("alike"), headers=PART)
        check(answer)
        assert words(answer).endswith(f" No. Alike, but somebody else, as your organization said: {name} .")


def test_at_most_three_are_named_and_the_price_stays(app: Flask, as_alice: FlaskClient, world: World) -> None:
    others = [replace(MARY, name=Name(first="Maria", last=f"Lopez{end}")) for end in "abcdefghijklm"]
    few = add(app, world, MARIA, *others[:5])[0]

    def price() -> int:
        with count_statements() as statements:
            as_alice.get(few("alike"))
        return len(statements)

    price()  # what a new session costs once
    before = price()
    add(app, world, *others[5:])

    assert price() == before
    assert as_alice.get(few("alike"), headers=PART).text.count("<summary>Why") == 3


def test_a_stranger_learns_nothing_of_who_is_alike(app: Flask, as_mallory: FlaskClient, world: World) -> None:
    maria, _ = add(app, world, MARIA, MARY)

    response = as_mallory.get(maria("alike"))

    assert response.status_code == 404
    assert "Lopez" not in response.text


def test_the_overview_leaves_the_search_to_a_request_of_its_own(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria, _ = add(app, world, MARIA, MARY)

    page = as_alice.get(maria()).text

    assert f'hx-get="{maria("alike")}" hx-trigger="load"' in page
    assert f'<a href="{maria("alike")}">Look for similar records</a>' in page
    assert "Lopez-Ruiz" not in page
