"""Adding people to a static group and taking them out, by every way that there is."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db
from app.groups import services
from app.groups.models import GroupMember
from app.groups.queries.lists import get
from app.groups.queries.notes import member
from app.lifecycle.services.erasing import erase
from tests import factories
from tests.factories import World
from tests.groups.makers import STAFF, members_of, people
from tests.groups.pages import some_groups, text_of, words

Ids = tuple[int, int, list[int]]


@pytest.fixture
def ids(app: Flask, world: World) -> Ids:
    return some_groups(app, world.ours)


def stored(app: Flask, world: World, group_id: int) -> dict[int, GroupMember]:
    with factories.inside(app, world.ours):
        found = get(db.session.get_one(Workspace, world.ours), group_id)
        assert found
        rows = {who: member(found, who) for who in members_of(found)}
        db.session.expunge_all()
        return {who: row for who, row in rows.items() if row}


def fill(app: Flask, world: World, group_id: int, who: list[int], note: str = "") -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        found = get(here, group_id)
        assert found
        services.add_members(here, found, who, actor=STAFF, note=note)
        db.session.commit()


def undo_on(page: str) -> str:
    found = re.search(r'action="(/groups/\d+/changes/\d+/undo)"', page)
    assert found
    return found[1]


@pytest.mark.both
def test_what_names_nobody_is_shown_to_be_corrected_before_anybody_is_added(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    _, board, givers = ids
    url, pasted = (
        f"/groups/{board}/members",
        "Ann <giver0@example.org>, C-1002; giver0@example.org\ngivr2@example.org",
    )

    asked = as_bob.post(url, data={"pasted": pasted, "note": "table 4"})

    assert asked.status_code == 422
    assert "Nobody has been added yet 2 would be added 0 in it already 1 not found" in words(asked.text)
    assert stored(app, world, board) == {}
    corrected = {"known": "giver0@example.org\nC-1002", "pasted": "giver2@example.org", "note": "table 4"}
    added = as_bob.post(url, data=corrected, follow_redirects=True)
    assert "3 people added." in words(added.text)
    rows = stored(app, world, board)
    assert set(rows) == set(givers)
    assert {row.note for row in rows.values()} == {"table 4"}
    assert as_bob.post(undo_on(added.text)).status_code == 303
    assert stored(app, world, board) == {}


def test_the_rest_can_be_left_out_and_a_shared_address_is_asked_about(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    _, board, givers = ids
    with factories.inside(app, world.ours):
        [twin] = people(db.session.get_one(Workspace, world.ours), 1, gave=1)
        db.session.commit()
    url, pasted = f"/groups/{board}/members", "giver0@example.org giver1@example.org".replace(" ", "\n")

    asked = words(as_bob.post(url, data={"pasted": pasted}).text)
    left_out = as_bob.post(url, data={"known": pasted, "do": "rest"}, follow_redirects=True)
    chosen = as_bob.post(url, data={"known": pasted, "selected": str(twin)}, follow_redirects=True)

    assert "Whom do you mean by giver0@example.org ?" in asked
    assert "1 person added. 1 of what you pasted named nobody for certain." in words(left_out.text)
    assert "1 person added. 1 was in it already." in words(chosen.text)
    assert set(stored(app, world, board)) == {givers[1], twin}


def test_people_who_are_found_are_ticked_and_added_and_who_is_in_it_is_marked(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    _, board, givers = ids
    fill(app, world, board, givers[:1])

    found = as_bob.get(f"/groups/{board}/members/new?q=giver").text
    added = as_bob.post(f"/groups/{board}/members", data={"selected": givers[1]}, follow_redirects=True)

    assert re.findall(r'name="selected" value="(\d+)"', found) == [str(who) for who in givers[1:]]
    assert words(found).count("In it already") == 1
    assert "1 person added." in words(added.text)
    assert set(stored(app, world, board)) == set(givers[:2])


def test_an_empty_or_endless_paste_is_refused(as_bob: FlaskClient, ids: Ids) -> None:
    for pasted in ("", " \n ", "\n".join(f"a{n}@example.org" for n in range(50_001))):
        assert as_bob.post(f"/groups/{ids[1]}/members", data={"pasted": pasted}).status_code == 422


@pytest.mark.both
def test_people_of_another_workspace_cannot_be_added(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    with factories.inside(app, world.theirs):
        theirs = people(db.session.get_one(Workspace, world.theirs), 9, gave=1)
        db.session.commit()

    url = f"/groups/{ids[1]}/members"
    as_bob.post(url, data={"pasted": "giver7@example.org\nC-1009", "do": "rest"})
    as_bob.post(url, data={"selected": [str(who) for who in theirs]})

    assert stored(app, world, ids[1]) == {}


def test_a_dynamic_group_takes_nobody_by_hand(as_bob: FlaskClient, ids: Ids) -> None:
    answer = as_bob.post(f"/groups/{ids[0]}/members", data={"pasted": "C-1001"}, follow_redirects=True)

    assert "The rule decides who is in a dynamic group." in words(answer.text)
    for page in ("members/new", "members/copy", "members/file", "members/import", "removals"):
        assert as_bob.get(f"/groups/{ids[0]}/{page}").status_code == 404


@pytest.mark.both
def test_selected_people_are_taken_out_and_undo_brings_them_back_as_they_were(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    _, board, givers = ids
    fill(app, world, board, givers[:2], note="chair")
    before = stored(app, world, board)[givers[0]]

    shown = text_of(as_bob, f"/groups/{board}/removals?selected={givers[0]}")
    sent = {"selected": [str(givers[0]), "1", "x", "9" * 40]}
    answer = as_bob.post(f"/groups/{board}/removals", data=sent, follow_redirects=True)

    assert (
        "Nobody has been taken out yet Of the 2 people in “Board”, 1 was selected and would leave." in shown
    )
    assert "1 person taken out." in words(answer.text)
    assert set(stored(app, world, board)) == {givers[1]}
    back = as_bob.post(undo_on(answer.text), follow_redirects=True)
    assert "Taken back for 1 person." in words(back.text)
    after = stored(app, world, board)[givers[0]]
    assert (after.since, after.added_by, after.by, after.note) == (before.since, STAFF.id, before.by, "chair")


def test_all_of_a_kind_leave_after_a_look_at_how_many_they_are(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    donors, board, givers = ids
    with factories.inside(app, world.ours):
        others = people(db.session.get_one(Workspace, world.ours), 2)
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_in"
        db.session.commit()
    fill(app, world, board, [*givers, *others])
    url = f"/groups/{board}/removals"

    for how, told, left in (
        ({"how": "group", "source": str(donors)}, "3 are in “Donors” now", set(others)),
        ({"how": "pasted", "pasted": "other0@example.org\nwho"}, "were pasted", set(others)),
        ({"how": "barred"}, "2 cannot be emailed now", set()),
    ):
        shown = as_bob.post(url, data=how)
        assert "Nobody has been taken out yet" in words(shown.text)
        assert told in words(shown.text)
        as_bob.post(url, data=how | {"sure": "yes"})
        assert set(stored(app, world, board)) == left, how
    assert as_bob.post(url, data={"how": "group"}).status_code == 422


def test_the_note_of_a_member_is_changed_and_the_journal_does_not_repeat_it(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    from app.audit.queries import recent

    _, board, givers = ids
    fill(app, world, board, givers[:1], note="old")
    url = f"/groups/{board}/members/{givers[0]}/note"

    assert 'value="old"' in as_bob.get(url).text
    assert as_bob.get(f"/groups/{board}/members/{givers[1]}/note").status_code == 404
    as_bob.post(url, data={"note": " brings cake "})

    assert stored(app, world, board)[givers[0]].note == "brings cake"
    with factories.inside(app, world.ours):
        line = recent(world.ours).entries[0]
        assert (line.field, line.item_id, line.before, line.after) == ("note", givers[0], True, True)


def test_undo_brings_nobody_back_who_was_erased_meanwhile(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    _, board, givers = ids
    fill(app, world, board, givers, note="chair")
    out = as_bob.post(f"/groups/{board}/removals", data={"selected": givers[:2]}, follow_redirects=True)
    with factories.inside(app, world.ours):
        erase(db.session.get_one(Workspace, world.ours), givers[0], actor=STAFF)
        db.session.commit()

    as_bob.post(undo_on(out.text))

    assert set(stored(app, world, board)) == set(givers[1:])


def test_only_an_act_of_this_group_s_list_is_there_to_be_taken_back(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    donors, board, givers = ids
    added = as_bob.post(f"/groups/{board}/members", data={"selected": givers}, follow_redirects=True)
    act = undo_on(added.text).split("/")[-2]

    assert as_bob.post(f"/groups/{donors}/changes/{act}/undo").status_code == 404
    assert as_bob.post(f"/groups/{board}/changes/7/undo").status_code == 404
    assert set(stored(app, world, board)) == set(givers)
