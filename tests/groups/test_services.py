"""Making, changing, filling, recalculating and deleting groups, on both databases."""

import pytest
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewDonation
from app.activity.services import record_donations
from app.audit.domain.source import Subject
from app.audit.queries import history
from app.constituents.models import Constituent
from app.db import db
from app.groups import services
from app.groups.domain.rules import InGroup, InterestIn, Rule
from app.groups.services import Draft, Moved, Refused, Saved
from app.groups.services.recalculating import calculate
from app.work.models import Work
from app.work.services import AlreadyRunning
from tests.factories import World
from tests.groups.makers import AT, GAVE_100, STAFF, group, members_of, people, refers_to, rule
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def told(workspace: Workspace, group_id: int) -> list[str]:
    entries = history(workspace.id, Subject.GROUP, group_id, limit=100).entries
    return [entry.field for entry in entries]


# --- making and changing


def test_a_group_is_made_and_changed_with_a_journal(here: Workspace) -> None:
    made = group(here, "Donors", rule(GAVE_100))

    outcome = services.update(
        here, made, Draft(name="Givers", purpose="appeal", rule=rule(GAVE_100)), version=1, actor=STAFF
    )

    assert isinstance(outcome, Saved)
    assert (outcome.group.name, outcome.group.version, outcome.rule_changed) == ("Givers", 2, False)
    assert sorted(told(here, made.id)) == sorted(["kind", "name", "purpose", "rule", "name", "purpose"])


def test_whoever_saves_second_is_told_and_changes_nothing(here: Workspace) -> None:
    made = group(here, "Donors", rule(GAVE_100))
    services.update(here, made, Draft(name="First", rule=rule(GAVE_100)), version=1, actor=STAFF)

    outcome = services.update(here, made, Draft(name="Second", rule=rule(GAVE_100)), version=1, actor=STAFF)

    assert isinstance(outcome, Refused)
    assert made.name == "First"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(name="  "), "name"),
        (Draft(name="x" * 81), "name"),
        (Draft(name="BOARD"), "name"),
        (Draft(name="Nobody", rule=Rule()), "rule"),
        (Draft(name="Gone", rule=rule(InterestIn(7))), "rule"),
        (Draft(name="Gone", rule=rule(InGroup(7))), "rule"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_at_its_field(here: Workspace, draft: Draft, field: str) -> None:
    group(here, "Board")

    outcome = services.create(here, draft, actor=STAFF)

    assert isinstance(outcome, Refused)
    assert outcome.field == field


def test_a_group_cannot_refer_to_itself_by_any_way(here: Workspace) -> None:
    first = group(here, "First", rule(GAVE_100))
    second = group(here, "Second", refers_to(first))

    direct = services.update(here, first, Draft(name="First", rule=refers_to(first)), version=1, actor=STAFF)
    round_about = services.update(
        here, first, Draft(name="First", rule=refers_to(second)), version=1, actor=STAFF
    )

    assert isinstance(direct, Refused)
    assert isinstance(round_about, Refused)


def test_a_group_in_use_is_not_deleted(here: Workspace) -> None:
    used = group(here, "Used")
    user = group(here, "User", refers_to(used))

    refused = services.delete(here, used, actor=STAFF)
    assert refused is not None
    assert "“User”" in refused.why

    assert services.delete(here, user, actor=STAFF) is None
    assert services.delete(here, used, actor=STAFF) is None


# --- static groups


def test_people_are_added_once_and_taken_out_and_both_can_be_undone(here: Workspace) -> None:
    board, ids = group(here, "Board"), people(here, 3)

    added = services.add_members(here, board, [*ids, ids[0], 12345], actor=STAFF)
    again = services.add_members(here, board, ids, actor=STAFF)
    removed = services.remove_members(here, board, ids[:2], actor=STAFF)

    assert isinstance(added, Moved)
    assert isinstance(removed, Moved)
    assert (added.count, again, removed.count) == (3, Moved(0, 0), 2)
    assert (board.member_count, set(members_of(board))) == (1, {ids[2]})

    assert services.undo(here, board, removed.change_set, actor=STAFF) != Moved(0, 0)
    assert set(members_of(board)) == set(ids)
    services.undo(here, board, added.change_set, actor=STAFF)
    assert (board.member_count, members_of(board)) == (0, {})


def test_undo_knows_only_changes_of_this_group(here: Workspace) -> None:
    board, other, ids = group(here, "Board"), group(here, "Other"), people(here, 1)
    added = services.add_members(here, board, ids, actor=STAFF)
    assert isinstance(added, Moved)

    assert isinstance(services.undo(here, other, added.change_set, actor=STAFF), Refused)
    assert set(members_of(board)) == set(ids)


def test_nobody_is_added_to_a_dynamic_group_by_hand(here: Workspace) -> None:
    donors = group(here, "Donors", rule(GAVE_100))

    assert isinstance(services.add_members(here, donors, people(here, 1), actor=STAFF), Refused)


def test_being_in_a_group_changes_no_profile(here: Workspace) -> None:
    board, ids = group(here, "Board"), people(here, 2)
    columns = list(Constituent.__table__.columns)
    before = db.session.execute(select(*columns).order_by(Constituent.id)).all()

    services.add_members(here, board, ids, actor=STAFF)
    calculate(here, group(here, "All", refers_to(board)))
    services.remove_members(here, board, ids, actor=STAFF)

    assert db.session.execute(select(*columns).order_by(Constituent.id)).all() == before


# --- dynamic groups


def test_recalculating_lets_people_join_and_leave_and_keeps_since_when(here: Workspace) -> None:
    givers, others = people(here, 3, gave=10_000), people(here, 2)
    donors = group(here, "Donors", rule(GAVE_100))
    assert calculate(here, donors) == 3
    first = members_of(donors)
    record_donations(
        here.id,
        [
            NewDonation(constituent_id=givers[0], amount=-5_000, currency="USD", received_on=AT.date()),
            NewDonation(constituent_id=others[0], amount=20_000, currency="USD", received_on=AT.date()),
        ],
    )

    calculate(here, donors)

    now_in = members_of(donors)
    assert set(now_in) == {givers[1], givers[2], others[0]}
    assert (now_in[givers[1]], now_in[givers[2]]) == (first[givers[1]], first[givers[2]])
    assert (donors.member_count, donors.eligible_count) == (3, 0)  # opt-in: nobody consented
    assert donors.calculated_at
    assert donors.duration_ms is not None


def test_the_statements_of_a_recalculation_do_not_grow_with_its_members(here: Workspace) -> None:
    people(here, 2, gave=10_000)
    counts = []
    for more in (1, 60):
        donors = group(here, f"Donors {more}", rule(GAVE_100))
        with count_statements() as seen:
            calculate(here, donors)
        counts.append(len(seen))
        people(here, more, gave=10_000)

    assert counts[0] == counts[1]


def test_a_group_whose_rule_names_something_gone_is_broken_and_keeps_its_members(here: Workspace) -> None:
    board, ids = group(here, "Board"), people(here, 2)
    services.add_members(here, board, ids, actor=STAFF)
    user = group(here, "User", refers_to(board))
    calculate(here, user)
    board.archived_at = AT
    db.session.flush()

    calculate(here, user)

    assert "no longer exists" in user.broken_reason
    assert set(members_of(user)) == set(ids)


def test_a_recalculation_is_asked_for_once_at_a_time(here: Workspace) -> None:
    donors, board = group(here, "Donors", rule(GAVE_100)), group(here, "Board")

    first = services.recalculate(here, donors, by=101)
    second = services.recalculate(here, donors, by=102)

    assert isinstance(first, Work)
    assert isinstance(second, AlreadyRunning)
    assert isinstance(services.recalculate(here, board, by=101), Refused)
