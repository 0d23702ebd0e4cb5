"""The forms of roles and prospects, and what happens when two people save at once."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.roles import Module
from app.db import db
from tests import factories
from tests.cultivation.makers import workspace
from tests.cultivation.pages import NOTE, PROSPECT, ROLE, There
from tests.factories import World
from tests.profiles.pages import check, words


def with_version(data: dict[str, str], version: int = 1) -> dict[str, str]:
    return {**data, "version": str(version)}


@pytest.mark.parametrize(
    ("path", "data", "theirs", "mine"),
    [
        ("notes/{note}/edit", NOTE, {"text": "Alice's words"}, {"text": "Bob's words"}),
        ("constituencies/{role}/edit", ROLE, {"note": "Alice's words"}, {"note": "Bob's words"}),
        ("prospect", PROSPECT, {"note": "Alice's words"}, {"note": "Bob's words"}),
    ],
)
def test_who_saves_second_sees_theirs_and_yours_and_may_save_again(
    as_alice: FlaskClient,
    as_bob: FlaskClient,
    there: There,
    path: str,
    data: dict[str, str],
    theirs: dict[str, str],
    mine: dict[str, str],
) -> None:
    version = 2 if path == "prospect" else 1
    as_alice.post(there(path), data=with_version(data | theirs, version))

    second = as_bob.post(there(path), data=with_version(data | mine, version))
    shown = words(second)
    third = as_bob.post(there(path), data=with_version(data | mine, version + 1))

    assert second.status_code == 422
    assert "Somebody else changed this while you were writing." in shown
    assert "Alice's words Bob's words" in shown
    assert f'value="{version + 1}"' in second.text
    check(second)
    assert third.status_code == 303
    assert "Bob's words" in words(as_bob.get(there()))


def test_the_same_role_at_the_same_time_is_refused_with_what_to_do(as_bob: FlaskClient, there: There) -> None:
    refused = as_bob.post(there("constituencies/new"), data={**ROLE, "role": "VOLUNTEER", "until": ""})
    backward = as_bob.post(
        there("constituencies/new"), data={**ROLE, "since": "2020-01-02", "until": "2020-01-01"}
    )
    earlier = as_bob.post(there("constituencies/new"), data=ROLE)

    assert (refused.status_code, backward.status_code, earlier.status_code) == (422, 422, 303)
    assert (
        "“Volunteer” is on record from Feb 29, 2020 on already. "
        "Choose days outside of that, or end that one first." in words(refused)
    )
    assert "It cannot end before it begins." in words(backward)


def test_known_roles_are_offered_with_those_of_the_workspace(as_bob: FlaskClient, there: There) -> None:
    as_bob.post(there("constituencies/new"), data={**ROLE, "role": "Choir"})

    page = as_bob.get(there("constituencies/new")).text

    for role in ("Choir", "Volunteer", "Donor"):
        assert page.count(f'<option value="{role}">') == 1


def test_a_prospect_is_set_and_its_history_told(as_bob: FlaskClient, world: World, there: There) -> None:
    data = with_version({**PROSPECT, "manager_id": str(world.vera), "capacity": "from_1m", "note": "Ask."}, 2)

    response = as_bob.post(there("prospect"), data=data)

    shown = words(as_bob.get(there()))
    assert response.status_code == 303
    assert "since Apr 1, 2021, set by Bob" in shown
    assert "Manager Vera" in shown
    assert "Capacity $1,000,000 or more rated on" in shown
    assert "Cultivation Mar 1, 2021 to Apr 1, 2021, 31 days, set by Bob" in shown


def test_a_prospect_that_cannot_be_so_says_why(as_bob: FlaskClient, there: There) -> None:
    early = as_bob.post(there("prospect"), data=with_version({**PROSPECT, "stage_since": "2021-02-01"}, 2))
    stranger = as_bob.post(there("prospect"), data=with_version({**PROSPECT, "manager_id": "105"}, 2))

    assert (early.status_code, stranger.status_code) == (422, 422)
    assert "“Cultivation” began on Mar 1, 2021. Choose that day or a later one." in words(early)
    assert "Choose somebody of your staff." in words(stranger)


def test_without_the_module_nothing_of_prospects_is_offered(
    app: Flask, world: World, as_bob: FlaskClient, there: There
) -> None:
    on = as_bob.get(there())
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        here.modules = [each for each in here.modules if each != Module.PROSPECTS]
        db.session.commit()

    off, form, posted = as_bob.get(there()), as_bob.get(there("prospect")), as_bob.post(there("prospect"))

    assert 'id="prospect"' in on.text
    assert 'id="prospect"' not in off.text
    assert (form.status_code, posted.status_code) == (403, 403)
    assert "The prospects module is off" in form.text
    assert as_bob.get(there("notes")).status_code == 200
