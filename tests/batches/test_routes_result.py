"""What a commit did, on the screen and as a file; and its undo, asked once more before it is begun."""

import csv
import io
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.db import db
from app.groups import services as groups
from app.groups.domain.kinds import JoinedBy
from app.groups.domain.rules import FromImport
from app.groups.models import Group, GroupMember
from tests import factories
from tests.batches import makers, scenes
from tests.batches.reverting import called, noted, renamed
from tests.batches.scenes import DUPLICATE, NEW, work
from tests.factories import World
from tests.groups.makers import GAVE_100, group, rule
from tests.groups.pages import words as whole
from tests.profiles.pages import PART, check, words


@pytest.fixture
def number(app: Flask, world: World) -> int:
    """An import that Alice committed: one person added, one updated, two rows left."""
    found = scenes.in_review(app, world.ours)
    with factories.inside(app, world.ours):
        makers.commit(app, scenes.batch(world.ours, found))
    return found


def names(app: Flask, world: World) -> list[str]:
    with factories.inside(app, world.ours):
        return sorted(each.name.first for each in makers.everybody(world.ours))


def test_the_result_adds_up_and_leads_to_the_people(as_vera: FlaskClient, number: int) -> None:
    page = as_vera.get(f"/imports/{number}/result")
    added = as_vera.get(f"/imports/{number}/result/created")

    check(page)
    check(added)
    assert "1 Added 1 Updated 0 No change 2 Not committed 1 Skipped = 5 rows" in words(page)
    assert "Ann New" in words(added)
    assert "John Smith" not in words(added)
    assert "Undo import" not in words(page)
    assert as_vera.get(f"/imports/{number}/result/nonsense").status_code == 404
    assert f"/imports/{number}/result" in as_vera.get("/imports").text


def test_the_file_has_every_row_as_it_came_and_what_became_of_it(as_bob: FlaskClient, number: int) -> None:
    answer = as_bob.post(f"/imports/{number}/result/file")

    head, *rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert head[:3] == ["First name", "Last name", "Email"]
    assert head[-4:] == ["Row", "Outcome", "Constituent", "Reason"]
    assert [row[-3] for row in rows] == ["created", "updated", "possible duplicate", "error", "skipped"]
    assert rows[0][:3] == ["Ann", "New", "ann@example.org"]
    assert rows[0][-2].startswith("C-")


def test_those_who_were_added_are_kept_as_a_group(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    refused = as_bob.post(f"/imports/{number}/group", data={"name": ""})
    answer = as_bob.post(f"/imports/{number}/group", data={"name": "From the gala"})
    taken = as_bob.post(f"/imports/{number}/group", data={"name": "from the gala"})

    assert (refused.status_code, taken.status_code) == (422, 422)
    assert "There is a group named" in words(taken)
    with factories.inside(app, world.ours):
        made = db.session.scalars(select(Group).where(Group.name == "From the gala")).one()
        assert made.member_count == 1
    assert answer.location == f"/groups/{made.id}"


def test_the_undo_says_which_groups_break_with_the_import(app: Flask, world: World, number: int) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        group(here, "Came lately", rule(FromImport(number)))
        group(here, "Came before", rule(GAVE_100))
        db.session.commit()

    page = words(factories.signed_in(app, world.alice).get(f"/imports/{number}/undo"))

    assert "1 group asks who came with this import and will be broken: Came lately . Nobody" in page
    assert "Came before" not in page


def test_the_undo_says_first_what_goes_and_what_stays_and_then_does_it(
    app: Flask, world: World, number: int
) -> None:
    as_alice = factories.signed_in(app, world.alice)
    before = names(app, world)

    page = as_alice.get(f"/imports/{number}/undo")
    pressed = as_alice.post(f"/imports/{number}/undo")
    waiting = as_alice.get(f"/imports/{number}/progress")
    work(app, world.ours)
    done = as_alice.get(f"/imports/{number}/progress", headers=PART)

    check(page)
    check(waiting)
    assert "1 person who was added is removed. 1 person gets back what the import changed." in words(page)
    assert pressed.location == f"/imports/{number}/progress"
    assert "Taking rows back" in words(waiting)
    assert done.headers["HX-Redirect"] == f"/imports/{number}/result"
    assert (before, names(app, world)) == (["Ann", "John", "María"], ["John", "María"])
    assert "2 rows were taken back" in words(as_alice.get(f"/imports/{number}/result"))
    assert "removed again" in words(as_alice.get(f"/imports/{number}/result/reverted"))
    again = as_alice.get(f"/imports/{number}/undo", follow_redirects=True)
    assert "There is nothing left to undo" in words(again)


def test_whoever_stays_is_named_before_with_the_reason(app: Flask, world: World, number: int) -> None:
    with factories.inside(app, world.ours):
        noted(world.ours, called(world.ours, "Ann"))
        db.session.commit()

    page = words(factories.signed_in(app, world.alice).get(f"/imports/{number}/undo"))

    assert "1 person who was added stays" in page
    assert "Ann New" in page
    assert "has a note" in page


def test_whose_record_was_changed_elsewhere_is_named_with_who_did_it(
    app: Flask, world: World, number: int
) -> None:
    with factories.inside(app, world.ours):
        renamed(world.ours, called(world.ours, "John"))

    page = words(factories.signed_in(app, world.alice).get(f"/imports/{number}/undo"))

    assert re.search(
        r"nothing: Alice \(.{10,14}\) changed other fields, and all of the import goes back", page
    )


def test_the_page_of_a_row_leads_to_whom_it_added(
    app: Flask, as_vera: FlaskClient, world: World, number: int
) -> None:
    with factories.inside(app, world.ours):
        ann = called(world.ours, "Ann")

    added, waiting = (as_vera.get(f"/imports/{number}/rows/{row}") for row in (NEW, DUPLICATE))

    check(added)
    assert f'href="/constituents/{ann}"' in added.text
    assert "Open profile" not in words(waiting)


def test_rows_that_went_back_to_review_are_said_with_the_reason(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    number = scenes.in_review(app, world.ours)
    with factories.inside(app, world.ours):
        (john,) = (each for each in makers.everybody(world.ours) if each.name.first == "John")
        makers.change(
            world.ours, john, replace(john, emails=(), name=replace(john.name, first="Jo", last="Smyth"))
        )
        makers.commit(app, scenes.batch(world.ours, number))

    page = as_vera.get(f"/imports/{number}/result")

    check(page)
    assert "1 row went back to review, because its person changed after the check" in words(page)


def test_editors_undo_only_what_they_committed_themselves(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World, number: int
) -> None:
    as_adam = factories.signed_in(app, world.adam)

    refused = as_bob.post(f"/imports/{number}/undo")
    unseen = as_vera.get(f"/imports/{number}/undo")

    assert (refused.status_code, unseen.status_code) == (403, 403)
    assert "Whoever committed it can do this" in words(as_bob.get(f"/imports/{number}/result"))
    assert names(app, world) == ["Ann", "John", "María"]
    assert as_adam.post(f"/imports/{number}/undo").location == f"/imports/{number}/progress"


def test_the_address_of_somebody_removed_says_which_import_it_was(
    app: Flask, world: World, number: int
) -> None:
    as_alice = factories.signed_in(app, world.alice)
    with factories.inside(app, world.ours):
        ann = called(world.ours, "Ann")
    as_alice.post(f"/imports/{number}/undo")
    work(app, world.ours)

    gone = as_alice.get(f"/constituents/{ann}")
    part = as_alice.get(f"/constituents/{ann}/history", headers=PART)

    assert (gone.status_code, part.status_code) == (410, 410)
    assert f"import {number} had added it, and that was undone" in words(gone)


def test_people_of_an_import_join_a_group_that_is_there_after_a_look_at_how_many(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    with factories.inside(app, world.ours):
        made = groups.create(makers.workspace(world.ours), groups.Draft(name="Guests"), actor=makers.ALICE)
        assert isinstance(made, groups.Saved)
        key = made.group.id
        db.session.commit()
    url = f"/groups/{key}/members/import"

    offered = as_bob.get(url)
    shown = words(as_bob.get(f"{url}?number={number}&whom=all"))
    nobody = as_bob.post(url, data={"number": "77"})
    added = as_bob.post(url, data={"number": number, "whom": "added"}, follow_redirects=True)
    rest = as_bob.post(url, data={"number": number, "whom": "all", "note": "gala"}, follow_redirects=True)

    check(offered)
    assert "Nobody has been added yet 2 would be added 0 in “Guests” already = 2 people" in shown
    assert nobody.status_code == 422
    assert "1 person added." in whole(added.text)
    assert "1 person added. 1 was in it already." in whole(rest.text)
    with factories.inside(app, world.ours):
        query = select(GroupMember.by, GroupMember.note).where(GroupMember.group_id == key)
        assert sorted(db.session.execute(query)) == [(JoinedBy.BATCH, ""), (JoinedBy.BATCH, "gala")]
