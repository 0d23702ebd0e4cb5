"""What the chore about groups has found anew: after a midnight, after a mend, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Workspace
from app.consent.models import InterestGroup
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind
from app.groups.domain.periods import Last, Unit
from app.groups.domain.rules import AddedWithin, HasEmail, InterestIn
from app.groups.models import GroupCalculation, GroupStay
from app.groups.queries import history
from app.groups.services import due, keep_lists, recalculating
from app.groups.services.recalculating import calculate
from app.groups.services.thinning import AT_ALL
from app.work import queries as works
from app.work.domain.state import WorkState
from app.work.models import Work
from tests.factories import World
from tests.groups.following import stays
from tests.groups.makers import GAVE_100, group, members_of, people, rule

NEW = AddedWithin(Last(1, Unit.DAYS))


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def is_asked(here: Workspace, group_id: int) -> bool:
    return works.alive(here.id, "recalculate", group_id) is not None


def test_a_rule_with_a_moving_date_is_asked_again_at_midnight_of_the_workspace_and_a_still_one_is_not(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.timezone = "Pacific/Auckland"
    monkeypatch.setattr(recalculating, "now", lambda: datetime(2026, 9, 26, 10, 0, tzinfo=UTC))
    moving, still = group(here, "New", rule(NEW)), group(here, "Reached", rule(HasEmail()))
    calculate(here, moving)
    calculate(here, still)

    assert moving.due_at == datetime(2026, 9, 26, 12, 0, tzinfo=UTC), "that night is the one the clocks go on"
    assert still.due_at is None
    monkeypatch.setattr(due, "now", lambda: datetime(2026, 9, 26, 11, 59, tzinfo=UTC))
    keep_lists(here.id)
    assert not is_asked(here, moving.id)
    monkeypatch.setattr(due, "now", lambda: datetime(2026, 9, 26, 12, 0, tzinfo=UTC))
    keep_lists(here.id)
    assert (is_asked(here, moving.id), is_asked(here, still.id)) == (True, False)
    assert moving.due_cause is Cause.DATE


@pytest.mark.both
def test_whoever_leaves_by_the_passing_of_time_left_because_a_date_passed(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = people(here, 1)[0]
    newest = group(here, "New", rule(NEW))
    calculate(here, newest)
    monkeypatch.setattr(due, "now", lambda: now() + timedelta(days=3))
    monkeypatch.setattr(recalculating, "now", lambda: now() + timedelta(days=3))

    keep_lists(here.id)
    calculate(here, newest)

    (stay,) = stays(newest)
    assert (stay.constituent_id, stay.left_cause, members_of(newest)) == (who, Cause.DATE, {})


def test_a_group_that_breaks_says_so_and_is_found_anew_when_it_is_mended(here: Workspace) -> None:
    topic = InterestGroup(workspace_id=here.id, name="Garden")
    db.session.add(topic)
    db.session.flush()
    joined = group(here, "Gardeners", rule(InterestIn(topic.id)))
    calculate(here, joined)

    topic.archived_at = now()
    db.session.flush()
    keep_lists(here.id)
    assert "Garden" in joined.broken_reason
    assert not is_asked(here, joined.id)

    topic.archived_at = None
    db.session.flush()
    keep_lists(here.id)
    assert (joined.broken_reason, joined.due_cause) == ("", Cause.MENDED)
    assert is_asked(here, joined.id)


def test_a_group_that_was_never_calculated_is_and_static_or_archived_ones_are_left_alone(
    here: Workspace,
) -> None:
    fresh, board = group(here, "Fresh", rule(GAVE_100)), group(here, "Board")
    away = group(here, "Away", rule(GAVE_100))
    away.archived_at = now()
    db.session.flush()

    keep_lists(here.id)

    assert [is_asked(here, each.id) for each in (fresh, board, away)] == [True, False, False]
    assert board.kind is GroupKind.STATIC


def test_a_minute_is_the_longest_that_a_list_waits_to_be_kept(here: Workspace) -> None:
    from app import jobs
    from app.jobs import chores

    assert keep_lists in [chore for _, chore in chores.PROMPT]
    assert jobs.HANDLERS.keys() >= {"follow groups", "count groups", "recalculate"}


def test_work_of_every_minute_is_remembered_for_a_day(here: Workspace) -> None:
    for kind, days in (("follow groups", 2), ("count groups", 2), ("follow groups", 0), ("recalculate", 2)):
        done = Work(workspace_id=here.id, kind=kind, subject_id=here.id, state=WorkState.DONE)
        done.finished_at = now() - timedelta(days=days)
        db.session.add(done)
    db.session.flush()

    keep_lists(here.id)

    assert sorted(db.session.scalars(db.select(Work.kind))) == ["follow groups", "recalculate"]


def test_touches_that_wait_are_looked_at_in_the_background(here: Workspace) -> None:
    from app.consent.services.catching_up import rebuild

    keep_lists(here.id)
    assert works.latest(here.id, "follow groups", here.id) is None

    people(here, 1)
    rebuild(here.id)
    keep_lists(here.id)

    assert works.alive(here.id, "follow groups", here.id)


def test_of_days_long_past_the_last_calculation_is_kept_and_after_three_years_none(here: Workspace) -> None:
    who = people(here, 1)[0]
    donors = group(here, "Donors", rule(GAVE_100))
    at = now().replace(hour=12)
    hours = [timedelta(days=1), timedelta(days=1, hours=1), timedelta(days=31), timedelta(days=31, hours=1)]
    for ago in (*hours, AT_ALL + timedelta(days=1)):
        kept = GroupCalculation(workspace_id=here.id, group_id=donors.id, at=at - ago, members=1)
        kept.joined, kept.left, kept.cause, kept.rule_version, kept.of_all = 2, 1, Cause.DATE, 1, True
        db.session.add(kept)
        stay = GroupStay(workspace_id=here.id, group_id=donors.id, constituent_id=who, until=at - ago)
        stay.since, stay.by, stay.left_cause = at - ago, "rule", Cause.DATE  # type: ignore[assignment]
        db.session.add(stay)
    db.session.flush()

    calculate(here, donors)

    found = [(each.at, each.joined, each.left) for each in history.calculations(donors)][1:]
    assert found == [(at - hours[0], 2, 1), (at - hours[1], 2, 1), (at - hours[2], 4, 2)]
    assert len(stays(donors)) == 4
