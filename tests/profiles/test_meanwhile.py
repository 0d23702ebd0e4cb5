"""Two people edit one record at once: what differs is kept, and the same field is a question."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.profiles.domain.parts import Part
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, maria
from tests.profiles.pages import PART, check, words
from tests.profiles.test_editing import journal, opened, record_of, type_in

pytestmark = pytest.mark.both


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


@pytest.fixture
def alice(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.alice)


def hidden(answer: TestResponse) -> MultiDict[str, str]:
    """What the page in between sends once more."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text)
    return MultiDict((name, unescape(value)) for name, value in fields if name != "csrf_token")


def test_different_fields_of_two_people_are_both_kept(
    app: Flask, world: World, alice: FlaskClient, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    hers, his = opened(app, before), opened(app, before)

    alice.post(page("edit"), data=type_in(hers, nickname="Mari", emails__0__type="work"))
    answer = bob.post(page("edit"), data=type_in(his, birth="1971", phones__0__type="home"))

    now = record_of(app, world, page)
    assert answer.status_code == 303
    assert (now.name.nickname, str(now.birth), now.version) == ("Mari", "1971", before.version + 2)
    assert (now.emails[0].type, now.phones[0].type) == ("work", "home")


@pytest.mark.parametrize(("side", "last"), [("theirs", "Ruiz"), ("yours", "Lee")])
def test_the_same_field_is_asked_about_and_nothing_is_lost(
    app: Flask, world: World, alice: FlaskClient, bob: FlaskClient, page: Page, side: str, last: str
) -> None:
    before = record_of(app, world, page)
    hers, his = opened(app, before, Part.NAMES), opened(app, before, Part.NAMES)
    alice.post(page("edit/names"), data=type_in(hers, last="Ruiz"))
    told = len(journal(app, world, page))

    asked = bob.post(page("edit/names"), data=type_in(his, last="Lee", nickname="Mari"), headers=PART)

    assert asked.status_code == 422
    check(asked)
    assert "When you opened the form: López" in words(asked)
    assert "Theirs: Ruiz" in words(asked)
    assert "Yours: Lee" in words(asked)
    assert len(journal(app, world, page)) == told

    chosen = hidden(asked)
    chosen.update({"choice-1": side, "do": "save"})
    answer = bob.post(page("edit/names"), data=chosen)

    now = record_of(app, world, page)
    assert answer.status_code == 303
    assert (now.name.last, now.name.nickname) == (last, "Mari")


def test_without_a_choice_it_is_asked_again(
    app: Flask, world: World, alice: FlaskClient, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    hers, his = opened(app, before, Part.NAMES), opened(app, before, Part.NAMES)
    alice.post(page("edit/names"), data=type_in(hers, last="Ruiz"))
    asked = bob.post(page("edit/names"), data=type_in(his, last="Lee"))

    again = bob.post(page("edit/names"), data=hidden(asked))

    assert again.status_code == 422
    assert "Theirs: Ruiz" in words(again)


def test_a_choice_does_not_hold_for_what_nobody_saw(
    app: Flask, world: World, alice: FlaskClient, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    hers, his = opened(app, before, Part.NAMES), opened(app, before, Part.NAMES)
    alice.post(page("edit/names"), data=type_in(hers, last="Ruiz"))
    asked = hidden(bob.post(page("edit/names"), data=type_in(his, last="Lee")))
    third = opened(app, record_of(app, world, page), Part.NAMES)
    alice.post(page("edit/names"), data=type_in(third, last="Soto"))

    asked.update({"choice-1": "yours", "do": "save"})
    again = bob.post(page("edit/names"), data=asked)

    assert again.status_code == 422
    assert "Theirs: Soto" in words(again)
    assert record_of(app, world, page).name.last == "Soto"


def test_what_was_typed_comes_back_on_the_form(
    app: Flask, world: World, alice: FlaskClient, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    hers, his = opened(app, before, Part.EMAILS), opened(app, before, Part.EMAILS)
    alice.post(page("edit/emails"), data=type_in(hers, emails__0__address="hers@example.org"))
    asked = bob.post(page("edit/emails"), data=type_in(his, emails__0__address="his@example.org"))
    assert "Theirs: hers@example.org (home, primary)" in words(asked).replace(" ,", ",") or "hers@" in words(
        asked
    )

    back = hidden(asked)
    back["do"] = "back"
    form = bob.post(page("edit/emails"), data=back)

    assert form.status_code == 200
    assert 'value="his@example.org"' in form.text


def test_what_somebody_deleted_meanwhile_is_asked_about(
    app: Flask, world: World, alice: FlaskClient, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    hers, his = opened(app, before, Part.EMAILS), opened(app, before, Part.EMAILS)
    for name in [name for name in hers if name.startswith("emails-0")]:
        hers.pop(name)
    hers.setlist("emails-removed", [str(before.emails[0].id)])
    alice.post(page("edit/emails"), data=hers)
    assert record_of(app, world, page).emails == ()

    asked = bob.post(page("edit/emails"), data=type_in(his, emails__0__type="work"))
    assert "Theirs: deleted" in words(asked)
    chosen = hidden(asked)
    chosen.update({f"choice-{number}": "yours" for number in (1, 2)} | {"do": "save"})
    bob.post(page("edit/emails"), data=chosen)

    [email] = record_of(app, world, page).emails
    assert (email.address, email.type, email.primary) == ("maria@example.org", "work", True)
