"""Writing the ledger: what it amounts to, who may write what, and that nothing in it is ever changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.accounts.models import Workspace
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Refused
from app.consent.domain.projection import project
from app.consent.models import ConsentEvent, RestrictionInForce
from app.consent.services import Line, Written
from app.consent.services.projections import whole_ledger
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email
from app.constituents.services import Rewrite, write
from app.db import db
from tests.consent.makers import AT, OPT_IN, OPT_OUT, STAFF, ago, consented, person, restricted, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
ANN, BEN = "ann@example.org", "ben@example.org"


@pytest.fixture
def here(inside: World) -> Workspace:
    return workspace(inside.ours)


def eligible(here: Workspace, who: int, topic: int | None = None) -> bool:
    asked = queries.topic(here, topic) if topic else None
    return queries.verdicts(here, [who], at=AT, topic=asked)[who].eligible


# --- restrictions


@pytest.mark.parametrize("kind", [kind for kind in EventKind if not kind.restricts])
def test_the_door_of_bulk_paths_refuses_whatever_permits(here: Workspace, kind: EventKind) -> None:
    ann = person(here, ANN)

    with pytest.raises(ValueError, match="does not restrict"):
        services.restrict(here, [Line(kind=kind, at=AT, subject=ann.id)], party=Party.IMPORT, actor=STAFF)

    assert whole_ledger(here.id) == []


def test_a_suppressed_address_stops_everybody_who_shares_it(here: Workspace) -> None:
    ann, ben = person(here, ANN), person(here, "Ann+news@Example.org", first="Ben")
    eva = person(here, BEN, first="Eva")

    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)

    assert [eligible(here, who.id) for who in (ann, ben, eva)] == [False, False, True]


def test_an_address_can_be_suppressed_before_anybody_has_it(here: Workspace) -> None:
    restricted(here, EventKind.SUPPRESSED, address=ANN, reason=SuppressionReason.IMPORTED)

    assert not eligible(here, person(here, ANN).id)
    assert eligible(here, person(here, BEN).id)


def test_a_new_address_ends_neither_an_unsubscribe_nor_a_bounce(here: Workspace) -> None:
    ann, ben = person(here, ANN), person(here, BEN)
    restricted(here, EventKind.UNSUBSCRIBED, ann.id)
    restricted(here, EventKind.BOUNCED, ben.id, party=Party.PROVIDER)

    for before, address in ((ann, "ann.new@example.net"), (ben, "ben.new@example.net")):
        old = replace(before.emails[0], primary=False, active=False)
        new = Email(address, PointType.HOME, primary=True)
        write(here.id, [Rewrite(before, replace(before, emails=(old, new)))])

    assert not eligible(here, ann.id)
    assert not eligible(here, ben.id)


def test_whoever_gets_the_address_of_an_unsubscribed_person_is_not_mailed_there(here: Workspace) -> None:
    restricted(here, EventKind.UNSUBSCRIBED, person(here, ANN).id)

    assert not eligible(here, person(here, ANN, first="Zoe").id)


# --- lifting


def test_staff_lift_what_staff_added_and_only_with_a_reason(here: Workspace) -> None:
    ann = person(here, ANN)
    event = restricted(here, EventKind.DO_NOT_CONTACT_SET, ann.id, party=Party.STAFF)

    unreasoned = services.lift(here, event, party=Party.STAFF, actor=STAFF, reason=" ")
    lifted = services.lift(here, event, party=Party.STAFF, actor=STAFF, reason="typed at the wrong person")

    assert isinstance(unreasoned, Refused)
    assert isinstance(lifted, Written)
    assert eligible(here, ann.id)


@pytest.mark.parametrize("kind", [EventKind.UNSUBSCRIBED, EventKind.COMPLAINED])
def test_nobody_but_the_supporter_lifts_her_own_no(here: Workspace, kind: EventKind) -> None:
    ann = person(here, ANN)
    event = restricted(here, kind, ann.id)

    answers = [
        services.lift(here, event, party=party, actor=STAFF, reason="she said so")
        for party in Party
        if party is not Party.SUPPORTER
    ]

    assert all(isinstance(answer, Refused) for answer in answers)
    assert not eligible(here, ann.id)


def test_lifting_twice_says_that_it_is_over(here: Workspace) -> None:
    event = restricted(here, EventKind.DO_NOT_CONTACT_SET, person(here, ANN).id, party=Party.STAFF)
    services.lift(here, event, party=Party.STAFF, actor=STAFF, reason="a mistake")

    again = services.lift(here, event, party=Party.STAFF, actor=STAFF, reason="a mistake")

    assert isinstance(again, Refused)
    assert "no longer" in again.why


# --- permitting


def test_consent_needs_evidence_and_lifts_no_restriction(here: Workspace) -> None:
    here.consent_policy = "opt_in"
    ann, ben = person(here, ANN), person(here, BEN)
    restricted(here, EventKind.UNSUBSCRIBED, ben.id)
    bare = Line(kind=EventKind.CONSENT_GIVEN, at=ago(1), subject=ann.id, basis=Basis.EXPRESS)

    refused = services.permit(here, [bare], party=Party.STAFF, actor=STAFF)

    assert isinstance(refused, Refused)
    assert not eligible(here, ann.id)
    for who in (ann, ben):
        assert isinstance(consented(here, who.id), Written)
    assert [eligible(here, who.id) for who in (ann, ben)] == [True, False]


def test_a_set_of_permissions_is_refused_as_a_whole(here: Workspace) -> None:
    ann = person(here, ANN)
    good = Line(
        kind=EventKind.TOPIC_JOINED, at=ago(1), subject=ann.id, topic=OPT_IN, evidence="sign-up sheet"
    )

    answer = services.permit(here, [good, replace(good, evidence="")], party=Party.STAFF, actor=STAFF)

    assert isinstance(answer, Refused)
    assert whole_ledger(here.id) == []


def test_an_opt_in_topic_must_be_joined_and_leaving_wins(here: Workspace) -> None:
    ann = person(here, ANN)
    before = eligible(here, ann.id, OPT_IN), eligible(here, ann.id, OPT_OUT)
    join = Line(kind=EventKind.TOPIC_JOINED, at=ago(5), subject=ann.id, topic=OPT_IN)

    services.permit(here, [join], party=Party.SUPPORTER, actor=STAFF)
    joined = eligible(here, ann.id, OPT_IN)
    restricted(here, EventKind.TOPIC_LEFT, ann.id, topic=OPT_IN, days=1)

    assert (before, joined) == ((False, True), True)
    assert not eligible(here, ann.id, OPT_IN)
    assert eligible(here, ann.id)


# --- the ledger itself


def test_no_line_of_the_ledger_can_be_changed_or_deleted(here: Workspace) -> None:
    restricted(here, EventKind.UNSUBSCRIBED, person(here, ANN).id)
    before = whole_ledger(here.id)

    for statement in (update(ConsentEvent).values(source="forged"), delete(ConsentEvent)):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(statement)

    assert whole_ledger(here.id) == before


def test_a_projection_that_was_spoiled_is_found_and_rebuilt(here: Workspace) -> None:
    restricted(here, EventKind.UNSUBSCRIBED, person(here, ANN).id)
    db.session.execute(delete(RestrictionInForce))

    assert len(services.differences(here.id)) == 1

    services.rebuild(here.id)
    assert services.differences(here.id) == []


def test_statements_do_not_grow_with_the_number_of_lines(here: Workspace) -> None:
    few, many = [
        [Line(kind=EventKind.DO_NOT_CONTACT_SET, at=AT, subject=person(here).id) for _ in range(size)]
        for size in (2, 40)
    ]

    counts = []
    for lines in (few, many):
        with count_statements() as seen:
            services.restrict(here, lines, party=Party.STAFF, actor=STAFF)
        counts.append(len(seen))

    assert counts[0] == counts[1]


# --- any history


kinds = st.sampled_from(list(EventKind))
acts = st.tuples(
    kinds,
    st.sampled_from(list(Party)),
    st.integers(0, 3),
    st.sampled_from(["", ANN, BEN, "nobody@example.org"]),
    st.integers(0, 30),
    st.sampled_from(list(SuppressionReason)),
    st.sampled_from([OPT_IN, OPT_OUT]),
    st.integers(0, 5),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(history=st.lists(acts, min_size=1, max_size=12))
def test_what_is_in_force_always_equals_the_whole_ledger(here: Workspace, history: list[tuple]) -> None:
    people = [person(here, address).id for address in (ANN, ANN, BEN)]
    written: list[int] = []

    for act in history:
        written += _do(here, people, written, *act)

    assert services.differences(here.id) == []
    folded, stored = project(whole_ledger(here.id)), queries.everything_in_force(here.id)
    for part in ("restrictions", "consents", "joinings"):
        assert sorted(getattr(folded, part), key=lambda each: each.event) == sorted(
            getattr(stored, part), key=lambda each: each.event
        )


def _do(here, people, written, kind, party, who, address, days, reason, topic, target) -> list[int]:  # type: ignore[no-untyped-def]
    """One act by any party through the door that it has."""
    line = Line(
        kind=kind,
        at=ago(days),
        subject=people[who % len(people)] if who < len(people) or not kind.restricts else None,
        address=address or (ANN if who == len(people) or kind is EventKind.BOUNCED else ""),
        topic=topic if kind in (EventKind.TOPIC_JOINED, EventKind.TOPIC_LEFT) else None,
        reason=reason if kind is EventKind.SUPPRESSED else None,
        basis=Basis.EXPRESS if kind is EventKind.CONSENT_GIVEN else None,
        until=AT + timedelta(days=1) if kind is EventKind.PAUSED else None,
        evidence="a letter" if days % 2 else "",
    )
    if kind is EventKind.RESTRICTION_LIFTED:
        chosen = written[target % len(written)] if written else 1
        answer = services.lift(here, chosen, party=party, actor=STAFF, reason=line.evidence)
    elif kind.restricts:
        if line.subject is None and kind not in (EventKind.SUPPRESSED, EventKind.BOUNCED):
            line = replace(line, subject=people[0])
        answer = services.restrict(here, [line], party=party, actor=STAFF)
    else:
        answer = services.permit(here, [line], party=party, actor=STAFF)
    return list(answer.ids) if isinstance(answer, Written) else []


def test_the_doctor_sees_a_projection_that_was_changed_behind_the_ledger(here: Workspace) -> None:
    ann = person(here, ANN)
    restricted(here, EventKind.UNSUBSCRIBED, ann.id)
    assert services.differences(here.id) == []

    db.session.execute(update(RestrictionInForce).values(address_key=None))

    assert [found.split(":")[0] for found in services.differences(here.id)] == ["restrictions"]
