"""A changed address makes nobody mailable: what replaces a blocked mailbox is held until staff release it."""

from dataclasses import replace

import pytest

from app.accounts.models import Workspace
from app.consent import queries, services
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Refused
from app.consent.domain.remedies import remedy
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Existing
from app.constituents.services import Rewrite, write
from app.db import now
from tests.consent.makers import STAFF, person, restricted, workspace
from tests.factories import World

pytestmark = pytest.mark.both
OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def here(inside: World) -> Workspace:
    return workspace(inside.ours)


def readdressed(here: Workspace, who: Existing, address: str) -> Existing:
    """The person with another primary address, as an import or a form leaves her."""
    ended = tuple(replace(email, primary=False, active=False) for email in who.emails)
    added = Email(address=address, type=PointType.HOME, primary=True)
    [record] = write(here.id, [Rewrite(before=who, after=replace(who, emails=(*ended, added)))])
    return record


def headline(here: Workspace, who: Existing) -> Barrier | None:
    return queries.verdicts(here, [who.id], at=now())[who.id].headline


def test_a_new_address_in_the_place_of_one_that_bounced_is_held(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)

    ann = readdressed(here, ann, NEW)

    assert headline(here, ann) is Barrier.SUPPRESSED
    held = queries.standings(here, [ann.id])[ann.id].recorded
    assert held is not None
    assert [each.reason for each in held.restrictions] == [SuppressionReason.HELD]


def test_staff_read_before_and_after_that_an_admin_releases_the_new_address(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)
    [bounced] = [remedy(gate) for gate in queries.verdicts(here, [ann.id], at=now())[ann.id].barriers]

    ann = readdressed(here, ann, NEW)

    [held] = [remedy(gate) for gate in queries.verdicts(here, [ann.id], at=now())[ann.id].barriers]
    assert "on hold at first: an admin releases it" in bounced
    assert held.startswith("An admin can release it")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (SuppressionReason.ERASED, "Nothing staff can do"),
        (SuppressionReason.OBJECTION, "Only the supporter"),
        (SuppressionReason.IMPORTED, "Where the organization decided it, an admin can lift it"),
        (SuppressionReason.MANUAL, "an admin can lift"),
    ],
)
def test_who_can_lift_a_suppression_depends_on_its_reason(
    here: Workspace, reason: SuppressionReason, said: str
) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.SUPPRESSED, ann.id, party=Party.SYSTEM, reason=reason)

    [told] = [remedy(gate) for gate in queries.verdicts(here, [ann.id], at=now())[ann.id].barriers]

    assert said in told


def test_an_address_that_replaces_a_held_one_is_held_as_well(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)
    ann = readdressed(here, ann, NEW)

    ann = readdressed(here, ann, "third@example.org")

    assert headline(here, ann) is Barrier.SUPPRESSED


def test_staff_release_a_held_address_with_a_reason_and_nobody_else_does(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)
    ann = readdressed(here, ann, NEW)
    held = queries.standings(here, [ann.id])[ann.id].recorded
    assert held is not None
    [hold] = held.restrictions

    refused = services.lift(here, hold.event, party=Party.IMPORT, actor=STAFF, reason="a file")
    released = services.lift(here, hold.event, party=Party.STAFF, actor=STAFF, reason="she phoned")

    assert isinstance(refused, Refused)
    assert not isinstance(released, Refused)
    assert headline(here, ann) is None


@pytest.mark.parametrize("kind", [EventKind.UNSUBSCRIBED, EventKind.COMPLAINED, EventKind.SUPPRESSED])
def test_what_is_known_of_the_address_alone_holds_the_address_that_replaces_it(
    here: Workspace, kind: EventKind
) -> None:
    line = services.Line(kind=kind, at=now(), address=OLD, reason=SuppressionReason.IMPORTED)
    services.restrict(here, [line], party=Party.IMPORT, actor=STAFF)
    ann = person(here, OLD)

    ann = readdressed(here, ann, NEW)

    assert headline(here, ann) is Barrier.SUPPRESSED


def test_what_follows_the_person_needs_no_hold(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.UNSUBSCRIBED, ann.id)

    ann = readdressed(here, ann, NEW)

    recorded = queries.standings(here, [ann.id])[ann.id].recorded
    assert recorded is not None
    assert [each.kind for each in recorded.restrictions] == [EventKind.UNSUBSCRIBED]


def test_a_blocked_address_that_is_written_over_holds_the_one_in_its_place(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)
    [email] = ann.emails

    [ann] = write(here.id, [Rewrite(ann, replace(ann, emails=(replace(email, address=NEW),)))])

    assert headline(here, ann) is Barrier.SUPPRESSED


@pytest.mark.parametrize("named", [True, False], ids=["her bounce", "an imported address"])
def test_deleting_a_blocked_address_first_does_not_help(here: Workspace, named: bool) -> None:
    ann = person(here, OLD)
    line = services.Line(
        kind=EventKind.BOUNCED if named else EventKind.SUPPRESSED,
        at=now(),
        subject=ann.id if named else None,
        address=OLD,
        reason=SuppressionReason.IMPORTED,
    )
    services.restrict(here, [line], party=Party.IMPORT, actor=STAFF)

    [bare] = write(here.id, [Rewrite(ann, replace(ann, emails=()))])
    added = Email(address=NEW, type=PointType.HOME, primary=True)
    [ann] = write(here.id, [Rewrite(bare, replace(bare, emails=(added,)))])

    assert headline(here, ann) is Barrier.SUPPRESSED


def test_an_address_added_beside_a_blocked_one_stays_held_when_it_becomes_primary(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)
    beside = Email(address=NEW, type=PointType.WORK)

    [ann] = write(here.id, [Rewrite(ann, replace(ann, emails=(*ann.emails, beside)))])
    old, new = ann.emails
    turned = (replace(old, primary=False), replace(new, primary=True))
    [ann] = write(here.id, [Rewrite(ann, replace(ann, emails=turned))])

    assert headline(here, ann) is Barrier.SUPPRESSED


def test_another_spelling_of_a_blocked_inbox_needs_no_hold(here: Workspace) -> None:
    ann = person(here, OLD)
    restricted(here, EventKind.BOUNCED, ann.id, party=Party.PROVIDER)

    ann = readdressed(here, ann, "old+news@example.org")

    recorded = queries.standings(here, [ann.id])[ann.id].recorded
    assert recorded is not None
    assert [each.kind for each in recorded.restrictions] == [EventKind.BOUNCED]
    assert headline(here, ann) is Barrier.BOUNCED


def test_a_new_address_of_somebody_without_a_blocked_one_is_not_held(here: Workspace) -> None:
    ann = person(here, OLD)

    ann = readdressed(here, ann, NEW)

    assert headline(here, ann) is None
