"""Adding and taking out people, and taking a group out of Kith as a file."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.queries import recent
from app.db import db
from app.web.spreadsheet import guarded
from tests import factories
from tests.factories import World
from tests.groups.makers import members_of, people
from tests.groups.pages import some_groups, text_of, words


@pytest.fixture
def ids(app: Flask, world: World) -> tuple[int, int, list[int]]:
    return some_groups(app, world.ours)


def stored(app: Flask, world: World, group_id: int) -> set[int]:
    from app.groups.queries.lists import get

    with factories.inside(app, world.ours):
        found = get(db.session.get_one(Workspace, world.ours), group_id)
        assert found
        return set(members_of(found))


def undo_on(page: str) -> str:
    found = re.search(r'action="(/groups/\d+/changes/\d+/undo)"', page)
    assert found
    return found[1]


@pytest.mark.both
def test_pasted_people_are_added_the_others_are_named_and_undo_takes_them_out(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    _, board, givers = ids
    pasted = "giver0@example.org, C-1002; giver0@example.org\nwho@example.org\n"

    answer = as_bob.post(f"/groups/{board}/members", data={"pasted": pasted}, follow_redirects=True)

    assert "2 people added. Not found: who@example.org." in words(answer.text)
    assert stored(app, world, board) == set(givers[:2])
    assert as_bob.post(undo_on(answer.text)).status_code == 303
    assert stored(app, world, board) == set()


def test_selected_people_are_taken_out_and_undo_brings_them_back(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    _, board, givers = ids
    as_bob.post(f"/groups/{board}/members", data={"pasted": "C-1001 \n C-1002"})
    as_bob.get("/groups")  # shows the toast of that

    answer = as_bob.post(
        f"/groups/{board}/removals",
        data={"selected": [str(givers[0]), "1", "x", "9" * 40]},
        follow_redirects=True,
    )

    assert "1 person taken out." in words(answer.text)
    assert stored(app, world, board) == {givers[1]}
    as_bob.post(undo_on(answer.text))
    assert stored(app, world, board) == set(givers[:2])


def test_an_empty_or_endless_paste_is_refused(as_bob: FlaskClient, ids: tuple[int, int, list[int]]) -> None:
    for pasted in ("", " \n ", "\n".join(f"a{n}@example.org" for n in range(2001))):
        answer = as_bob.post(f"/groups/{ids[1]}/members", data={"pasted": pasted})
        assert answer.status_code == 422


@pytest.mark.both
def test_people_of_another_workspace_cannot_be_added(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    with factories.inside(app, world.theirs):
        theirs = people(db.session.get_one(Workspace, world.theirs), 9, gave=1)
        db.session.commit()

    as_bob.post(f"/groups/{ids[1]}/members", data={"pasted": "giver7@example.org\nC-1009"})

    assert not stored(app, world, ids[1]) & set(theirs)
    assert stored(app, world, ids[1]) == set()


def test_a_dynamic_group_takes_nobody_by_hand(as_bob: FlaskClient, ids: tuple[int, int, list[int]]) -> None:
    answer = as_bob.post(f"/groups/{ids[0]}/members", data={"pasted": "C-1001"}, follow_redirects=True)

    assert "The rule decides who is in a dynamic group." in words(answer.text)


# --- files


def rows_of(answer: object) -> list[list[str]]:
    text = answer.data.decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.both
def test_a_file_names_its_filter_and_is_noted_in_the_journal(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    answer = as_bob.post(f"/groups/{ids[0]}/export", data={"which": "eligible", "reason": ""})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "donors-can-be-emailed-" in answer.headers["Content-Disposition"]
    assert rows_of(answer)[0] == ["Lookup ID", "Name", "Kind", "Email"]
    assert len(rows_of(answer)) == 4
    with factories.inside(app, world.ours):
        noted = recent(world.ours).entries[0]
        assert (noted.subject, noted.after["people"], noted.after["filter"]) == (
            "export",
            3,
            "can be emailed",
        )


def test_everybody_leaves_only_with_a_reason_and_a_column_that_tells(
    as_bob: FlaskClient, ids: tuple[int, int, list[int]]
) -> None:
    url = f"/groups/{ids[0]}/export"

    refused = as_bob.post(url, data={"which": "everybody", "reason": " "})
    given = as_bob.post(url, data={"which": "everybody", "reason": "printed letters"})

    assert refused.status_code == 422
    assert rows_of(given)[0][-1] == "Can be emailed"
    assert {row[-1] for row in rows_of(given)[1:]} == {"yes"}


@pytest.mark.both
def test_a_file_carries_links_that_stop_mail_where_they_are_asked_for(
    as_bob: FlaskClient, client: FlaskClient, ids: tuple[int, int, list[int]]
) -> None:
    url, asked = f"/groups/{ids[0]}/export", {"which": "eligible", "links": "y"}

    refused = as_bob.post(url, data=asked)
    head, *rows = rows_of(as_bob.post(url, data=asked | {"trial": "y"}))

    assert refused.status_code == 422
    assert "KITH_PUBLIC_URL" in refused.text, "nobody else could follow them"
    assert head == ["Lookup ID", "Name", "Kind", "Email", "unsubscribe_url", "preferences_url"]
    assert len({row[4] for row in rows}) == len({row[5] for row in rows}) == 3
    assert client.post(rows[0][4], data={"List-Unsubscribe": "One-Click"}).status_code == 200
    everybody = rows_of(as_bob.post(url, data=asked | {"trial": "y", "which": "everybody", "reason": "list"}))
    assert [bool(row[5]) for row in everybody[1:]] == [False, True, True]
    page = words(as_bob.get(url).text)
    assert "It is for a trial" in page
    assert "Who of them can be emailed about …?" in page


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("+1 555 010-2244", "+1 555 010-2244"),
        ("-12.50", "-12.50"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-Ann", "'-Ann"),
        ("Ann", "Ann"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert guarded(cell) == written


def test_a_broken_group_says_so_and_is_not_exported(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    from app.groups.domain.rule_json import rule_to_json
    from app.groups.domain.rules import InterestIn
    from app.groups.queries.lists import get
    from tests.groups.makers import rule

    with factories.inside(app, world.ours):
        found = get(db.session.get_one(Workspace, world.ours), ids[0])
        assert found
        found.rule = rule_to_json(rule(InterestIn(77)))
        db.session.commit()

    page = text_of(as_bob, f"/groups/{ids[0]}")

    assert "This group is broken." in page
    assert "Broken It names an interest group that is archived" in text_of(as_bob, "/groups")
    assert "= 0 people" in page
    assert as_bob.post(f"/groups/{ids[0]}/export", data={"which": "eligible"}).status_code == 409


# --- deleting


def test_deleting_says_what_goes_and_what_stays(as_bob: FlaskClient, ids: tuple[int, int, list[int]]) -> None:
    asked = text_of(as_bob, f"/groups/{ids[1]}/deletion")
    gone = as_bob.post(f"/groups/{ids[1]}/deletion", follow_redirects=True)

    assert "The people themselves stay as they are" in asked
    assert "The group “Board” is deleted." in words(gone.text)
    assert as_bob.get(f"/groups/{ids[1]}").status_code == 404
