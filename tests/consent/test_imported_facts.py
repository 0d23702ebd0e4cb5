"""An import creates no permission: what it brought implies none, whichever way the question is asked."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, select

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation, NewEvent, NewRegistration
from app.activity.domain.implying import after_import
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.consent import queries
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import Occasion
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.rules_json import rules_to_json
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.db import db
from tests.consent.makers import AT, person, workspace
from tests.factories import World

pytestmark = pytest.mark.both
RULES = Rules(Policy.OPT_IN, implied_months=24, implied_by=frozenset({Occasion.GIFT, Occasion.REGISTRATION}))
TODAY = AT.date()
NEARLY = AT - timedelta(days=725)
"""What happened then lapses in a few days."""


@pytest.fixture
def here(inside: World) -> Workspace:
    found = workspace(inside.ours, "opt_in")
    found.consent_rules = rules_to_json(RULES)
    db.session.flush()
    return found


@pytest.fixture
def ids(here: Workspace) -> dict[str, int]:
    """Who gave or came, by what is known of it."""
    names = ("typed", "gift", "visit", "lapsing")
    found = {name: person(here, f"{name}@example.org", first=name.title()).id for name in names}
    gifts = [("typed", TODAY, True), ("gift", TODAY, False), ("lapsing", NEARLY.date(), True)]
    activity.record_donations(
        here.id,
        [
            NewDonation(
                constituent_id=found[who], amount=500, currency="USD", received_on=on, implies_consent=own
            )
            for who, on, own in [*gifts, ("lapsing", TODAY, False)]
        ],
    )
    [gala] = activity.record_events(here.id, [NewEvent(name="Gala", starts_at=AT)]).ids
    came = NewRegistration(
        constituent_id=found["visit"], event_id=gala, registered_at=AT, implies_consent=False
    )
    activity.record_registrations(here.id, [came])
    return found


def named(ids: dict[str, int], condition: ColumnElement[bool]) -> set[str]:
    behind = set(db.session.scalars(select(Constituent.id).where(condition)))
    return {name for name, key in ids.items() if key in behind}


def eligible(here: Workspace, ids: Collection[int]) -> set[int]:
    return {who for who, verdict in queries.verdicts(here, ids, at=AT).items() if verdict.eligible}


def test_only_what_did_not_come_by_import_lets_anybody_in(here: Workspace, ids: dict[str, int]) -> None:
    by_name = {key: name for name, key in ids.items()}

    assert {by_name[who] for who in eligible(here, ids.values())} == {"typed", "lapsing"}
    assert named(ids, queries.can_be_emailed(here, at=AT)) == {"typed", "lapsing"}
    assert named(ids, queries.headline(here, at=AT) == Barrier.NO_CONSENT.value) == {"gift", "visit"}
    assert queries.effects_of(here, RULES, at=AT).uncounted == 2


def test_one_person_asked_about_alone_gets_the_same_answer_and_reads_why(
    here: Workspace, ids: dict[str, int]
) -> None:
    for name, may in (("typed", True), ("gift", False), ("visit", False)):
        [record] = existing(here.id, [ids[name]]).values()
        verdict = queries.would_be(here, record, at=AT)

        assert verdict.eligible is may
        said = " ".join(gate.detail for gate in verdict.gates)
        assert ("came by import" in said) is not may


def test_a_gift_of_an_import_puts_off_no_lapse(here: Workspace, ids: dict[str, int]) -> None:
    soon = queries.lapses_by(here, at=AT, until=AT + timedelta(days=30))

    assert named(ids, soon) == {"lapsing"}


def test_a_gift_that_an_import_settles_lets_nobody_in(here: Workspace) -> None:
    who = person(here, "pledged@example.org").id
    pending = NewDonation(
        constituent_id=who, amount=500, currency="USD", received_on=TODAY, status=GiftStatus.PENDING
    )
    [gift] = activity.record_donations(here.id, [pending]).ids
    settled = {"status": GiftStatus.SETTLED}

    activity.change(here.id, Donation, {gift: {**settled, **after_import(settled)}})
    by_import = eligible(here, [who])
    activity.change(here.id, Donation, {gift: {**settled, "implies_consent": True}})

    assert by_import == set()
    assert eligible(here, [who]) == {who}
