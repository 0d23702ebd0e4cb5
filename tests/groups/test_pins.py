"""Pins keep people in a group or out of it, whatever its rule says, on both databases."""

import pytest

from app.accounts.models import Workspace
from app.db import db, now
from app.groups import services
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import JoinedBy, Side
from app.groups.domain.rules import InGroup, Match
from app.groups.models import Group
from app.groups.queries import members, pins
from app.groups.queries.judging import judged
from app.groups.queries.scope import scope_of
from app.groups.services import Pinned, Refused
from app.groups.services.recalculating import calculate
from tests.factories import World
from tests.groups.following import give, last, let_follow, member, stays
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, refers_to, rule


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def who_is_in(here: Workspace, found: Group) -> set[int]:
    """Whom the group means now, by the translation, which the plain answer has to agree with."""
    scope = scope_of(here, members.rule_of(found), at=now())
    meant = {each.id for each in members.examples(scope, members.who_is_in(found, scope), size=100)}
    everybody = {each.id for each in members.examples(scope, db.true(), size=100)}
    assert judged(scope, [found.id], everybody).members[found.id] == meant
    return meant


def test_whoever_is_pinned_in_is_in_at_once_and_stays_when_the_rule_is_asked_again(here: Workspace) -> None:
    giver, other = *people(here, 1, gave=10_000), *people(here, 1)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)

    outcome = services.pin(here, donors, [other], Side.IN, note="Pledged by phone", actor=STAFF)

    joined = member(donors, other)
    assert outcome == Pinned(1)
    assert joined is not None
    assert (joined.by, joined.cause, donors.member_count) == (JoinedBy.PIN, Cause.PIN, 2)
    assert (last(donors).cause, last(donors).joined, last(donors).by) == (Cause.PIN, 1, STAFF.id)
    assert who_is_in(here, donors) == {giver, other}
    calculate(here, donors)
    assert set(members_of(donors)) == {giver, other}


def test_whoever_is_pinned_out_is_out_though_the_rule_means_her(here: Workspace) -> None:
    giver, other = people(here, 2, gave=10_000)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)

    services.pin(here, donors, [giver], Side.OUT, actor=STAFF)

    (stay,) = stays(donors)
    assert (stay.constituent_id, stay.left_cause, stay.left_by) == (giver, Cause.PIN, STAFF.id)
    assert who_is_in(here, donors) == {other}
    give(here, giver)
    let_follow(here)
    calculate(here, donors)
    assert set(members_of(donors)) == {other}


@pytest.mark.both
def test_a_pin_can_be_turned_over_and_taken_away(here: Workspace) -> None:
    giver, other = *people(here, 1, gave=10_000), *people(here, 1)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)

    services.pin(here, donors, [giver, other], Side.IN, actor=STAFF)
    services.pin(here, donors, [giver, other], Side.OUT, actor=STAFF)
    turned = (set(members_of(donors)), pins.counts(here.id, donors.id))
    services.unpin(here, donors, [giver, other], actor=STAFF)

    assert turned == (set(), pins.Pins(0, 2))
    assert set(members_of(donors)) == {giver}
    assert pins.counts(here.id, donors.id) == pins.Pins(0, 0)
    assert services.unpin(here, donors, [giver], actor=STAFF) == Pinned(0)


def test_a_pin_tells_who_when_and_why(here: Workspace) -> None:
    who = people(here, 1)[0]
    donors = group(here, "Donors", rule(GAVE_100))

    services.pin(here, donors, [who, 12345], Side.IN, note=" A board member ", actor=STAFF)

    (pin,) = pins.pins(donors)
    assert pins.pin_of(here, donors.id, who) == pin
    assert (pin.constituent_id, pin.side, pin.by, pin.note) == (who, Side.IN, STAFF.id, "A board member")


@pytest.mark.both
def test_groups_that_refer_to_a_pinned_group_mean_its_pins_too(here: Workspace) -> None:
    giver, other = *people(here, 1, gave=10_000), *people(here, 1)
    donors = group(here, "Donors", rule(GAVE_100))
    thanked = group(here, "Thanked", refers_to(donors))
    rest = group(here, "Rest", rule(InGroup(donors.id), match=Match.NONE))
    for each in (donors, thanked, rest):
        calculate(here, each)

    services.pin(here, donors, [other], Side.IN, actor=STAFF)
    services.pin(here, donors, [giver], Side.OUT, actor=STAFF)

    assert (who_is_in(here, thanked), who_is_in(here, rest)) == ({other}, {giver})
    assert (thanked.due_cause, rest.due_cause) == (Cause.GROUP, Cause.GROUP), "and their lists follow"


def test_a_pin_never_makes_anybody_eligible(here: Workspace) -> None:
    who = people(here, 1)[0]  # opt-in: nobody consented
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)

    services.pin(here, donors, [who], Side.IN, actor=STAFF)

    assert (donors.member_count, donors.eligible_count) == (1, 0)
    scope = scope_of(here, members.rule_of(donors), at=now())
    assert members.summary(scope, members.who_is_in(donors, scope)).eligible == 0


def test_nobody_is_pinned_in_a_static_group_or_an_archived_one_or_with_a_novel_as_note(
    here: Workspace,
) -> None:
    who = people(here, 1)
    board, donors = group(here, "Board"), group(here, "Donors", rule(GAVE_100))

    assert isinstance(services.pin(here, board, who, Side.IN, actor=STAFF), Refused)
    long = services.pin(here, donors, who, Side.IN, note="x" * 501, actor=STAFF)
    assert isinstance(long, Refused)
    assert long.field == "note"
    donors.archived_at = now()
    assert isinstance(services.pin(here, donors, who, Side.IN, actor=STAFF), Refused)
    assert pins.pins(donors) == []
