"""A file of restrictions restricts, and nothing in it or about it ever permits."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.consent import queries as consent_queries
from app.consent import services as consent
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party
from app.consent.domain.permissions import Refused
from app.consent.models import ConsentEvent, RestrictionInForce
from app.constituents import queries as constituents
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email
from app.constituents.models import Constituent
from app.db import db, now
from app.lifecycle.services.erasing import Erased, erase
from app.restrictions import queries
from app.restrictions.domain.counts import View
from app.restrictions.domain.reading import Reading, gaps
from app.restrictions.domain.reasons import Reason
from app.restrictions.domain.recognize import recognize
from tests.batches.makers import ALICE, add, change, drain, fresh, person
from tests.factories import World
from tests.restrictions.makers import checked, mailable, run, said, start_commit, table, verdicts, workspace

REASON = {reason: Reading(email=0, reason=reason) for reason in Reason}
HEADLINE = {
    Reason.UNSUBSCRIBED: Barrier.UNSUBSCRIBED,
    Reason.BOUNCED: Barrier.BOUNCED,
    Reason.COMPLAINED: Barrier.COMPLAINED,
    Reason.DO_NOT_CONTACT: Barrier.DO_NOT_CONTACT,
}
CELLS = st.sampled_from(
    (
        "",
        "yes",
        "no",
        "1",
        "subscribed",
        "unsubscribed",
        "cleaned",
        "spam",
        "dnc",
        "opted in",
        "maybe",
        "2024-01-02",
    )
)
ADDRESSES = st.sampled_from(
    (
        "ann@example.org",
        "ANN+x@example.org",
        "bob@example.org",
        "shared@example.org",
        "old@example.org",
        "new@example.org",
        "no address",
        "",
    )
)
HEADERS = st.sampled_from(
    ("Subscribed", "Status", "Do Not Email", "On Hold", "Unsubscribed at", "Opt-in", "Since")
)


def people(world: World) -> None:
    workspace(world.ours)
    add(
        world.ours,
        person("Ann", "Lee", "ann@example.org", "old@example.org"),
        person("Bob", "Fox", "bob@example.org"),
        person("Cy", "Hart", "shared@example.org"),
        person("Di", "Hart", "shared@example.org"),
        person("Eve", "Moss", "eve@example.org"),
    )


def came_back(world: World, first: str, at: datetime) -> None:
    """She subscribes again herself; commits."""
    line = consent.Line(kind=EventKind.RESUBSCRIBED, at=at, subject=named(first))
    consent.permit(workspace(world.ours), [line], party=Party.SUPPORTER, actor=ALICE)
    db.session.commit()


def named(first: str) -> int:
    return db.session.scalars(select(Constituent.id).where(Constituent.first == first)).one()


def in_force() -> int:
    return db.session.scalar(select(func.count()).select_from(RestrictionInForce)) or 0


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(
    header=st.tuples(HEADERS, HEADERS),
    rows=st.lists(st.tuples(ADDRESSES, CELLS, CELLS), min_size=1, max_size=8),
    reason=st.sampled_from((None, *Reason)),
)
def test_whatever_a_file_says_everybody_who_can_be_emailed_after_it_could_be_before(
    app: Flask,
    inside: World,
    header: tuple[str, str],
    rows: list[tuple[str, str, str]],
    reason: Reason | None,
) -> None:
    if not db.session.scalar(select(func.count()).select_from(Constituent)):
        people(inside)
        came_back(inside, "Bob", datetime(2024, 6, 1, tzinfo=UTC))
    before = mailable(inside.ours)
    text = table([("Email", *header), *rows, ("eve2@example.org", "unsubscribed", "yes")])
    proposed = recognize(("Email", *header), rows)

    reading = REASON[reason or Reason.UNSUBSCRIBED] if reason or gaps(proposed) else None
    batch = run(app, inside.ours, text, reading)

    assert mailable(inside.ours) <= before
    assert consent.differences(inside.ours) == []
    assert queries.counts(batch).rows == batch.rows_read == len(said(batch))


@pytest.mark.both
def test_a_no_reaches_everybody_who_shares_the_address_and_the_same_file_again_adds_nothing(
    app: Flask, inside: World
) -> None:
    workspace(inside.ours)
    shared = [(f"{reason}@example.org", reason.value) for reason in Reason]
    add(
        inside.ours, *(person(first, reason, address) for address, reason in shared for first in ("Cy", "Di"))
    )
    text = table([("Email", "Status"), *shared, *((f"n{address}", reason) for address, reason in shared)])

    first = run(app, inside.ours, text)
    lines = db.session.scalar(select(func.count()).select_from(ConsentEvent))
    again = run(app, inside.ours, text)

    told = verdicts(inside.ours)
    assert Counter(told[who].headline for who in told) == Counter([*HEADLINE.values()] * 2)
    assert list(said(first).values()) == ["ready update"] * 4 + ["ready create"] * 4
    assert set(said(again).values()) == {"ready no_change"}
    assert db.session.scalar(select(func.count()).select_from(ConsentEvent)) == lines


def test_an_address_that_nobody_has_is_kept_and_stops_whoever_gets_it_later(
    app: Flask, inside: World
) -> None:
    workspace(inside.ours)
    text = "Email,Status\nn0@example.org,dnc\nn1@example.org,unsubscribed\n"
    run(app, inside.ours, text)

    add(inside.ours, person("Nia", "Ray", "n0@example.org"), person("Noa", "Ray", "N1+tag@example.org"))

    told = verdicts(inside.ours)
    assert told[named("Nia")].headline is Barrier.SUPPRESSED
    assert told[named("Noa")].headline is Barrier.UNSUBSCRIBED


def test_an_unsubscribe_holds_for_the_person_and_a_bounce_for_the_address(app: Flask, inside: World) -> None:
    people(inside)
    text = "Email,Status\nold@example.org,unsubscribed\nBOB@example.org,bounced\n"
    run(app, inside.ours, text)

    for first in ("Ann", "Bob"):
        before = constituents.existing(inside.ours, [named(first)])[named(first)]
        fresh = Email(f"{first}.fresh@example.org", PointType.HOME, primary=True)
        change(inside.ours, before, replace(before, emails=(fresh,)))

    told = verdicts(inside.ours)
    assert told[named("Ann")].headline is Barrier.UNSUBSCRIBED
    assert told[named("Bob")].headline is Barrier.SUPPRESSED  # on hold: an admin says that it is wanted


def test_a_file_that_says_yes_lifts_nothing(app: Flask, inside: World) -> None:
    people(inside)
    run(app, inside.ours, table([("ann@example.org",)]), REASON[Reason.UNSUBSCRIBED])
    before = in_force()

    batch = run(
        app,
        inside.ours,
        "Email,Status,Subscribed\nann@example.org,subscribed,yes\nbob@example.org,spam,yes\n",
    )

    assert said(batch) == {2: "skipped none", 3: "ready update"}
    assert verdicts(inside.ours)[named("Ann")].headline is Barrier.UNSUBSCRIBED
    assert verdicts(inside.ours)[named("Bob")].headline is Barrier.COMPLAINED
    assert in_force() == before + 1


def test_who_subscribed_again_after_the_day_in_the_file_is_left_alone(app: Flask, inside: World) -> None:
    people(inside)
    came_back(inside, "Ann", now() - timedelta(days=3))

    text = "Email,Unsubscribed at\nann@example.org,2020-01-02\nbob@example.org,2020-01-02\n"
    batch = run(app, inside.ours, text)

    assert said(batch) == {2: "skipped none", 3: "ready update"}
    assert verdicts(inside.ours)[named("Ann")].eligible
    since = db.session.scalars(select(RestrictionInForce.since)).one()
    assert since.date().isoformat() in ("2020-01-02", "2020-01-03")


def test_an_admin_lifts_what_the_organization_decided_and_nobody_what_the_supporter_said(
    app: Flask, inside: World
) -> None:
    here = workspace(inside.ours)
    ann, bob = add(inside.ours, person("Ann", "Lee", "a@example.org"), person("Bob", "Fox", "b@example.org"))
    run(app, inside.ours, "Email,Status\na@example.org,do not contact\nb@example.org,unsubscribed\n")

    def lift(who: int) -> list[type]:
        return [
            type(
                consent.lift(here, found.restriction.event, party=Party.STAFF, actor=ALICE, reason="a letter")
            )
            for found in consent_queries.restrictions_of(here, who)
        ]

    assert lift(ann.id) == [consent.Written, consent.Written], "what is about her, and what keeps the address"
    assert lift(bob.id) == [Refused]
    assert mailable(inside.ours) == {ann.id}


@pytest.mark.parametrize("reason", Reason)
def test_whoever_brings_a_listed_address_later_is_not_written_to_there(
    app: Flask, inside: World, reason: Reason
) -> None:
    workspace(inside.ours)
    [ann] = add(inside.ours, person("Ann", "Lee", "shared@example.org"))
    run(app, inside.ours, "Email\nshared@example.org\n", REASON[reason])
    change(inside.ours, ann, replace(ann, emails=()))

    [cy] = add(inside.ours, person("Cy", "Orr", "shared@example.org"))

    assert cy.id not in mailable(inside.ours)


def test_whoever_is_erased_meanwhile_is_forgotten_by_the_file_and_stays_unwritten_to(
    app: Flask, inside: World
) -> None:
    people(inside)
    batch = checked(
        app, inside.ours, table([("ann@example.org",), ("bob@example.org",)]), REASON[Reason.BOUNCED]
    )
    assert isinstance(erase(workspace(inside.ours), named("Ann"), actor=ALICE), Erased)
    db.session.commit()

    start_commit(batch)
    drain(app)

    assert said(batch) == {1: "skipped none", 2: "ready update"}
    assert queries.counts(fresh(batch)).rows == 2
    assert "ann@example.org" not in str([row.email for row in queries.rows(batch, View())])
    add(inside.ours, person("Ann", "Again", "ann@example.org"))
    assert not verdicts(inside.ours)[named("Ann")].eligible
