"""The members of a group, found, filtered and sorted, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewDonation
from app.activity.services import record_donations
from app.consent import queries as consent
from app.consent.domain.facts import EventKind
from app.consent.services import catching_up
from app.constituents.domain.departure import Departed
from app.constituents.models import Departure
from app.db import db, now
from app.groups import services
from app.groups.domain.columns import USUAL
from app.groups.domain.kinds import GroupKind, JoinedBy, Side
from app.groups.domain.member_filters import By, Wanted, read
from app.groups.domain.rules import Bracket, CanBeEmailed, InSegment, Match, Rule, TextSearch
from app.groups.domain.segments import Segment
from app.groups.models import Group, GroupMember
from app.groups.queries import member_page, members, terms
from app.groups.queries.scope import Scope, scope_of
from app.groups.services.pins import pin
from app.groups.services.recalculating import calculate
from tests.consent.makers import restricted
from tests.factories import World
from tests.groups.makers import AT, STAFF, group
from tests.groups.makers import people as make_people
from tests.statements import count_statements

pytestmark = pytest.mark.both
EVERYBODY = Rule(Bracket(Match.NONE, (TextSearch("nobody is called this"),)))
SIZE = 7


@dataclass(frozen=True, slots=True)
class Crowd:
    """A group of twenty, of whom the first one unsubscribed and the second is pinned."""

    workspace: Workspace
    group: Group
    ids: list[int]
    scope: Scope

    def listed(self, wanted: Wanted) -> Iterator[int]:
        """All that the filters leave, page after page, and back again."""
        who = member_page.whom(self.scope, self.group, members.who_is_in(self.group, self.scope), wanted)
        after, seen, last = None, list[list[int]](), ""
        while True:
            page = member_page.rows(self.scope, self.group, who, wanted, USUAL, after)
            seen.append([row.line.id for row in page.rows])
            if page.next is None:
                break
            after, last = page.next, page.previous or ""
        if last:
            back = member_page.rows(self.scope, self.group, who, wanted, USUAL, page.previous)
            assert [row.line.id for row in back.rows] == seen[-2], "going back shows the same page"
        assert members.count(self.scope, who) == sum(map(len, seen))
        return (each for some in seen for each in some)


@pytest.fixture
def crowd(inside: World, monkeypatch: pytest.MonkeyPatch) -> Crowd:
    monkeypatch.setattr(member_page, "PAGE", SIZE)
    here = db.session.get_one(Workspace, inside.ours)
    here.consent_policy = "opt_out"
    ids = make_people(here, 20)
    found = group(here, "Everybody", EVERYBODY)
    restricted(here, EventKind.UNSUBSCRIBED, ids[0])
    pin(here, found, [ids[1]], Side.IN, note="a friend", actor=STAFF)
    calculate(here, found)
    db.session.flush()
    return Crowd(here, found, ids, scope_of(here, EVERYBODY, at=AT + timedelta(days=3650)))


def test_pages_by_name_list_everybody_once(crowd: Crowd) -> None:
    assert list(crowd.listed(Wanted())) == crowd.ids
    assert list(crowd.listed(Wanted(turned=True))) == crowd.ids[::-1]


def test_pages_by_the_day_of_joining_begin_with_the_latest_and_with_who_is_not_written_down_yet(
    crowd: Crowd,
) -> None:
    early = crowd.ids[:5]
    mine = (GroupMember.group_id == crowd.group.id, GroupMember.workspace_id == crowd.workspace.id)
    for number, who in enumerate(early):
        changed = update(GroupMember).where(*mine, GroupMember.constituent_id == who)
        db.session.execute(changed.values(since=AT - timedelta(days=400 + number)))
    [newcomer] = make_people(crowd.workspace, 1, gave=1)

    found = list(crowd.listed(Wanted(by=By.JOINED)))

    assert found[0] == newcomer
    assert found[-5:] == early
    assert list(crowd.listed(Wanted(by=By.JOINED, turned=True))) == found[::-1]
    lately = Wanted(since=(AT - timedelta(days=402)).date())
    assert set(crowd.ids) - set(crowd.listed(lately)) == set(early[3:])


def test_a_kept_list_in_the_order_of_joining_is_read_alone_and_leaves_out_who_is_gone(crowd: Crowd) -> None:
    board = group(crowd.workspace, "Board")
    for some in (crowd.ids[5:], crowd.ids[:5]):
        services.add_members(crowd.workspace, board, some, actor=STAFF)
    gone = {
        "constituent_id": crowd.ids[0],
        "lookup_number": 1,
        "kind": Departed.MERGED,
        "into_id": crowd.ids[1],
    }
    db.session.add(Departure(workspace_id=crowd.workspace.id, **gone))
    db.session.flush()
    joined = Wanted(by=By.JOINED)

    with count_statements() as seen:
        found = list(replace(crowd, group=board).listed(joined))

    assert found == [*sorted(crowd.ids[1:5], reverse=True), *sorted(crowd.ids[5:], reverse=True)]
    assert list(replace(crowd, group=board).listed(replace(joined, turned=True))) == found[::-1]
    assert any("SELECT group_members.constituent_id AS id" in told for told in seen)


@pytest.mark.parametrize("stale", [False, True])
def test_pages_by_the_last_gift_end_with_who_gave_nothing(crowd: Crowd, stale: bool) -> None:
    givers = crowd.ids[3:12]
    record_donations(
        crowd.workspace.id,
        [
            NewDonation(constituent_id=who, amount=100, currency="USD", received_on=date(2026, 1, 1 + number))
            for number, who in enumerate(givers)
        ],
    )
    crowd.workspace.rollups_stale = stale
    db.session.flush()

    found = list(crowd.listed(Wanted(by=By.GIFT)))

    assert found[: len(givers)] == givers[::-1]
    assert set(found) == set(crowd.ids)


FILTERED: list[tuple[dict[str, str], list[int]]] = [
    ({"q": "nr003"}, [3]),
    ({"q": "other4@example.org"}, [4]),
    ({"mail": "no"}, [0]),
    ({"mail": "unsubscribed"}, [0]),
    ({"mail": "bounced"}, []),
    ({"mail": "yes", "q": "nr00"}, list(range(1, 10))),
    ({"how": "pin"}, [1]),
    ({"how": "rule", "q": "nr00"}, [0, *range(2, 10)]),
    ({"how": "hand"}, []),
    ({"mail": "yes", "how": "pin", "q": "nr001"}, [1]),
]


def test_filters_leave_whom_they_name(crowd: Crowd) -> None:
    for query, places in FILTERED:
        assert list(crowd.listed(read(query))) == [crowd.ids[place] for place in places], query


def test_a_row_says_since_when_how_and_what_was_noted(crowd: Crowd) -> None:
    ids = crowd.ids[:2]
    plain, pinned = (member_page.memberships_of(crowd.group, ids)[who] for who in ids)

    assert plain.since is not None
    assert (plain.by, plain.pinned, plain.note) == (JoinedBy.RULE, None, "")
    assert pinned.pinned is Side.IN
    static = group(crowd.workspace, "Board")
    assert static.kind is GroupKind.STATIC
    services.add_members(crowd.workspace, static, ids[:1], actor=STAFF)
    assert member_page.memberships_of(static, ids)[ids[0]].added_by == STAFF.id
    assert member_page.memberships_of(static, ids)[ids[1]].since is None


def test_a_page_takes_three_statements_however_it_is_sorted(crowd: Crowd) -> None:
    who = members.who_is_in(crowd.group, crowd.scope)
    for by in By:
        with count_statements() as seen:
            member_page.rows(crowd.scope, crowd.group, who, Wanted(by=by), USUAL)
        assert len(seen) == 3, by


def test_many_are_met_by_walking_and_they_are_the_same_people(crowd: Crowd) -> None:
    record_donations(
        crowd.workspace.id,
        [
            NewDonation(constituent_id=who, amount=100, currency="USD", received_on=date(2026, 1, 1))
            for who in crowd.ids[4:12]
        ],
    )
    catching_up.rebuild(crowd.workspace.id)
    scope = replace(crowd.scope, at=now())
    assert consent.plain(crowd.workspace, at=scope.at), "what is kept of standings is looked up as well"
    gave, mailable, some = InSegment(Segment.DONORS), CanBeEmailed(), TextSearch("nr00")
    for match in Match:
        for parts in ((gave,), (mailable,), (gave, mailable), (gave, some)):
            who = members.who_meets(Rule(Bracket(match, parts)), scope)
            for wanted in (Wanted(), Wanted(turned=True)):
                asked = (scope, crowd.group, who, wanted, USUAL)
                gathered, walked = (member_page.rows(*asked, among=n) for n in (0, terms.MANY))
                assert walked == gathered, (match, parts)
