"""Putting a group away and back, and making another one like it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db
from app.groups import services
from app.groups.domain.kinds import JoinedBy, Side
from app.groups.models import Group, GroupMember, GroupPin
from app.groups.queries import lists, members
from app.groups.queries.scope import missing, scope_of
from app.groups.services import Refused, Saved
from app.groups.services.pins import pin
from tests import factories
from tests.factories import World
from tests.groups.makers import AT, GAVE_100, STAFF, group, people, refers_to, rule
from tests.groups.pages import some_groups, text_of, words


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def named(here: Workspace, name: str) -> Group:
    found = lists.named(here, name)
    assert found
    return found


def test_what_a_rule_refers_to_cannot_be_put_away(here: Workspace) -> None:
    donors = group(here, "Donors", rule(GAVE_100))
    group(here, "Friends", refers_to(donors))

    refused = services.archive(here, donors, actor=STAFF)

    assert isinstance(refused, Refused)
    assert refused.why.startswith("It is used in “Friends”. Take it out there first.")
    assert donors.archived_at is None


def test_a_group_that_was_put_away_is_offered_nowhere_and_comes_back_as_it_was(here: Workspace) -> None:
    donors, ids = group(here, "Donors", rule(GAVE_100)), people(here, 2, gave=10_000)
    board = group(here, "Board")
    services.add_members(here, board, ids, actor=STAFF)

    for each in (donors, board):
        assert services.archive(here, each, actor=STAFF) is None
    scope = scope_of(here, refers_to(donors), at=AT)

    assert lists.groups(here) == []
    assert lists.static_ones(here) == []
    assert missing(refers_to(donors), scope), "a rule that names it would be broken, not wider"
    assert isinstance(services.recalculate(here, donors, by=None), Refused)
    assert members.count(scope, members.who_is_in(board, scope)) == 2, "it can still be read"
    for each in (donors, board):
        services.unarchive(here, each, actor=STAFF)
    assert {each.name for each in lists.groups(here)} == {"Donors", "Board"}


@pytest.mark.both
def test_a_copy_of_a_static_group_has_its_people_and_their_notes_and_is_a_group_of_its_own(
    here: Workspace,
) -> None:
    board, ids = group(here, "Board"), people(here, 3)
    services.add_members(here, board, ids, actor=STAFF)
    db.session.get_one(GroupMember, (here.id, board.id, ids[1])).note = "chairs it"
    db.session.flush()

    outcome = services.duplicate(here, board, actor=STAFF)
    services.remove_members(here, board, ids, actor=STAFF)

    assert isinstance(outcome, Saved)
    copy = named(here, "Copy of Board")
    found = db.session.query(GroupMember).filter_by(group_id=copy.id).order_by(GroupMember.constituent_id)
    assert [(row.constituent_id, row.note, row.by) for row in found] == [
        (who, "chairs it" if who == ids[1] else "", JoinedBy.COPY) for who in ids
    ]
    assert copy.member_count == 3


@pytest.mark.both
def test_a_copy_of_a_dynamic_group_has_its_rule_and_its_pins_by_whoever_made_the_copy(
    here: Workspace,
) -> None:
    donors, [friend] = group(here, "Donors", rule(GAVE_100)), people(here, 1)
    pin(here, donors, [friend], Side.IN, note="a friend", actor=STAFF)

    for name in ("Copy of Donors", "Copy 2 of Donors"):
        assert isinstance(services.duplicate(here, donors, actor=STAFF), Saved)
        copy = named(here, name)
        [kept] = db.session.query(GroupPin).filter_by(group_id=copy.id)
        assert members.rule_of(copy) == members.rule_of(donors)
        assert (kept.constituent_id, kept.side, kept.note, kept.by) == (friend, Side.IN, "a friend", STAFF.id)


def test_a_name_as_long_as_names_may_be_can_be_copied(here: Workspace) -> None:
    outcome = services.duplicate(here, group(here, "B" * 80), actor=STAFF)

    assert isinstance(outcome, Saved)
    assert outcome.group.name == f"Copy of {'B' * 72}"


def test_the_page_puts_a_group_away_says_so_and_brings_it_back(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World
) -> None:
    donors, board, _ = some_groups(app, world.ours)

    away = as_bob.post(f"/groups/{donors}/archive", follow_redirects=True)
    listed = text_of(as_bob, "/groups").split("Your groups")[1]
    refused = as_bob.post(f"/groups/{donors}/calculations")
    back = as_bob.post(f"/groups/{donors}/return", follow_redirects=True)

    assert "Archived on" in words(away.text)
    assert re.search(rf'action="/groups/{donors}/return"', away.text)
    assert f"/groups/{donors}/calculations" not in away.text
    assert "Board" in listed
    assert refused.status_code == 409
    assert "Archived on" not in words(back.text)
    assert as_vera.post(f"/groups/{board}/archive").status_code == 403


def test_a_copy_is_opened_to_be_named(app: Flask, as_bob: FlaskClient, world: World) -> None:
    donors, board, _ = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        group(workspace, "Friends", refers_to(db.session.get_one(Group, (world.ours, board))))
        db.session.commit()

    refused = as_bob.post(f"/groups/{board}/archive", follow_redirects=True)
    copied = as_bob.post(f"/groups/{donors}/duplicates", follow_redirects=True)

    assert "It is used in “Friends”" in words(refused.text)
    assert 'value="Copy of Donors"' in copied.text
    assert "“Copy of Donors” is a group of its own now." in words(copied.text)
