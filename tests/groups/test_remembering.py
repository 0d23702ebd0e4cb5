"""What groups remember of calculations, stays and rules, on both databases where SQL decides."""

from datetime import timedelta

import pytest

from app.accounts.models import Workspace
from app.db import db, now
from app.groups import services
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import Side
from app.groups.domain.rules import HasEmail, InGroup, Limit, Rule, TotalGiven
from app.groups.models import Group, GroupCalculation
from app.groups.queries import history
from app.groups.queries.effects import effect
from app.groups.queries.growth import growths
from app.groups.services import Draft, Refused, Saved, recalculating
from app.groups.services.recalculating import calculate
from app.work.domain.lease import Lease
from app.work.models import Work
from tests.factories import World
from tests.groups.following import give, last, member, stays
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, refers_to, rule

GAVE_500 = TotalGiven(Limit.AT_LEAST, 50_000)


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def changed(here: Workspace, found: Group, new: Rule, note: str = "") -> Saved | Refused:
    draft = Draft(name=found.name, rule=new, note=note)
    return services.update(here, found, draft, version=found.version, actor=STAFF)


def test_the_first_calculation_and_one_by_hand_say_what_they_are(here: Workspace) -> None:
    who = people(here, 1, gave=10_000)[0]
    donors = group(here, "Donors", rule(GAVE_100))

    calculate(here, donors)
    calculate(here, donors)

    assert [(each.cause, each.joined, each.members) for each in history.calculations(donors)] == [
        (Cause.ASKED, 0, 1),
        (Cause.FIRST, 1, 1),
    ]
    joined = member(donors, who)
    assert joined is not None
    assert joined.cause is Cause.FIRST


@pytest.mark.both
def test_a_change_of_the_rule_keeps_the_version_before_and_what_the_change_came_to(here: Workspace) -> None:
    small, large = *people(here, 1, gave=10_000), *people(here, 1, gave=60_000)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)

    assert isinstance(changed(here, donors, rule(GAVE_500), "Only the large ones"), Saved)
    calculate(here, donors)

    new, old = history.versions(donors)
    assert (new.version, new.by, new.note) == (2, STAFF.id, "Only the large ones")
    assert (new.members, new.joined, new.left) == (1, 0, 1)
    assert (old.version, old.members, old.joined, old.left) == (1, 2, 2, 0)
    (stay,) = stays(donors)
    assert (stay.constituent_id, stay.left_cause, stay.cause) == (small, Cause.RULE, Cause.FIRST)
    assert set(members_of(donors)) == {large}


def test_going_back_to_a_version_makes_a_new_one_of_it(here: Workspace) -> None:
    who = people(here, 1, gave=10_000)[0]
    donors = group(here, "Donors", rule(GAVE_100))
    changed(here, donors, rule(GAVE_500))
    first = history.version(donors, 1)
    assert first is not None

    outcome = services.go_back(here, donors, first, version=donors.version, actor=STAFF)
    calculate(here, donors)

    assert isinstance(outcome, Saved)
    assert [(each.version, each.note) for each in history.versions(donors)] == [
        (3, "Back to version 1"),
        (2, ""),
        (1, ""),
    ]
    assert set(members_of(donors)) == {who}


def test_a_change_of_name_alone_is_no_version(here: Workspace) -> None:
    donors = group(here, "Donors", rule(GAVE_100))

    services.update(here, donors, Draft(name="Givers", rule=rule(GAVE_100)), version=1, actor=STAFF)

    assert [each.version for each in history.versions(donors)] == [1]


@pytest.mark.both
def test_the_effect_of_another_rule_is_told_before_and_changes_nothing(here: Workspace) -> None:
    small, large, other = (*people(here, 1, gave=10_000), *people(here, 1, gave=60_000), *people(here, 1))
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    services.pin(here, donors, [large], Side.OUT, actor=STAFF)

    told = effect(here, donors, rule(GAVE_500, HasEmail()), at=now())
    wider = effect(here, donors, rule(HasEmail()), at=now())

    assert (told.before, told.after, told.joining, told.leaving) == (1, 0, 0, 1)
    assert [one.id for one in told.leavers] == [small]
    assert (wider.after, wider.joining) == (2, 1), "the pin holds for the new rule too"
    assert [one.id for one in wider.joiners] == [other]
    assert set(members_of(donors)) == {small}


@pytest.mark.both
def test_the_times_somebody_was_in_groups_are_told_the_ones_still_going_first(here: Workspace) -> None:
    who = people(here, 1, gave=10_000)[0]
    donors, board = group(here, "Donors", rule(GAVE_100)), group(here, "Board")
    calculate(here, donors)
    services.add_members(here, board, [who], actor=STAFF)
    give(here, who, -10_000)
    calculate(here, donors)
    give(here, who, 10_000)
    calculate(here, donors)

    found = history.history_of(here, who)

    assert [(each.group, each.until is None) for each in found] == [
        ("Donors", True),
        ("Board", True),
        ("Donors", False),
    ]
    assert found[2].left_cause is Cause.ASKED
    assert found[2].since < found[2].until < found[0].since  # type: ignore[operator]


@pytest.mark.both
def test_who_came_and_went_since_an_instant_is_counted_for_all_groups_at_once(here: Workspace) -> None:
    ids = people(here, 3, gave=10_000)
    donors, quiet = group(here, "Donors", rule(GAVE_100)), group(here, "Quiet", rule(GAVE_500))
    calculate(here, donors)
    calculate(here, quiet)
    between = now()
    give(here, ids[0], -10_000)
    calculate(here, donors)

    assert history.since(here, between) == {donors.id: history.Moves(0, 1)}
    assert history.since(here, between - timedelta(days=1)) == {donors.id: history.Moves(0, 1)}
    assert [each.constituent_id for each in history.leavers(donors, between)] == [ids[0]]
    assert history.joiners(donors, between) == []


@pytest.mark.both
def test_growth_is_told_day_by_day_from_what_calculations_remember(here: Workspace) -> None:
    donors, board = group(here, "Donors", rule(GAVE_100)), group(here, "Board")
    at = now()
    for days, many in ((200, 3), (5, 4), (2, 7)):
        kept = GroupCalculation(workspace_id=here.id, group_id=donors.id, at=at - timedelta(days=days))
        kept.members, kept.joined, kept.left, kept.cause = many, 0, 0, Cause.DATE
        kept.rule_version, kept.of_all = 1, True
        db.session.add(kept)
    db.session.flush()

    found = growths(here, [donors, board], days=7)

    assert [point.members for point in found[donors.id]] == [3, 4, 4, 4, 7, 7, 7]
    assert found[board.id] == []


@pytest.mark.both
def test_what_was_found_before_a_change_is_not_written(here: Workspace) -> None:
    """The rule, a pin or the list changed between finding and writing: members are found again."""
    people(here, 1, gave=10_000)
    donors = group(here, "Donors", rule(GAVE_100))
    work = services.recalculate(here, donors, by=101)
    assert isinstance(work, Work)
    lease = Lease(here.id, work.id, work.kind, donors.id, "", 1, 1)
    staged = recalculating.begin(lease)
    thought = staged.think(0)
    changed(here, donors, rule(GAVE_500))

    assert staged.write(thought).finished is False
    assert donors.calculated_at is None
    assert staged.write(staged.think(0)).finished is True
    assert members_of(donors) == {}
    assert last(donors).by == 101


def test_a_static_group_that_changes_lets_those_that_refer_to_it_follow_in_turn(here: Workspace) -> None:
    who = people(here, 1)[0]
    board = group(here, "Board")
    first = group(here, "First", refers_to(board))
    second = group(here, "Second", refers_to(first))
    calculate(here, first)
    calculate(here, second)

    services.add_members(here, board, [who], actor=STAFF)
    assert (first.due_cause, second.due_cause) == (Cause.GROUP, Cause.GROUP)
    calculate(here, second)
    calculate(here, first)
    assert (first.due_cause, second.due_cause) == (None, None), "each reads the other's rule, not its list"

    assert set(members_of(second)) == {who}
    assert last(second).cause is Cause.GROUP


def test_a_circle_is_refused_with_the_way_it_goes(here: Workspace) -> None:
    first = group(here, "First", rule(GAVE_100))
    second = group(here, "Second", refers_to(first))
    third = group(here, "Third", rule(GAVE_100, InGroup(second.id)))

    refused = changed(here, first, refers_to(third))

    assert isinstance(refused, Refused)
    assert "“First”, which uses “Third”, which uses “Second”, which uses “First”" in refused.why


def test_a_calculation_that_moves_nobody_is_remembered_only_where_somebody_asked(here: Workspace) -> None:
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    for cause in (Cause.DATE, Cause.GIFT, Cause.ASKED):
        donors.due_cause = cause
        calculate(here, donors)

    assert [each.cause for each in history.calculations(donors)] == [Cause.ASKED, Cause.FIRST]


def test_growth_goes_on_from_the_day_before_where_nothing_changed(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    donors = group(here, "Donors", rule(GAVE_100))
    monkeypatch.setattr(recalculating, "now", lambda: now() - timedelta(days=1))
    calculate(here, donors)

    assert [point.members for point in growths(here, [donors])[donors.id]] == [0, 0]
