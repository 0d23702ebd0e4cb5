"""Those of the same or a similar name: shown beside the form whatever else they have, and in nobody's way."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.constituents.domain.record import Email, Incoming, Kind, Name, PointType
from app.db import db
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, create, maria
from tests.profiles.pages import check, words
from tests.profiles.test_adding import INDIVIDUAL, added, everybody
from tests.statements import count_statements

KNOWN, HEADING = "/constituents/known", "Same or similar name"


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


def person(first: str = "", last: str = "", *, email: str = "") -> Incoming:
    emails = (Email(email, PointType.HOME, primary=True),) if email else ()
    return Incoming(Kind.INDIVIDUAL, Name(first=first, last=last), emails)


def on_record(app: Flask, world: World, *people: Incoming) -> list[Page]:
    with factories.inside(app, world.ours):
        ids = create(world.ours, *people)
        db.session.commit()
    return [Page(own) for own in ids]


@pytest.mark.both
@pytest.mark.parametrize(
    ("first", "last", "how"),
    [
        ("", "Whitcombe", HEADING),
        ("Eleanor", "", HEADING),
        ("Eleanor", "Whitcomb", "Do we know them already?"),
        ("Eleanor", "Whitcmobe", "Do we know them already?"),
    ],
)
def test_a_name_is_found_that_is_not_quite_the_same(
    app: Flask, world: World, bob: FlaskClient, first: str, last: str, how: str
) -> None:
    [page] = on_record(app, world, person("Eleanor", "Whitcombe", email="eleanor@example.org"))

    asked = bob.post(KNOWN, data={"first": first, "last": last})

    check(asked)
    assert f"{how} Eleanor Whitcombe (opens in a new tab) C-1001" in words(asked)
    assert "eleanor@example.org" in words(asked)
    assert page() in asked.text
    assert "Nobody on record" not in words(asked)


@pytest.mark.both
@pytest.mark.parametrize(
    ("known", "typed"),
    [
        (person("عائشة", "حداد"), {"first": "عائشة", "last": "حدا"}),
        (person("小明", "王"), {"last": "王"}),
        (person("María"), {"first": "mari"}),
        (Incoming(Kind.ORGANIZATION, Name(organization="The Larch Fund")), {"organization": "Lacrh"}),
    ],
    ids=["Arabic", "Chinese", "one word", "organization"],
)
def test_any_name_is_found(
    app: Flask, world: World, bob: FlaskClient, known: Incoming, typed: dict[str, str]
) -> None:
    [page] = on_record(app, world, known)

    asked = bob.post(KNOWN, data=typed)

    assert HEADING in words(asked)
    assert page() in asked.text


@pytest.mark.parametrize("typed", [{}, {"first": " "}, {"first": "Zoltan", "last": "Whitcombe"}])
def test_no_name_and_another_name_find_nobody(
    app: Flask, world: World, bob: FlaskClient, typed: dict[str, str]
) -> None:
    on_record(app, world, person("Eleanor", "Whitcombe"))

    asked = bob.post(KNOWN, data={"first": "", "last": "", **typed})

    assert HEADING not in words(asked)
    assert "Nobody on record looks like this." in words(asked)


@pytest.mark.both
def test_a_similar_name_alone_keeps_nobody_from_saving(app: Flask, world: World, bob: FlaskClient) -> None:
    on_record(app, world, person("Eleanor", "Whitcombe"))

    record = added(app, world, bob.post(INDIVIDUAL, data={"first": "Eleanor"}))

    assert (record.name.first, everybody(app, world)) == ("Eleanor", 2)


def test_the_question_before_saving_shows_both_and_nobody_twice(
    app: Flask, world: World, bob: FlaskClient
) -> None:
    her = maria(app, world.ours)
    [other] = on_record(app, world, person("Mariana", "Lopezon", email="other@example.net"))
    typed = {"first": "Maria", "last": "Lopez", "emails-0-address": "maria@example.org"}

    asked = bob.post(INDIVIDUAL, data=typed | {"emails-0-type": "home", "do": "save"})

    check(asked)
    sure, _, similar = asked.text.partition("Somebody else?")
    assert (f'href="{her()}"' in sure, f'href="{her()}"' in similar) == (True, False)
    assert (f'href="{other()}"' in sure, f'href="{other()}"' in similar) == (False, True)
    assert f'name="with" value="{other.id}"' in similar


def test_at_most_five_are_shown_in_a_fixed_number_of_statements(
    app: Flask, world: World, bob: FlaskClient
) -> None:
    def statements() -> int:
        with count_statements() as counted:
            asked = bob.post(KNOWN, data={"first": "Ann"})
        shown.append(asked.text.count("(opens in a new tab)"))
        return len(counted)

    shown: list[int] = []
    on_record(app, world, *(person("Ann", f"Lee {number}") for number in range(6)))
    statements()
    few = statements()
    on_record(app, world, *(person("Ann", f"Lee {number}") for number in range(6, 60)))

    assert statements() == few
    assert set(shown) == {5}


def test_nobody_of_another_workspace_is_shown(app: Flask, world: World) -> None:
    on_record(app, world, person("Eleanor", "Whitcombe"))

    asked = factories.signed_in(app, world.mallory).post(
        KNOWN, data={"first": "Eleanor", "last": "Whitcombe"}
    )

    assert "Nobody on record" in words(asked)
