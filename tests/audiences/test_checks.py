"""A check answers about everybody in its groups, and keeps the answer."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import jobs
from app.activity import services as activity
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent
from app.activity.domain.kinds import EmailEventKind
from app.audiences import services
from app.audiences.domain.question import CheckState, Question
from app.audiences.models import AudienceCheck, AudienceExport, AudiencePerson
from app.audiences.queries import checks, found
from app.audiences.services import clearing
from app.audit.queries import recent
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind
from app.consent.models import InterestGroup
from app.constituents.models import Constituent
from app.db import db, now
from app.groups.models import Group
from app.work import queries as work
from app.work import services as running
from app.work.domain.lease import Lease
from tests.audiences.makers import about, changed, checked, file_of, listed, some, start, told
from tests.consent.makers import OPT_IN, STAFF, person, restricted, workspace
from tests.factories import World
from tests.groups.makers import GAVE_100, group, people, rule
from tests.statements import count_statements

KEPT = (AudiencePerson, AudienceExport, AudienceCheck)


@pytest.mark.both
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


@pytest.mark.both
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


@pytest.mark.both
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


@pytest.mark.both
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


@pytest.mark.both
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


def test_what_a_check_found_goes_a_few_people_at_a_time(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    check = checked(app, here, about(listed(here, "Many", *people(here, 150, gave=1))))
    lease = Lease(here.id, 1, clearing.KIND, check.id, "w", 1, 1)
    services.delete(check, actor=STAFF)
    step = clearing.begin(lease)

    left = []
    while not step(60).finished:
        left.append(db.session.scalar(select(func.count()).select_from(AudiencePerson)))

    assert left == [90, 30]


def test_deleting_a_check_leaves_the_people_and_a_line_of_the_journal(inside: World, app: Flask) -> None:
    here = workspace(inside.ours)
    check = checked(app, here, about(listed(here, "All", person(here, "ann@example.org").id)))

    check_id = check.id
    services.delete(check, actor=STAFF)

    assert checks.checks(here).rows == []
    assert checks.get(here.id, check_id) is None
    db.session.commit()
    jobs.drain(app)
    assert [db.session.scalar(select(func.count()).select_from(table)) for table in KEPT] == [0, 0, 0]
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
