"""Groups put together, and whole sets of people put into lists, on both databases."""

import pytest

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups import services
from app.groups.domain.combination import Act, total
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import InterestIn
from app.groups.models import Group
from app.groups.queries import sets
from app.groups.queries.changes import recent_changes
from app.groups.queries.history import history_of
from app.groups.services import Moved, Refused, Saved
from app.groups.services.recalculating import calculate
from tests.factories import World
from tests.groups.makers import AT, GAVE_100, STAFF, group, members_of, people, rule
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def listed(here: Workspace, name: str, ids: list[int]) -> Group:
    made = group(here, name)
    services.add_members(here, made, ids, actor=STAFF)
    return made


def test_a_combination_counts_before_it_is_made_what_it_holds_afterwards(here: Workspace) -> None:
    givers, others = people(here, 4, gave=10_000), people(here, 3)
    donors = group(here, "Donors", rule(GAVE_100))
    board = listed(here, "Board", [givers[0], givers[1], others[0]])
    guests = listed(here, "Guests", [givers[1], givers[2], others[1]])
    meant = {
        Act.UNION: {*givers, *others[:2]},
        Act.INTERSECTION: {givers[1]},
        Act.DIFFERENCE: {givers[3]},
    }
    found = sets.together(here, [donors, board, guests], at=AT)
    regions = sets.regions(found.scope, found.whos)

    for act, expected in meant.items():
        made = services.combine(here, f"By {act}", act, [donors, board, guests], actor=STAFF)

        assert isinstance(made, Saved)
        assert set(members_of(made.group)) == expected
        assert made.group.member_count == len(expected) == total(act, regions)
    assert made.group.purpose == "Everybody who is in “Donors”, but not in “Board” or “Guests”."
    assert (made.group.origin or {})["groups"] == [donors.id, board.id, guests.id]


def test_a_broken_group_is_not_combined_as_what_it_should_leave_out_would_stay_in(here: Workspace) -> None:
    board = listed(here, "Board", people(here, 2))
    broken = group(here, "Trips", rule(GAVE_100))
    broken.rule = rule_to_json(rule(InterestIn(77)))
    db.session.flush()

    outcome = services.combine(here, "Rest", Act.DIFFERENCE, [board, broken], actor=STAFF)

    assert isinstance(outcome, Refused)
    assert "“Trips” is broken." in outcome.why
    assert isinstance(services.combine(here, "One", Act.UNION, [board], actor=STAFF), Refused)


def test_a_snapshot_holds_the_members_of_then_whatever_becomes_of_the_other_group(here: Workspace) -> None:
    givers = people(here, 3, gave=10_000)
    donors, board = group(here, "Donors", rule(GAVE_100)), listed(here, "Board", givers[:1])
    found = sets.together(here, [donors], at=AT)

    seen = sets.change(found.scope, board, found.whos[0])
    moved = services.add_people(here, board, found.whos[0], actor=STAFF, note="spring")
    people(here, 2, gave=10_000)
    calculate(here, donors)

    assert (seen.meant, seen.already) == (3, 1)
    assert isinstance(moved, Moved)
    assert moved.count == 2
    assert set(members_of(board)) == set(givers)
    assert isinstance(services.undo(here, board, moved.change_set, actor=STAFF), Moved)
    assert set(members_of(board)) == {givers[0]}


def test_more_people_take_no_more_statements(here: Workspace) -> None:
    everybody = people(here, 40)
    counts = []
    for name, some in (("Few", everybody[:1]), ("Many", everybody)):
        made = group(here, name)
        with count_statements() as seen:
            moved = services.add_people(here, made, sets.among(some), actor=STAFF)
            assert isinstance(moved, Moved)
            services.undo(here, made, moved.change_set, actor=STAFF)
            services.add_members(here, made, some, actor=STAFF)
            services.remove_people(here, made, sets.among(some), actor=STAFF)
        assert made.member_count == 0
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_latest_changes_can_each_be_taken_back_but_for_what_is_an_undo(here: Workspace) -> None:
    ids = people(here, 3)
    board = listed(here, "Board", ids)
    out = services.remove_people(here, board, Constituent.id == ids[0], actor=STAFF)
    assert isinstance(out, Moved)
    services.undo(here, board, out.change_set, actor=STAFF)

    told = [(change.joined, change.count, change.undo) for change in recent_changes(here, board)]

    assert told[:2] == [(True, 1, None), (False, 1, out.change_set)]
    assert told[2][:2] == (True, 3)


def test_of_each_change_is_said_for_how_many_it_can_still_be_taken_back(here: Workspace) -> None:
    ids = people(here, 6)
    board = listed(here, "Board", ids)
    first, again = (services.remove_members(here, board, some, actor=STAFF) for some in (ids[:2], ids[2:5]))
    assert isinstance(first, Moved)
    assert isinstance(again, Moved)
    services.undo(here, board, first.change_set, actor=STAFF)
    services.add_members(here, board, ids[4:5], actor=STAFF)

    told = [(change.count, change.open) for change in recent_changes(here, board)]

    assert told == [(1, 1), (2, 0), (3, 2), (2, 0), (6, 3)]


def test_an_archived_group_takes_nobody(here: Workspace) -> None:
    board = listed(here, "Board", [])
    board.archived_at = AT

    assert isinstance(services.add_members(here, board, people(here, 1), actor=STAFF), Refused)


def test_an_adding_is_taken_back_after_a_taking_out_was(here: Workspace) -> None:
    board, ids = group(here, "Board"), people(here, 3)
    added = services.add_members(here, board, ids, actor=STAFF)
    out = services.remove_members(here, board, ids[:2], actor=STAFF)
    assert isinstance(added, Moved)
    assert isinstance(out, Moved)

    services.undo(here, board, out.change_set, actor=STAFF)
    assert set(members_of(board)) == set(ids)
    back = services.undo(here, board, added.change_set, actor=STAFF)

    assert isinstance(back, Moved)
    assert (back.count, members_of(board)) == (3, {})


def test_who_moved_again_since_stays_as_she_is_when_a_taking_out_is_taken_back(here: Workspace) -> None:
    board, (ann, bea) = group(here, "Board"), people(here, 2)
    services.add_members(here, board, [ann, bea], actor=STAFF)
    out = services.remove_members(here, board, [ann, bea], actor=STAFF)
    assert isinstance(out, Moved)
    services.add_members(here, board, [ann, bea], actor=STAFF)
    services.remove_members(here, board, [bea], actor=STAFF)
    before = members_of(board)

    back = services.undo(here, board, out.change_set, actor=STAFF)

    assert back == Moved(0, 0)
    assert members_of(board) == before
    assert list(before) == [ann]
    assert len(history_of(here, ann)) == len(history_of(here, bea)) == 2
