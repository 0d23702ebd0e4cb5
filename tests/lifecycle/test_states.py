"""Deactivating, dying, and taking either back: what the pages say, write and refuse."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from app.profiles.domain.parts import Part, remembered
from tests import factories
from tests.factories import World
from tests.lifecycle.people import edit, entries_of, is_mailable, made, record_of, workspace
from tests.profiles.pages import PART, check, root_id, words

pytestmark = pytest.mark.both


def version(app: Flask, world: World, person: int) -> int:
    with factories.inside(app, world.ours):
        return record_of(world.ours, person).version


def test_a_deactivated_record_stays_and_cannot_be_emailed_until_it_is_in_use_again(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    url = f"/constituents/{person}/activity-state"

    # before
    page = as_bob.get(url)
    check(page)
    assert "Email now Can be emailed" in words(page)
    assert "Afterwards Cannot be emailed" in words(page)

    # deactivated
    answer = as_bob.post(url, data={"version": version(app, world, person), "reason": " moved\tabroad "})
    assert answer.status_code == 303
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert (who.active, who.inactive_reason) == (False, "moved abroad")
        assert not is_mailable(world.ours, person)
        told = {entry.field: (entry.before, entry.after) for entry in entries_of(world.ours, person)}
        assert told["active"] == (True, False)
        assert told["inactive_reason"] == ("", "moved abroad")

    # in use again
    again = as_bob.get(url)
    check(again)
    assert "moved abroad" in words(again)
    as_bob.post(url, data={"version": version(app, world, person), "do": "reactivate"})
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert (who.active, who.inactive_reason) == (True, "")
        assert is_mailable(world.ours, person)


def test_who_died_gets_no_mail_from_then_on_and_stays_in_groups(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    url = f"/constituents/{person}/death"
    check(as_bob.get(url))

    answer = as_bob.post(url, data={"version": version(app, world, person), "died": "2 April 2024"})

    assert answer.status_code == 303
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert who.deceased
        assert str(who.died) == "2024-04-02"
        assert not is_mailable(world.ours, person)
        assert {"deceased", "died"} <= {entry.field for entry in entries_of(world.ours, person)}

    # by mistake
    page = as_bob.get(url)
    check(page)
    assert "Recorded by mistake" in words(page)
    as_bob.post(url, data={"version": version(app, world, person), "do": "living"})
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert (who.deceased, who.died) == (False, None)
        assert is_mailable(world.ours, person)


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("1999", "1999"), ("1999-12-31", "1999-12-31")])
def test_the_date_of_death_is_as_full_as_it_is_known(
    app: Flask, world: World, as_bob: FlaskClient, typed: str, kept: str | None
) -> None:
    person = made(app, world.ours)

    as_bob.post(f"/constituents/{person}/death", data={"version": version(app, world, person), "died": typed})

    with factories.inside(app, world.ours):
        died = record_of(world.ours, person).died
        assert (str(died) if died else None) == kept


@pytest.mark.parametrize(("country", "kept"), [("US", "2024-03-04"), ("GB", "2024-04-03")])
def test_digits_are_read_as_in_the_country_whatever_figures_look_like(
    app: Flask, world: World, as_bob: FlaskClient, country: str, kept: str
) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        here.country, here.locale = country, "en_001"
        db.session.commit()

    data = {"version": version(app, world, person), "died": "03/04/2024"}
    as_bob.post(f"/constituents/{person}/death", data=data)
    with factories.inside(app, world.ours):
        shown = remembered(record_of(world.ours, person), (Part.DATES,))
    data = {"base": json.dumps(shown), "birth": "03/04/2024", "died": "03/04/2024"}
    as_bob.post(f"/constituents/{person}/edit/dates", data=data)

    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert (str(who.died), str(who.birth)) == (kept, kept)


def test_no_date_of_death_stands_on_the_record_of_somebody_living(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    url = f"/constituents/{person}"
    as_bob.post(f"{url}/death", data={"version": version(app, world, person), "died": "1999"})
    with factories.inside(app, world.ours):
        opened = remembered(record_of(world.ours, person), (Part.DATES,))

    # a form that was opened before the death was taken back
    as_bob.post(f"{url}/death", data={"version": version(app, world, person), "do": "living"})
    seen = version(app, world, person)
    sent = {"base": json.dumps(opened), "seen": seen, "unit-died": "died", "choice-died": "yours"}
    answer = as_bob.post(f"{url}/edit/dates", data={**sent, "died": "1998"})

    assert answer.status_code == 422
    assert "does not say that this person has died" in words(answer)
    assert 'name="died"' in answer.text
    as_bob.post(f"{url}/edit/dates", data={**sent, "died": "1999"})
    assert version(app, world, person) == seen


def test_a_date_of_death_without_its_year_is_refused_wherever_it_is_typed(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    as_bob.post(f"/constituents/{person}/death", data={"version": version(app, world, person)})
    with factories.inside(app, world.ours):
        opened = json.dumps(remembered(record_of(world.ours, person), (Part.DATES,)))

    answer = as_bob.post(f"/constituents/{person}/edit/dates", data={"base": opened, "died": "2 April"})

    assert answer.status_code == 422
    assert "The year is missing" in words(answer)


REFUSED = [
    ("activity-state", {}, "Say why"),
    ("activity-state", {"reason": "x" * 201}, "at most 200"),
    ("death", {"died": "31 June 2020"}, "31 June 2020"),
    ("death", {"died": "2 April"}, "The year is missing"),
    ("death", {"died": "2999"}, "in the future"),
]


@pytest.mark.parametrize(("page", "typed", "said"), REFUSED)
def test_what_cannot_be_saved_says_what_to_do_and_changes_nothing(
    app: Flask, world: World, as_bob: FlaskClient, page: str, typed: dict[str, str], said: str
) -> None:
    person = made(app, world.ours)
    before = version(app, world, person)

    for headers in ({}, PART):
        answer = as_bob.post(
            f"/constituents/{person}/{page}", data={"version": before, **typed}, headers=headers
        )
        assert answer.status_code == 422
        assert said in words(answer)
        check(answer)
    assert version(app, world, person) == before


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("activity-state", {"reason": "moved"}),
        ("activity-state", {"do": "reactivate"}),
        ("death", {"died": ""}),
        ("death", {"do": "living"}),
    ],
)
def test_a_record_that_somebody_changed_meanwhile_is_shown_anew_and_not_written_over(
    app: Flask, world: World, as_bob: FlaskClient, page: str, typed: dict[str, str]
) -> None:
    person = made(app, world.ours)
    seen = version(app, world, person)
    with factories.inside(app, world.ours):
        edit(world.ours, person, source="a letter")
        db.session.commit()

    answer = as_bob.post(f"/constituents/{person}/{page}", data={"version": seen, **typed})

    assert answer.status_code == 422
    assert "Somebody changed this record" in words(answer)
    assert f'value="{seen + 1}"' in answer.text
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert who.active
        assert not who.deceased


@pytest.mark.parametrize("page", ["activity-state", "death", "export", "erasure"])
def test_every_page_stands_alone_and_as_a_part(
    app: Flask, world: World, as_alice: FlaskClient, page: str
) -> None:
    person = made(app, world.ours)

    whole = as_alice.get(f"/constituents/{person}/{page}")
    part = as_alice.get(f"/constituents/{person}/{page}", headers=PART)

    assert whole.status_code == part.status_code == 200
    check(whole)
    check(part)
    assert root_id(part).endswith("-dialog")
    assert "Ada Lovelace" in words(whole)


@pytest.mark.parametrize("page", ["activity-state", "death", "export", "erasure"])
def test_a_viewer_may_none_of_it(app: Flask, world: World, as_vera: FlaskClient, page: str) -> None:
    person = made(app, world.ours)

    assert as_vera.get(f"/constituents/{person}/{page}").status_code == 403
    assert as_vera.post(f"/constituents/{person}/{page}").status_code == 403


def test_an_editor_may_not_erase(app: Flask, world: World, as_bob: FlaskClient) -> None:
    person = made(app, world.ours)

    assert as_bob.get(f"/constituents/{person}/erasure").status_code == 403
    answer = as_bob.post(f"/constituents/{person}/erasure", data={"name": "Ada Lovelace"})

    assert answer.status_code == 403
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person).name.first == "Ada"
