"""How many members of a group can be emailed is counted again when that changes, and once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind
from app.consent.services.catching_up import rebuild
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import Side
from app.groups.domain.rules import Bracket, HasEmail, InGroup, Match
from app.groups.models import Group, GroupCalculation
from app.groups.services import counting, keep_lists, touching
from app.groups.services.following import follow
from app.groups.services.recalculating import calculate
from app.work import queries as works
from app.work.domain.lease import Lease
from app.work.models import Work
from tests.consent.makers import restricted
from tests.factories import World
from tests.groups.following import give, let_count, let_follow
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, rule


@pytest.fixture
def here(inside: World) -> Workspace:
    found = db.session.get_one(Workspace, inside.ours)
    found.consent_policy = "opt_out"
    db.session.flush()
    return found


def a_list(here: Workspace, name: str, ids: list[int]) -> Group:
    made = group(here, name)
    services.add_members(here, made, ids, actor=STAFF)
    return made


def is_asked(here: Workspace) -> bool:
    return works.alive(here.id, counting.KIND, here.id) is not None


@pytest.mark.both
def test_whoever_unsubscribes_counts_no_longer_in_any_group_that_holds_her(here: Workspace) -> None:
    ids = people(here, 3, gave=10_000)
    donors, board = group(here, "Donors", rule(GAVE_100)), a_list(here, "Board", ids[:2])
    other = a_list(here, "Other", ids[2:])
    calculate(here, donors)
    let_follow(here)
    let_count(here)
    assert [each.eligible_count for each in (donors, board, other)] == [3, 2, 1]

    restricted(here, EventKind.UNSUBSCRIBED, ids[0])
    give(here, ids[1])
    let_follow(here)

    assert is_asked(here)
    assert let_count(here) == 2, "and the group of somebody else is left alone"
    assert [each.eligible_count for each in (donors, board, other)] == [2, 1, 1]
    assert let_count(here) == 0


def test_what_is_to_be_counted_is_known_although_the_work_ends_in_the_middle(here: Workspace) -> None:
    ids = people(here, 2)
    board = a_list(here, "Board", ids)
    let_follow(here)
    let_count(here)
    restricted(here, EventKind.UNSUBSCRIBED, ids[0])
    lease = Lease(here.id, 1, touching.KIND, here.id, "", 1, 1)
    rebuild(here.id)
    touching.begin(lease)(1_000)

    assert let_count(here) == 1
    assert board.eligible_count == 1


def test_every_group_is_counted_once_a_day_as_a_pause_ends_by_itself(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = a_list(here, "Board", people(here, 2))
    away = a_list(here, "Away", people(here, 1))
    away.archived_at = now()
    let_follow(here)
    let_count(here)
    db.session.execute(delete(Work))
    db.session.execute(update(Group).values(eligible_count=0))
    db.session.expire_all()
    assert let_count(here) == 0
    keep_lists(here.id)
    assert not is_asked(here)

    monkeypatch.setattr(counting, "now", lambda: now() + timedelta(days=1))
    keep_lists(here.id)

    assert is_asked(here)
    assert let_count(here) == 1
    assert (board.eligible_count, away.eligible_count) == (2, 0)


@pytest.mark.parametrize("meanwhile", [{"edition": 99}, {"count_due_at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_a_count_that_was_overtaken_is_not_stored(here: Workspace, meanwhile: dict[str, object]) -> None:
    board = a_list(here, "Board", people(here, 2))
    let_follow(here)
    work = counting.begin(Lease(here.id, 1, counting.KIND, here.id, "", 1, 1))
    found = work.think(1)
    db.session.execute(update(Group).values(eligible_count=1, **meanwhile))

    work.write(found)

    db.session.expire_all()
    assert board.eligible_count == 1
    assert let_count(here) == 1
    assert board.eligible_count == 2


def test_what_a_group_without_moving_dates_remembers_is_thinned_with_the_count(here: Workspace) -> None:
    donors, ids = group(here, "Donors", rule(GAVE_100)), people(here, 3)
    let_follow(here)
    calculate(here, donors)
    for who in ids:
        give(here, who)
        let_follow(here)
    kept = db.select(db.func.count()).select_from(GroupCalculation)
    assert db.session.scalar(kept) == 4
    db.session.execute(update(GroupCalculation).values(at=now() - timedelta(days=40)))
    db.session.execute(update(Group).values(count_due_at=None))

    let_count(here)

    assert db.session.scalar(kept) == 1


def test_a_group_whose_rule_broke_a_moment_ago_is_not_asked_about_anybody(here: Workspace) -> None:
    who = people(here, 1)[0]
    other = a_list(here, "Other", [])
    rest = group(here, "Rest", rule(HasEmail(), Bracket(Match.NONE, (InGroup(other.id),))))
    services.pin(here, rest, [who], Side.OUT, actor=STAFF)
    calculate(here, rest)
    other.archived_at = now()
    db.session.flush()

    services.unpin(here, rest, [who], actor=STAFF)

    assert members_of(rest) == {}
    assert "no longer exists" in rest.broken_reason
    assert follow(here, [rest], {who: set()}) == set()

    other.archived_at = None
    db.session.flush()
    keep_lists(here.id)
    assert works.alive(here.id, "recalculate", rest.id), "and all are found when it is mended"
