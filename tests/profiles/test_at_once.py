"""At the same instant: of two who save the same field one is asked, and one new person is added once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.profiles.domain.parts import Part
from tests import factories
from tests.factories import World
from tests.profiles.makers import maria
from tests.profiles.pages import words
from tests.profiles.resolution import MARIA, sent
from tests.profiles.test_adding import INDIVIDUAL, everybody
from tests.profiles.test_editing import journal, opened, record_of, type_in

pytestmark = pytest.mark.both


def at_once(*acts: Callable[[], TestResponse]) -> list[TestResponse]:
    """The answers to requests that begin together, in order."""
    start = Barrier(len(acts))

    def act(each: Callable[[], TestResponse]) -> TestResponse:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def clients(app: Flask, world: World) -> tuple[FlaskClient, FlaskClient]:
    return factories.signed_in(app, world.alice), factories.signed_in(app, world.bob)


def test_of_two_who_save_the_same_field_one_is_asked(app: Flask, world: World) -> None:
    page, (alice, bob) = maria(app, world.ours), clients(app, world)
    before = record_of(app, world, page)
    hers = type_in(opened(app, before, Part.NAMES), last="Ruiz")
    his = type_in(opened(app, before, Part.NAMES), last="Soto")

    answers = at_once(
        lambda: alice.post(page("edit/names"), data=hers), lambda: bob.post(page("edit/names"), data=his)
    )

    assert sorted(answer.status_code for answer in answers) == [303, 422]
    now = record_of(app, world, page)
    written = [entry for entry in journal(app, world, page) if entry.field == "name.last" and entry.before]
    assert [entry.after for entry in written] == [now.name.last]
    assert now.version == before.version + 1


def test_of_two_who_save_different_fields_nobody_loses(app: Flask, world: World) -> None:
    page, (alice, bob) = maria(app, world.ours), clients(app, world)
    before = record_of(app, world, page)
    hers, his = type_in(opened(app, before), nickname="Mari"), type_in(opened(app, before), birth="1971")

    answers = at_once(lambda: alice.post(page("edit"), data=hers), lambda: bob.post(page("edit"), data=his))

    assert [answer.status_code for answer in answers] == [303, 303]
    now = record_of(app, world, page)
    assert (now.name.nickname, str(now.birth), now.version) == ("Mari", "1971", before.version + 2)


def test_of_two_who_add_the_same_person_one_is_asked(app: Flask, world: World) -> None:
    alice, bob = clients(app, world)
    ann = {"first": "Ann", "last": "Lee", "emails-0-address": "ann@example.org", "emails-0-type": "home"}

    answers = at_once(
        lambda: alice.post(INDIVIDUAL, data=ann | {"do": "save"}),
        lambda: bob.post(INDIVIDUAL, data=ann | {"do": "save"}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 303]
    asked = next(answer for answer in answers if answer.status_code == 200)
    assert "Very likely the same" in words(asked)
    assert everybody(app, world) == 1


def test_of_two_who_match_the_same_record_one_looks_again(app: Flask, world: World) -> None:
    page, (alice, bob) = maria(app, world.ours), clients(app, world)
    before, url = record_of(app, world, page), f"{INDIVIDUAL}/match"
    hers = sent(alice.post(INDIVIDUAL, data=MARIA | {"nickname": "Mari"}))
    his = sent(bob.post(INDIVIDUAL, data=MARIA | {"nickname": "Mimi"}))

    answers = at_once(lambda: alice.post(url, data=hers), lambda: bob.post(url, data=his))

    assert sorted(answer.status_code for answer in answers) == [303, 422]
    refused, now = max(answers, key=lambda answer: answer.status_code), record_of(app, world, page)
    assert "Somebody changed this record meanwhile." in words(refused)
    assert now.version == before.version + 1
    assert now.name.nickname in words(refused)
