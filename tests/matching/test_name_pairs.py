"""What a workspace says of given names: added, refused, removed, journaled, and kept to itself."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import db
from app.matching.domain import name_pairs as rules
from app.matching.domain.name_pairs import NotAPair
from app.matching.domain.own_pairs import NamePairs
from app.matching.queries.names import listed, name_pairs
from app.matching.services import names
from app.matching.services.names import Added
from tests import factories
from tests.accounts.pages import journal
from tests.factories import World
from tests.profiles.pages import PART, check, words

ALICE = Actor("Alice", Via.FORM, id=101)
NAMES = "/settings/matching/names"
SAME = {"one": "Sándor", "other": "Alex", "meaning": "same"}


def add(workspace_id: int, one: str, other: str, *, is_same: bool = True) -> Added | NotAPair:
    return names.add(workspace_id, one, other, is_same=is_same, actor=ALICE)


@pytest.mark.both
def test_the_engine_gets_every_pair_folded_and_in_order(inside: World) -> None:
    add(inside.ours, "Sándor", "Alex")
    add(inside.ours, "Jana", "Jan", is_same=False)

    assert name_pairs(inside.ours) == NamePairs.of(same=[("alex", "sandor")], different=[("jan", "jana")])
    assert [each.words for each in listed(inside.ours)] == [
        "Alex and Sándor are the same name",
        "Jan and Jana are different names",
    ]


@pytest.mark.both
def test_a_pair_stands_once_whatever_its_order_and_spelling(inside: World) -> None:
    add(inside.ours, "Sándor", "Alex")

    again, against = add(inside.ours, "ALEX", "sandor"), add(inside.ours, "sandor", "alex", is_same=False)

    assert again == NotAPair("other", "Alex and Sándor are the same name: that is in the list already.")
    assert against == NotAPair(
        "other", "The list says that Alex and Sándor are the same name. Remove that line first."
    )
    assert len(listed(inside.ours)) == 1


def test_there_is_an_end_to_the_list(inside: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "MOST", 1)
    add(inside.ours, "Sándor", "Alex")

    full = add(inside.ours, "Jan", "Jana")

    assert full == NotAPair("one", "There are 1 lines already. Remove one that is not needed.")
    assert rules.MOST >= 100


@pytest.mark.postgres
def test_two_who_add_the_same_pair_at_once_make_one_line(app: Flask, world: World) -> None:
    answers: list[Added | NotAPair] = []
    ready = Barrier(2)

    def try_it() -> None:
        with factories.inside(app, world.ours):
            ready.wait()
            answers.append(add(world.ours, "Sándor", "Alex"))
            db.session.commit()

    threads = [Thread(target=try_it) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(type(each).__name__ for each in answers) == ["Added", "NotAPair"]


@pytest.mark.both
def test_a_line_is_added_and_removed_on_the_page(app: Flask, world: World, as_alice: FlaskClient) -> None:
    added = as_alice.post(NAMES, data=SAME, headers=PART)

    check(added)
    assert "Alex and Sándor are the same name" in words(added)
    with factories.inside(app, world.ours):
        [held] = listed(world.ours)
    removed = as_alice.post(f"{NAMES}/{held.id}/removal", headers=PART)
    assert "is removed from the list" in words(removed)
    assert journal(app, world.ours) == [
        ("name_pair", None, "Alex and Sándor are the same name"),
        ("name_pair", "Alex and Sándor are the same name", None),
    ]
    assert as_alice.post(f"{NAMES}/{held.id}/removal").status_code == 404


def test_a_plain_browser_is_sent_back_to_the_list(as_alice: FlaskClient) -> None:
    answer = as_alice.post(NAMES, data=SAME)

    assert (answer.status_code, answer.location) == (303, "/settings/matching#names")
    assert "Alex and Sándor are the same name" in words(as_alice.get("/settings/matching"))


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"one": ""}, "Type a given name."),
        ({"other": "SANDOR"}, "Kith already reads these two as one and the same"),
        ({"other": "Alex Kovács"}, "Type one given name"),
        ({"meaning": "rhymes"}, "Choose one of the options."),
    ],
)
def test_what_is_no_pair_is_refused_where_it_was_typed(
    as_alice: FlaskClient, changed: dict[str, str], sentence: str, headers: dict[str, str]
) -> None:
    page = as_alice.post(NAMES, data=SAME | changed, headers=headers)

    assert page.status_code == 422
    check(page)
    assert sentence in words(page)
    assert 'value="Sándor"' in page.text or "one" in changed


def test_only_owners_and_admins_may(
    app: Flask, world: World, client: FlaskClient, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        held = add(world.ours, "Sándor", "Alex")
        assert isinstance(held, Added)
        url = f"{NAMES}/{held.pair.id}/removal"
        db.session.commit()

    for browser, status in ((as_bob, 403), (as_vera, 403), (client, 401)):
        assert browser.post(NAMES, data=SAME).status_code == status
        assert browser.post(url).status_code == status
    assert factories.signed_in(app, world.adam).post(url).status_code == 303


def test_another_workspace_neither_sees_nor_removes_it(
    app: Flask, world: World, as_alice: FlaskClient, as_mallory: FlaskClient
) -> None:
    as_alice.post(NAMES, data=SAME)
    with factories.inside(app, world.ours):
        [held] = listed(world.ours)

    assert "Sándor and" not in words(as_mallory.get("/settings/matching"))
    assert as_mallory.post(f"{NAMES}/{held.id}/removal").status_code == 404
    with factories.inside(app, world.theirs):
        assert name_pairs(world.theirs) == NamePairs()
        assert db.session.get(Workspace, world.ours) is not None
