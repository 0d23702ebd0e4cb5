"""What each tab says beside its figures: whom a restriction holds for, what giving is called, and more."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.summaries import Origin
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.consent import services as consent
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.gates import GateResult
from app.consent.domain.remedies import remedy
from app.consent.services import Line
from app.constituents.domain.record import Email, Incoming, Kind, Name, PointType
from app.constituents.models import Constituent
from app.db import db, now
from app.profiles.domain.moments import MomentKind
from app.profiles.domain.questions import told_by
from app.profiles.queries import moments, timeline
from app.profiles.queries.timeline import Before
from app.web.keyset import dated
from app.web.pagination import decode
from tests import factories
from tests.activity.makers import workspace
from tests.factories import World
from tests.profiles.makers import ALICE, Page, create, days_ago, maria, organization, somebody
from tests.profiles.pages import PART, check, table, words
from tests.profiles.test_overview import on, opt_out

SHARED = "both@example.org"


def add(app: Flask, world: World, *incoming: Incoming) -> list[Page]:
    with factories.inside(app, world.ours):
        ids = create(world.ours, *incoming)
        db.session.commit()
    return [Page(own) for own in ids]


def restrict(app: Flask, world: World, *lines: Line, party: Party = Party.SUPPORTER) -> None:
    with factories.inside(app, world.ours):
        consent.restrict(workspace(world.ours), list(lines), party=party, actor=ALICE)
        db.session.commit()


# --- email preferences


@pytest.mark.both
def test_a_restriction_of_a_shared_address_says_whose_it_is(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    opt_out(app, world)
    ann, ben = add(app, world, somebody("Ann", "Lee", email=SHARED), somebody("Ben", "Lee", email=SHARED))
    at = now() - timedelta(days=3)
    restrict(app, world, Line(kind=EventKind.UNSUBSCRIBED, at=at, subject=ben.id, address=SHARED))

    response = as_alice.get(ann("email-preferences"))

    (row,) = table(response, "Restrictions in force")
    assert row[0] == "Unsubscribed from all mail"
    assert row[1] == "Only the supporter, on the preference page."
    assert row[2] == f"whoever has {SHARED}, recorded for Ben Lee"
    assert row[3] == on(3)
    assert f'href="{ben()}"' in response.text
    assert "No: unsubscribed" in words(response)
    assert "What would change this Unsubscribed from all mail. Only the supporter" in words(response)


@pytest.mark.both
def test_a_suppressed_address_that_is_not_the_primary_one_stops_nothing(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    opt_out(app, world)
    old = Email("old@example.org", PointType.WORK)
    home = Email("ann@example.org", PointType.HOME, primary=True)
    (ann,) = add(app, world, Incoming(Kind.INDIVIDUAL, Name(first="Ann"), (home, old)))
    bounced = Line(
        kind=EventKind.BOUNCED, at=now(), address="old@example.org", reason=SuppressionReason.HARD_BOUNCE
    )
    restrict(app, world, bounced, party=Party.PROVIDER)

    response = as_alice.get(ann("email-preferences"))

    (row,) = table(response, "Restrictions in force")
    assert row[0] == "Suppressed: the address bounced for good"
    assert row[2] == "whoever has old@example.org not the primary address: stops nothing today"
    assert 'data-tone="ready"' in response.text
    assert "Email bounced for an address, reported by the sending service" in words(as_alice.get(ann()))


def test_a_viewer_reads_why_but_finds_no_button(app: Flask, as_vera: FlaskClient, world: World) -> None:
    (ann,) = add(app, world, somebody("Ann", "Lee", email=SHARED))
    restrict(app, world, Line(kind=EventKind.DO_NOT_CONTACT_SET, at=now(), subject=ann.id), party=Party.STAFF)

    shown = words(as_vera.get(ann("email-preferences")))

    assert "An admin can lift it." in shown
    assert "Record consent…" not in shown
    assert "Add a restriction…" not in shown


@pytest.mark.parametrize("barrier", list(Barrier))
def test_every_barrier_has_a_remedy_in_words(barrier: Barrier) -> None:
    assert remedy(GateResult(Gate.MODULE_ON, barrier, "")).endswith(".")


# --- donations


@pytest.mark.parametrize(
    ("days", "names"),
    [((10,), ["Second-gift window"]), ((800, 790), ["SYBUNT", "Lapsed"]), ((10, 400), [])],
)
def test_giving_is_called_by_its_name_with_the_dates_behind_it(
    app: Flask, as_alice: FlaskClient, world: World, days: tuple[int, ...], names: list[str]
) -> None:
    (ann,) = add(app, world, somebody("Ann", "Lee"))
    with factories.inside(app, world.ours):
        gifts = [
            NewDonation(constituent_id=ann.id, amount=500, currency="USD", received_on=days_ago(each))
            for each in days
        ]
        activity.record_donations(world.ours, gifts)
        db.session.commit()

    response = as_alice.get(ann("donations"))

    found = re.findall(r'data-tone="info">([^<]+)</span>([^<]*)', response.text)
    assert [name for name, _ in found] == names
    assert all(on(min(days)) in because for _, because in found)


@pytest.mark.both
def test_a_refund_on_another_page_leads_to_the_page_of_its_gift(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    (ann,) = add(app, world, somebody("Ann", "Lee"))
    with factories.inside(app, world.ours):
        shared = {"constituent_id": ann.id, "currency": "USD"}
        gifts = [NewDonation(amount=500 + n, received_on=days_ago(n), **shared) for n in range(60)]  # type: ignore[arg-type]
        ids = activity.record_donations(world.ours, gifts).ids
        refund = NewDonation(amount=-20, received_on=days_ago(0), refund_of_id=ids[40], **shared)  # type: ignore[arg-type]
        activity.record_donations(world.ours, [refund])
        db.session.commit()

    first = as_alice.get(ann("donations")).text
    link = re.search(r'href="([^"]*#donation-\d+)">\$5.40 given on', first)
    assert link
    url, _, place = link[1].partition("#")
    there = as_alice.get(url.replace("&amp;", "&"))

    assert place == f"donation-{ids[40]}"
    assert f'id="{place}"' in there.text
    assert "refunded $0.20 on" in words(there)


# --- the list one came from


def test_a_tab_that_is_swapped_brings_links_to_the_same_tab_of_the_neighbors(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    ann, ben, _ = add(app, world, *(somebody(name, "Lee") for name in ("Ann", "Ben", "Cleo")))

    response = as_alice.get(f"{ben('donations')}?in=sort%3Dname", headers=PART)

    part = response.text.partition('<hx-partial hx-target="#neighbors"')[2]
    assert f'href="{ann("donations")}?in=sort' in part
    assert "2 of 3" in part


# --- words that fit


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([], ""),
        (["Stripe"], "from Stripe"),
        (["Stripe", "gala.csv"], "from Stripe and gala.csv"),
        (["A", "B", "C", "D", "E"], "from A, B, C and 2 more"),
        ([""], "source not recorded"),
        (["Stripe", ""], "from Stripe; of some the source is not recorded"),
    ],
)
def test_sources_are_named_as_they_are_written(sources: list[str], said: str) -> None:
    assert told_by([Origin(source, 1) for source in sources]) == said


def test_a_tab_names_its_sources_in_their_own_letters(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    (ann,) = add(app, world, somebody("Ann", "Lee"))
    with factories.inside(app, world.ours):
        gift = NewDonation(
            constituent_id=ann.id, amount=500, currency="USD", received_on=days_ago(1), source="Stripe"
        )
        activity.record_donations(world.ours, [gift])
        db.session.commit()

    assert "refunds are taken off. From Stripe." in words(as_alice.get(ann("donations")))
    assert "from Stripe · Donations" in words(as_alice.get(ann()))


def test_an_organization_and_somebody_dead_are_asked_about_in_fitting_words(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    kitchen, harold = add(app, world, organization(), somebody("Harold", "Fenwick"))
    with factories.inside(app, world.ours):
        db.session.get_one(Constituent, (world.ours, harold.id)).is_deceased = True
        db.session.commit()

    assert "Has this organization donated before?" in words(as_alice.get(kitchen()))
    assert "Did this person donate?" in words(as_alice.get(harold()))


# --- the timeline


@pytest.mark.both
@pytest.mark.parametrize("kind", list(MomentKind))
def test_a_timeline_of_one_kind_has_no_other(
    app: Flask, as_alice: FlaskClient, world: World, kind: MomentKind
) -> None:
    page = maria(app, world.ours, gifts=3)
    with factories.inside(app, world.ours):
        ours = workspace(world.ours)
        whole = timeline.stretch(ours, page.id, None, size=100).moments
        some = timeline.stretch(ours, page.id, None, kinds={kind}, size=100).moments

    assert [each.place for each in some] == [each.place for each in whole if each.kind is kind]
    response = as_alice.get(f"{page()}?kind={kind}")
    assert f'kind={kind}#timeline" aria-current="page"' in response.text
    assert response.text.count("<time") == len(some)
    check(response)


def test_older_facts_of_one_kind_are_of_that_kind(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours, gifts=40)
    first = as_alice.get(f"{page()}?kind=gift").text
    older = first.partition("/timeline?")[2].partition('"')[0].replace("&amp;", "&")

    stretch = as_alice.get(f"{page('timeline')}?{older}", headers=PART)

    assert stretch.text.count("<li>") == 41 - 25
    assert "Newsletter" not in stretch.text


@pytest.mark.parametrize("kind", ["nonsense", "", "GIFT"])
def test_a_kind_that_is_none_shows_everything(
    app: Flask, as_alice: FlaskClient, world: World, kind: str
) -> None:
    page = maria(app, world.ours)

    shown = words(as_alice.get(f"{page()}?kind={kind}"))

    assert "Registered for Spring Gala" in shown
    assert "Gave $50" in shown


@pytest.mark.both
def test_a_journal_longer_than_what_is_read_at_once_is_told_whole(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "MOST_ENTRIES", 10)
    timeline._statement.cache_clear()
    (page,) = add(app, world, somebody("Ann", "Lee"))
    with factories.inside(app, world.ours):
        for number in range(12):
            changes = [
                Change(Subject.CONSTITUENT, page.id, f"field {part}", after=number) for part in range(4)
            ]
            record(world.ours, ALICE, changes, at=now() + timedelta(seconds=number))
        db.session.commit()

    found, before = [], None
    with factories.inside(app, world.ours):
        while True:
            stretch = timeline.stretch(workspace(world.ours), page.id, before, size=5)
            found += stretch.moments
            cursor = dated(decode(stretch.older, str, int), type(now()))
            if cursor is None:
                break
            before = Before(*cursor.key)  # type: ignore[arg-type]
    timeline._statement.cache_clear()

    assert [each.what.entries for each in found] == [4] * 12 + [2]
    assert len({each.id for each in found}) == 13
