"""The page of a group: its tabs, who of it can be emailed, why somebody is in it, and where it is used."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, SuppressionReason
from app.db import db
from app.groups import services
from app.groups.domain.columns import KEPT
from app.groups.domain.kinds import Side
from app.groups.models import Group, GroupMember
from app.groups.services.pins import pin
from app.groups.services.recalculating import calculate
from tests import factories
from tests.consent.makers import OPT_OUT, restricted, workspace
from tests.factories import World
from tests.groups.makers import GAVE_100, STAFF, group, people, refers_to, rule
from tests.groups.pages import FRAGMENT, text_of, words


class Ids:
    """A dynamic group of four givers and a static one of two of them, for pages."""

    def __init__(self, app: Flask, world: World) -> None:
        with factories.inside(app, world.ours):
            here = workspace(world.ours)
            self.givers = people(here, 4, gave=10_000)
            self.others = people(here, 2)
            donors, board = group(here, "Donors", rule(GAVE_100)), group(here, "Board")
            restricted(here, EventKind.UNSUBSCRIBED, self.givers[0])
            bounce = SuppressionReason.HARD_BOUNCE
            restricted(here, EventKind.BOUNCED, address="giver1@example.org", reason=bounce)
            restricted(here, EventKind.TOPIC_LEFT, self.givers[2], topic=OPT_OUT)
            services.add_members(here, board, self.givers[:2], actor=STAFF)
            pin(here, donors, [self.others[0]], Side.IN, note="<friend> of the house", actor=STAFF)
            calculate(here, donors)
            self.donors, self.board = donors.id, board.id
            db.session.commit()


@pytest.fixture
def ids(app: Flask, world: World) -> Ids:
    return Ids(app, world)


def test_every_tab_is_a_page_of_its_own_that_says_which_one_it_is(as_vera: FlaskClient, ids: Ids) -> None:
    page = as_vera.get(f"/groups/{ids.donors}").text
    nav = page[page.index('aria-label="Group"') :].split("</nav>")[0]
    links = re.findall(r'href="([^"]+)"', nav)

    assert len(links) >= 3
    for link in links:
        shown = as_vera.get(link).text
        assert re.search(rf'href="{link}" aria-current="page"', shown), link
        assert "<html" not in as_vera.get(link, headers=FRAGMENT).text
    assert "/rule" not in as_vera.get(f"/groups/{ids.board}").text, "a static group has no rule"


def test_the_reasons_add_up_and_each_leads_to_the_people_who_have_it(as_vera: FlaskClient, ids: Ids) -> None:
    page = as_vera.get(f"/groups/{ids.donors}/eligibility").text

    assert "3 of 5 people can be emailed now" in words(page)
    assert "Only the supporter, on the preference page." in words(page)
    for reason, who in (("unsubscribed", "Giver, Nr000"), ("bounced", "Giver, Nr001")):
        link = f"/groups/{ids.donors}?mail={reason}"
        assert f'href="{link}"' in page
        assert [who] == re.findall(r"\w+, Nr\d+", text_of(as_vera, link))


def test_about_a_topic_those_who_left_it_are_a_reason_of_their_own(as_vera: FlaskClient, ids: Ids) -> None:
    url = f"/groups/{ids.donors}/eligibility?topic={OPT_OUT}"
    link = f"/groups/{ids.donors}?mail=topic_left&amp;topic={OPT_OUT}"

    page = as_vera.get(url).text

    assert "2 of 5 people can be emailed about “ Newsletter ” now" in words(page)
    assert link in page
    found = words(as_vera.get(link.replace("&amp;", "&")).text)
    assert "Cannot be emailed about Newsletter: left this topic" in found
    assert re.findall(r"\w+, Nr\d+", found) == ["Giver, Nr002"]


def test_why_somebody_is_in_it_is_told_with_what_is_known(as_vera: FlaskClient, ids: Ids) -> None:
    def why(group_id: int, who: int) -> str:
        return text_of(as_vera, f"/groups/{group_id}/people/{who}")

    giver, friend, nobody = (why(ids.donors, who) for who in (ids.givers[2], ids.others[0], ids.others[1]))
    listed = why(ids.board, ids.givers[0])

    assert "Yes, in it" in giver
    assert "$100" in giver
    assert "Yes, in it" in friend
    assert "Pinned in" in friend
    assert "<friend> of the house" in friend
    assert "No, not in it" in nobody
    assert "A static group has no rule" in listed
    assert "the list was changed by hand" in listed
    assert as_vera.get(f"/groups/{ids.donors}/people/77").status_code == 404


def test_the_stays_of_somebody_are_on_the_profile_even_when_they_are_over(
    app: Flask, as_vera: FlaskClient, world: World, ids: Ids
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        board = db.session.get_one(Group, (world.ours, ids.board))
        services.remove_members(here, board, ids.givers[:1], actor=STAFF)
        db.session.commit()

    page = text_of(as_vera, f"/constituents/{ids.givers[0]}/groups")
    was = text_of(as_vera, f"/groups/{ids.board}/people/{ids.givers[0]}")

    assert "In 1 group Group Type Since How Note Why Donors" in page
    assert "By the rule" in page
    assert re.search(r"No longer .*Board .*The list was changed by hand", page)
    assert "Earlier in this group" in was
    assert "No, not in it" in was


def test_the_columns_are_those_of_the_list_of_everybody(as_vera: FlaskClient, ids: Ids) -> None:
    kept = as_vera.post(f"/groups/{ids.donors}/columns?q=nr", data={"column": ["lookup", "place"]})

    assert f"{KEPT}=lookup.place" in kept.headers["Set-Cookie"]
    assert kept.headers["Location"].endswith("?q=nr")
    assert "Name Lookup ID Place Joined" in text_of(as_vera, f"/groups/{ids.donors}")
    assert "Name Lookup ID Place" in text_of(as_vera, "/constituents")


def test_the_ticked_join_another_group_and_stay_in_this_one(
    app: Flask, as_bob: FlaskClient, world: World, ids: Ids
) -> None:
    url, two = f"/groups/{ids.donors}/copies", [str(each) for each in ids.givers[1:3]]

    asked = as_bob.get(url, query_string={"selected": two})
    empty = as_bob.post(url, data={"add-group": "new", "add-name": "Few"})
    answer = as_bob.post(url, data={"selected": two, "add-group": str(ids.board)}, follow_redirects=True)

    assert "Add 2 people to a group" in words(asked.text)
    assert empty.status_code == 422
    assert "Added 1 person to “Board”. 1 other was in it already." in words(answer.text)
    with factories.inside(app, world.ours):
        members = db.session.query(GroupMember).filter_by(group_id=ids.board)
        assert {row.constituent_id for row in members} == set(ids.givers[:3])


def test_where_it_is_used_is_a_tab(app: Flask, as_bob: FlaskClient, world: World, ids: Ids) -> None:
    url = f"/groups/{ids.board}/uses"
    assert "Used nowhere yet" in text_of(as_bob, url)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        group(here, "Of the board", refers_to(db.session.get_one(Group, (world.ours, ids.board))))
        db.session.commit()

    gala = {"include": str(ids.donors), "exclude": str(ids.board), "name": "Gala", "topic": str(OPT_OUT)}
    as_bob.post("/audiences", data=gala | {"include": str(ids.board), "exclude": [], "name": "Letter"})
    as_bob.post("/audiences", data=gala)
    asked = {"restrict-kind": "do_not_contact_set", "restrict-evidence": "they moved", "expected": "2"}
    as_bob.post("/constituents/restriction", data=asked | {"group": str(ids.board)})
    page = text_of(as_bob, url)

    assert "Of the board" in page
    assert re.search(r"Gala .* Left its people out Letter .* Asked about its people", page)
    assert re.search(r"Restrictions of its people .* 2 people", page)


def test_what_can_be_done_with_ticked_rows_follows_the_group_and_the_role(
    as_bob: FlaskClient, as_vera: FlaskClient, ids: Ids
) -> None:
    def offered(client: FlaskClient, group_id: int) -> set[str]:
        return set(re.findall(r'formaction="/groups/\d+/(\w+)"', client.get(f"/groups/{group_id}").text))

    assert offered(as_bob, ids.donors) == {"copies", "pins", "export"}
    assert offered(as_bob, ids.board) == {"copies", "removals", "export"}
    assert offered(as_vera, ids.board) == set()
    as_bob.post(f"/groups/{ids.donors}/archive")
    assert offered(as_bob, ids.donors) == {"copies", "export"}
    pinning = as_bob.get(f"/groups/{ids.donors}/pins?selected={ids.givers[0]}")
    assert pinning.status_code == 200
