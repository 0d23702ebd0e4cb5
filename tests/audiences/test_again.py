"""Before anything goes out, everybody is asked about once more: the answer of then adds nobody."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.audiences import services
from app.audiences.domain.differences import LEFT, MOVED, SINCE, STOPPED
from app.audiences.models import AudiencePerson
from app.audiences.queries import again, checks, found
from app.audiences.queries.changed import who_changed
from app.audiences.services.checking import Checking
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email
from app.db import db
from app.groups.services import add_members, remove_members
from app.work import leases
from app.work import queries as work
from tests import factories
from tests.audiences.makers import about, asked_again, changed, checked, file_of, listed, some, start
from tests.consent.makers import STAFF, person, restricted, workspace
from tests.factories import World
from tests.lifecycle.people import edit, erased


@pytest.mark.both
def test_the_answer_stays_as_it_was_and_the_file_follows_what_is_true_now(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)
    everybody = listed(here, "All", *who.values())
    check = checked(app, here, about(everybody))

    restricted(here, EventKind.UNSUBSCRIBED, who["ann"])
    late = person(here, "late@example.org", first="Late").id
    add_members(here, everybody, [late], actor=STAFF)

    assert checks.counts_of(check).eligible == 3
    assert changed(check) == (
        "1 cannot be emailed any more and is left out: 1 unsubscribed.",
        "1 became eligible since and is not added: check again to reach them.",
    )
    assert [row["email"] for row in file_of(check)] == ["shared@example.org"]


@pytest.mark.both
def test_who_left_the_groups_is_left_out_and_a_new_address_is_written_to(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)
    everybody = listed(here, "All", *who.values())
    check = checked(app, here, about(everybody))

    remove_members(here, everybody, [who["ben"], who["cat"]], actor=STAFF)
    move(here, who["ann"], "ann@example.net")

    assert changed(check) == (
        "2 are not in the groups any more, and left out: the list or the rule changed, "
        "or the rule asks who can be emailed.",
        "1 has another email address since; the file has the new one.",
    )
    assert [row["email"] for row in file_of(check)] == ["ann@example.net"]


@pytest.mark.both
def test_behind_each_difference_stand_its_people_by_name_the_first_of_many(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)
    everybody = listed(here, "All", *who.values())
    check = checked(app, here, about(everybody))

    restricted(here, EventKind.UNSUBSCRIBED, who["ann"])
    remove_members(here, everybody, [who["ben"]], actor=STAFF)
    move(here, who["cat"], "cat@example.net")
    late = [person(here, f"late{n}@example.org", first=f"Late{n}").id for n in range(3)]
    add_members(here, everybody, late, actor=STAFF)

    audience = asked_again(check)
    differences = again.compared(check, audience).differences
    told = who_changed(check, audience, differences, most=2)
    names = {kind: [(each.name, each.barrier) for each in people] for kind, people in told.items()}
    assert names == {
        STOPPED: [("Smith, Ann", Barrier.UNSUBSCRIBED)],
        LEFT: [("Smith, Ben", None)],
        MOVED: [("Smith, Cat", None)],
        SINCE: [("Smith, Late0", None), ("Smith, Late1", None)],
    }
    assert [each.kind for each in differences.told] == [STOPPED, LEFT, MOVED, SINCE]


def move(here: Workspace, who: int, address: str) -> None:
    edit(here.id, who, emails=(Email(address, PointType.HOME, primary=True),))


def test_an_erased_person_is_blanked_in_the_answer_and_in_no_file(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        who = some(here)
        check_id = checked(app, here, about(listed(here, "All", *who.values()))).id

    erased(app, world.ours, who["ann"])

    with factories.inside(app, world.ours):
        check = checks.get(world.ours, check_id)
        assert check is not None
        [blank] = [each for each in found.people(check).rows if each.is_blank]
        assert (blank.id, blank.email, blank.reasons) == (who["ann"], "", ())
        assert checks.counts_of(check).people == sum(found.by_headline(check).values())
        assert changed(check) == ("1 has no record any more, and cannot be written to.",)
        assert [row["email"] for row in file_of(check)] == ["shared@example.org"]


@pytest.mark.both
def test_nobody_is_written_down_who_was_erased_while_she_was_decided_about(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        who = some(here)
        check_id = start(here, about(listed(here, "All", *who.values())))
        begun = work.latest(world.ours, services.KIND, check_id)
        assert begun is not None
        lease = leases.take(world.ours, begun.id, "me:1:x")
        assert lease is not None
        db.session.commit()
        checking = Checking(lease)
        decided = checking.think(100)
        db.session.rollback()
    erased(app, world.ours, who["ann"])
    with factories.inside(app, world.ours):
        checking.write(decided)

        names = set(db.session.scalars(select(AudiencePerson.name)))
        assert names == {"Smith, Ben", "Smith, Cat", "Smith, Dan"}
