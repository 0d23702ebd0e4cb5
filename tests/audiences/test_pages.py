"""The pages of audience checks: asking and reading the answer."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from app.accounts.models import Workspace
from app.db import db
from tests import factories
from tests.consent.makers import OPT_OUT
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, table, words

PEOPLE = "People of this check"


PAGES = {
    "/audiences": (200, 200),
    "/audiences/new": (200, 403),
    "/audiences/{c}": (200, 200),
    "/audiences/{w}": (200, 200),
    "/audiences/{c}?show=unsubscribed": (200, 200),
    "/audiences/{c}/export": (200, 403),
    "/audiences/{w}/export": (409, 403),
    "/audiences/{c}/deletion": (200, 403),
    "/audiences/{c}/status": (303, 303),
}
"""Every page, and what an editor and a viewer get."""
ACTS = ("", "/{c}/repetition", "/{w}/stop", "/{c}/export", "/{c}/deletion")


def test_editors_open_every_page_and_viewers_those_that_only_show(
    as_bob: FlaskClient, as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    for path, statuses in PAGES.items():
        url = path.format(**ids)
        assert (as_bob.get(url).status_code, as_vera.get(url).status_code) == statuses, path
        if statuses[0] == 200:
            check(as_bob.get(url))
            part = as_bob.get(url, headers=PART)
            check(part)
            assert root_id(part)
    for path in ACTS:
        assert as_vera.post(f"/audiences{path}".format(**ids)).status_code == 403, path


def test_another_workspace_finds_and_changes_nothing(as_mallory: FlaskClient, ids: dict[str, int]) -> None:
    for path in PAGES:
        if "{" in path:
            assert as_mallory.get(path.format(**ids)).status_code == 404, path
    for path in ACTS[1:]:
        assert as_mallory.post(f"/audiences{path}".format(**ids)).status_code == 404, path
    asked = as_mallory.post("/audiences", data={"include": str(ids["friends"])})
    assert asked.status_code == 422


def test_the_limit_of_the_organization_is_told_where_it_holds(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    pages = ("/audiences/new", f"/audiences/{ids['c']}")
    assert not any("own limit" in words(as_bob.get(page)) for page in pages)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        here.consent_rules = {**here.consent_rules, "cap": {"messages": 2, "days": 90}}
        db.session.commit()

    assert all("own limit" in words(as_bob.get(page)) for page in pages)
    assert all("at most 2 messages in 90 days" in words(as_bob.get(page)) for page in pages)


# --- asking


def test_a_question_is_asked_by_a_form_and_answered_on_its_page(
    app: Flask, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    form = as_bob.get(f"/audiences/new?include={ids['friends']}").text
    assert f'checked id="include-1" name="include" type="checkbox" value="{ids["friends"]}"' in form

    asked = as_bob.post(
        "/audiences",
        data={
            "topic": str(OPT_OUT),
            "include": str(ids["friends"]),
            "exclude": str(ids["board"]),
            "name": " Gala ",
        },
    )
    jobs.drain(app)

    page = as_bob.get(asked.location)
    assert asked.status_code == 303
    assert "Gala “Newsletter” to “Friends”, but not to “Board”." in words(page)
    assert "2 can be emailed 1 unsubscribed = 3 people" in words(page)
    assert "1 message , one for each inbox. 1 person shares an inbox with somebody else" in words(page)


WRONG = [
    ({}, "Choose at least one group. Without a group nobody is meant."),
    ({"include": "{friends}", "exclude": "{friends}"}, "“Friends” cannot be both included and left out."),
    ({"include": "{friends}", "messages": "2"}, "Give both numbers of the limit, or neither."),
    ({"include": "{friends}", "messages": "0", "days": "9"}, "Type a number from 1 to 100, or nothing."),
    ({"include": "77"}, "'77' is not a valid choice"),
    ({"include": "{friends}", "topic": "77"}, "Not a valid choice"),
]


@pytest.mark.parametrize(("typed", "why"), WRONG)
def test_what_cannot_be_asked_is_said_at_the_form(
    as_bob: FlaskClient, ids: dict[str, int], typed: dict[str, str], why: str
) -> None:
    answer = as_bob.post("/audiences", data={key: text.format(**ids) for key, text in typed.items()})

    assert answer.status_code == 422
    assert why in words(answer)


def test_while_it_is_checked_the_page_counts_and_it_can_be_stopped(
    app: Flask, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    page = as_bob.get(f"/audiences/{ids['w']}")
    part = as_bob.get(f"/audiences/{ids['w']}/status", headers=PART)

    assert "Asking about everybody" in words(page)
    assert "Asking about everybody" in part.text
    as_bob.post(f"/audiences/{ids['w']}/stop")
    jobs.drain(app)
    assert "This check was stopped, and nothing of it was kept." in words(
        as_bob.get(f"/audiences/{ids['w']}")
    )


def test_the_same_is_asked_again_and_the_old_answer_stays(
    app: Flask, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    again = as_bob.post(f"/audiences/{ids['c']}/repetition")
    jobs.drain(app)

    assert again.status_code == 303
    assert "= 3 people" in words(as_bob.get(again.location))
    assert len(table(as_bob.get("/audiences"), "Audience checks")) == 3


# --- reading


def test_everybody_is_listed_with_every_reason_and_who_shares_an_inbox(
    as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    rows = table(as_bob.get(f"/audiences/{ids['c']}"), PEOPLE)

    assert [(row[0], row[1]) for row in rows] == [
        ("Smith, Ann", "Can be emailed"),
        ("Smith, Cat", "Can be emailed"),
        ("Smith, Dan", "Unsubscribed"),
    ]
    assert rows[1][3] == "Shares an inbox with Smith, Ann, who gets the message."
    assert rows[2][3] == "unsubscribed from all mail, since Nov 11, 2026 · by the supporter"


FILTERS = [
    ("show=eligible", ["Smith, Ann", "Smith, Cat"]),
    ("show=sharing", ["Smith, Cat"]),
    ("show=unsubscribed", ["Smith, Dan"]),
    ("show=nonsense", ["Smith, Ann", "Smith, Cat", "Smith, Dan"]),
    ("q=dan", ["Smith, Dan"]),
    ("q=DAN%40example", ["Smith, Dan"]),
    ("q=C-1001", ["Smith, Ann"]),
    ("q=100%25", []),
    ("show=eligible&q=dan", []),
]


@pytest.mark.parametrize(("query", "names"), FILTERS)
def test_the_list_is_narrowed_by_reason_and_search(
    as_bob: FlaskClient, ids: dict[str, int], query: str, names: list[str]
) -> None:
    rows = table(as_bob.get(f"/audiences/{ids['c']}?{query}", headers=PART), PEOPLE)

    assert [row[0] for row in rows] == names


def test_pages_of_people_follow_each_other(
    as_bob: FlaskClient, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.audiences.queries import found

    monkeypatch.setattr(found.people, "__kwdefaults__", {**found.people.__kwdefaults__, "size": 2})
    first = as_bob.get(f"/audiences/{ids['c']}")
    onward = first.text.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0]

    assert [row[0] for row in table(first, PEOPLE)] == ["Smith, Ann", "Smith, Cat"]
    assert [row[0] for row in table(as_bob.get(onward.replace("&amp;", "&")), PEOPLE)] == ["Smith, Dan"]
