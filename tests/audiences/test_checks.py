"""A check answers about everybody in its groups, and keeps the answer."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import jobs
from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent
from app.activity.domain.kinds import EmailEventKind
from app.audiences import services
from app.audiences.domain.question import CheckState, Question
from app.audiences.models import AudiencePerson
from app.audiences.queries import checks, found
from app.audiences.services.checking import Checking
from app.audit.queries import recent
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind
from app.consent.models import InterestGroup
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email
from app.constituents.models import Constituent
from app.db import db, now
from app.groups.models import Group
from app.groups.services import add_members, remove_members
from app.work import leases
from app.work import queries as work
from app.work import services as running
from tests import factories
from tests.audiences.makers import about, changed, checked, file_of, listed, start, told
from tests.consent.makers import OPT_IN, STAFF, person, restricted, workspace
from tests.factories import World
from tests.groups.makers import GAVE_100, group, people, rule
from tests.lifecycle.people import edit, erased
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _nobody_listens(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RING", False)


def some(here: Workspace) -> dict[str, int]:
    """Three who can be emailed, two of them at one inbox, and one who cannot for two reasons."""
    who = {
        "ann": person(here, "ann@example.org").id,
        "ben": person(here, "shared@example.org", first="Ben").id,
        "cat": person(here, "Shared@example.org", first="Cat").id,
        "dan": person(here, "dan@example.org", first="Dan").id,
    }
    restricted(here, EventKind.UNSUBSCRIBED, who["dan"])
    restricted(here, EventKind.DO_NOT_CONTACT_SET, who["dan"])
    return who


def test_the_numbers_add_up_to_everybody_in_the_groups_and_every_reason_is_kept(
    inside: World, app: Flask
) -> None:
    here = workspace(inside.ours)
    who = some(here)
    friends = listed(here, "Friends", who["ann"], who["ben"])
    donors = listed(here, "Donors", who["ben"], who["cat"], who["dan"])

    check = checked(app, here, about(friends, donors))

    counts = checks.counts_of(check)
    assert (counts.people, counts.eligible, counts.messages) == (4, 3, 2)
    assert counts.reasons == ((Barrier.DO_NOT_CONTACT, 1),)
    assert [words.partition(",")[0] for words in told(check)["dan@example.org"]] == [
        "do not contact",
        "unsubscribed from all mail",
    ]
    assert "by the supporter" in told(check)["dan@example.org"][1]


def test_an_inbox_that_people_share_gets_one_message_to_who_has_been_on_record_longest(
    inside: World, app: Flask
) -> None:
    here = workspace(inside.ours)
    who = some(here)

    check = checked(app, here, about(listed(here, "All", *who.values())))

    sharing = found.people(check, which=found.SHARING).rows
    assert [(each.id, each.receiver) for each in sharing] == [(who["cat"], "Smith, Ben")]
    assert [row["email"] for row in file_of(check)] == ["ann@example.org", "shared@example.org"]


def test_when_who_gets_the_message_cannot_be_emailed_any_more_the_other_at_the_inbox_gets_it(
    inside: World, app: Flask
) -> None:
    here = workspace(inside.ours)
    who = some(here)
    check = checked(app, here, about(listed(here, "All", *who.values())))

    restricted(here, EventKind.DO_NOT_CONTACT_SET, who["ben"])

    assert [row["name"] for row in file_of(check)] == ["Ann Smith", "Cat Smith"]


def test_who_is_in_a_group_that_stays_out_is_listed_with_that_reason(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)
    board = listed(here, "Board", who["ann"], who["dan"])

    check = checked(app, here, about(listed(here, "All", *who.values()), but=(board,)))

    assert dict(checks.counts_of(check).reasons) == {Barrier.DO_NOT_CONTACT: 1, Barrier.EXCLUDED: 1}
    assert told(check)["ann@example.org"] == ["in the group “Board”"]
    assert told(check)["dan@example.org"][-1] == "in the group “Board”"
    assert [row["email"] for row in file_of(check)] == ["shared@example.org"]


def test_a_topic_that_is_to_be_joined_reaches_who_joined_it(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)

    check = checked(app, here, about(listed(here, "All", *who.values()), topic=OPT_IN))

    assert checks.counts_of(check).eligible == 0
    assert dict(checks.counts_of(check).reasons)[Barrier.TOPIC_NOT_JOINED] == 3
    assert checks.question_of(check).sentence == "“Trips” to “All”."


def test_who_was_emailed_too_often_lately_stays_out(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)
    [campaign] = activity.record_campaigns(here.id, [NewCampaign(name="News", sent_at=now())]).ids
    sent = NewEmailEvent(
        constituent_id=who["ann"],
        campaign_id=campaign,
        kind=EmailEventKind.SENT,
        at=now() - timedelta(days=2),
        external_key="1",
    )
    activity.record_email_events(here.id, [sent])

    check = checked(app, here, about(listed(here, "All", *who.values()), messages=1, days=7))

    assert dict(checks.counts_of(check).reasons)[Barrier.TOO_OFTEN] == 1
    assert "at most 1 allowed" in told(check)["ann@example.org"][0]


def test_a_dynamic_group_is_asked_by_its_rule(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    people(here, 3, gave=10_000)
    people(here, 2)

    check = checked(app, here, about(group(here, "Givers", rule(GAVE_100))))

    assert checks.counts_of(check).people == 3


# --- asked again


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
        "1 became ineligible since: unsubscribed 1. They are left out.",
        "1 became eligible since and is not added: check again to reach them.",
    )
    assert [row["email"] for row in file_of(check)] == ["shared@example.org"]


def test_who_left_the_groups_is_left_out_and_a_new_address_is_written_to(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    who = some(here)
    everybody = listed(here, "All", *who.values())
    check = checked(app, here, about(everybody))

    remove_members(here, everybody, [who["ben"], who["cat"]], actor=STAFF)
    move(here, who["ann"], "ann@example.net")

    assert changed(check) == (
        "2 are not in the groups any more, and left out.",
        "1 has another email address since; the file has the new one.",
    )
    assert [row["email"] for row in file_of(check)] == ["ann@example.net"]


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
        checking.write(decided, 100)

        names = set(db.session.scalars(select(AudiencePerson.name)))
        assert names == {"Smith, Ben", "Smith, Cat", "Smith, Dan"}


# --- refused, stopped, deleted


def test_a_question_about_something_that_is_gone_is_refused_before_and_after(
    inside: World, app: Flask
) -> None:
    here = workspace(inside.ours)
    everybody = listed(here, "All", person(here, "ann@example.org").id)
    check = checked(app, here, about(everybody, topic=OPT_IN))

    topic = db.session.get_one(InterestGroup, (here.id, OPT_IN))
    topic.archived_at = now()
    db.session.flush()

    again = services.again(here, check, actor=STAFF)
    assert isinstance(again, services.Refused)
    assert "“Trips” is archived or no longer exists." in again.why
    nothing = services.start(here, Question(topic_id=None, topic="", included=()), name="", actor=STAFF)
    assert isinstance(nothing, services.Refused)


def test_a_check_whose_group_was_deleted_before_it_began_fails_in_words(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    everybody = listed(here, "All", person(here, "ann@example.org").id)
    check_id = start(here, about(everybody))
    db.session.execute(update(Group).where(Group.id == everybody.id).values(archived_at=now()))
    db.session.commit()

    jobs.drain(app)

    db.session.expire_all()
    check, ended = checks.get(here.id, check_id), work.latest(here.id, services.KIND, check_id)
    assert check
    assert ended
    assert check.state is CheckState.FAILED
    assert ended.error == "The group “All” no longer exists."


def test_a_stopped_check_keeps_nothing(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    check_id = start(here, about(listed(here, "All", person(here, "ann@example.org").id)))
    begun = work.latest(here.id, services.KIND, check_id)
    assert begun
    running.request_stop(workspace_id=here.id, work_id=begun.id)
    db.session.commit()

    jobs.drain(app)

    db.session.expire_all()
    check = checks.get(here.id, check_id)
    assert check
    assert check.state is CheckState.STOPPED
    assert found.by_headline(check) == {}


def test_deleting_a_check_leaves_the_people_and_a_line_of_the_journal(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    check = checked(app, here, about(listed(here, "All", person(here, "ann@example.org").id)))

    services.delete(check, actor=STAFF)
    db.session.commit()

    assert checks.checks(here).rows == []
    assert db.session.scalar(select(func.count()).select_from(AudiencePerson)) == 0
    assert db.session.scalar(select(func.count()).select_from(Constituent)) == 1
    assert recent(here.id).entries[0].before == {"name": "Appeal", "people": 1}


# --- in sets


def test_the_statements_of_a_check_do_not_grow_with_its_people(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    few = listed(here, "Few", *people(here, 3))
    many = listed(here, "Many", *people(here, 150, gave=1))
    db.session.commit()
    checked(app, here, about(few))  # once, so that both begin alike

    taken = []
    for question in (about(few), about(many)):
        start(here, question)
        db.session.commit()
        with count_statements() as seen:
            jobs.drain(app)
        taken.append(len(seen))
        with count_statements() as seen:
            check = checks.checks(here).rows[0]
            found.people(check)
            changed(check)
            file_of(check)
        taken.append(len(seen))

    a_chunk_more = 2 * 20
    assert taken[2] <= taken[0] + a_chunk_more
    assert taken[3] == taken[1]
    assert taken[1] <= 25
