"""Roles with dates, from a list that grows by use."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.cultivation import queries, services
from app.cultivation.domain.roles import SUGGESTED, Span
from app.cultivation.models import Constituency, ConstituencyRole
from app.cultivation.services import Overlaps, Stale
from app.db import db
from tests.cultivation.makers import ALICE, BOB, ann, held, role, workspace
from tests.factories import World

pytestmark = pytest.mark.both
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def test_the_same_role_is_one_however_it_is_spelled(inside: World) -> None:
    one, other = ann(inside.ours), ann(inside.ours)

    first = held(inside.ours, one, role("Café helper"))
    second = held(inside.ours, other, role("cafe  HELPER"))

    assert first.role_id == second.role_id
    assert db.session.scalar(select(func.count()).select_from(ConstituencyRole)) == 1
    offered = list(queries.roles(inside.ours).values())
    assert "Café helper" in offered
    assert set(SUGGESTED) < set(offered)


def test_a_role_of_marks_or_of_another_script_is_a_role(inside: World) -> None:
    person = ann(inside.ours)

    names = [held(inside.ours, person, role(name)).role_id for name in ("★★", "متطوع", "한" * 60)]

    assert len(set(names)) == 3


def test_several_roles_and_the_same_again_later_are_all_kept(inside: World) -> None:
    person = ann(inside.ours)

    held(inside.ours, person, role("Volunteer", *YEAR))
    held(inside.ours, person, role("Donor"))
    held(inside.ours, person, role("Volunteer", date(2021, 1, 1), note="Back again"))

    shown = queries.context_of(workspace(inside.ours), person).held
    assert [(each.role, each.span.since, each.note) for each in shown] == [
        ("Volunteer", date(2021, 1, 1), "Back again"),
        ("Donor", None, ""),
        ("Volunteer", date(2020, 1, 1), ""),
    ]


def test_the_same_role_twice_at_one_time_is_refused_with_what_is_on_record(inside: World) -> None:
    person = ann(inside.ours)
    held(inside.ours, person, role("Board member", *YEAR))

    outcome = services.add_constituency(
        inside.ours, person, role("BOARD MEMBER", date(2020, 12, 31)), actor=BOB
    )

    assert outcome == Overlaps("Board member", Span(*YEAR))
    assert db.session.scalar(select(func.count()).select_from(Constituency)) == 1


def test_changing_one_may_not_run_into_another_but_into_itself(inside: World) -> None:
    person = ann(inside.ours)
    held(inside.ours, person, role("Member", *YEAR))
    later = held(inside.ours, person, role("Member", date(2021, 1, 1)))

    into_itself = services.change_constituency(later, role("Member", date(2021, 6, 1)), version=1, actor=BOB)
    into_another = services.change_constituency(later, role("Member", date(2020, 6, 1)), version=2, actor=BOB)

    assert isinstance(into_itself, Constituency)
    assert into_another == Overlaps("Member", Span(*YEAR))
    assert later.since == date(2021, 6, 1)


def test_who_saves_second_learns_of_it(inside: World) -> None:
    person = ann(inside.ours)
    row = held(inside.ours, person, role("Member"))
    services.change_constituency(row, role("Member", note="by Alice"), version=1, actor=ALICE)

    outcome = services.change_constituency(row, role("Member", note="by Bob"), version=1, actor=BOB)

    assert isinstance(outcome, Stale)
    assert (row.note, row.version) == ("by Alice", 2)


def test_a_deleted_one_comes_back_unless_its_time_is_taken(inside: World) -> None:
    person = ann(inside.ours)
    row = held(inside.ours, person, role("Member", *YEAR, note="paid"))
    own = row.id

    services.delete_constituency(row, actor=BOB)
    back = services.restore_constituency(inside.ours, person, own, actor=BOB)
    assert isinstance(back, Constituency)
    told = (back.id, back.since, back.until, back.note)
    services.delete_constituency(back, actor=BOB)
    held(inside.ours, person, role("Member"))
    taken = services.restore_constituency(inside.ours, person, own, actor=BOB)

    assert told == (own, *YEAR, "paid")
    assert taken == Overlaps("Member", Span())
    assert services.restore_constituency(inside.ours, person, own + 1, actor=BOB) is None
