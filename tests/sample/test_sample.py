"""The sample workspace: the same for everybody, rich enough to try everything, and true to the rules."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.models import Delivery, Donation, EmailEvent, Registration
from app.audit.models import JournalEntry
from app.consent import services as consent
from app.consent.models import RestrictionInForce, TopicJoined
from app.constituents.models import Address, Constituent, EmailAddress
from app.cultivation.models import Constituency, Note, Prospect
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from app.matching.models import MatchCount, MatchKey
from app.sample import services
from app.sample.domain import facts
from app.sample.domain.choices import choices
from app.sample.domain.people import people
from app.sample.services import SIZE, fill_workspace
from tests.factories import World

TODAY = date(2026, 3, 14)


def test_the_same_seed_and_day_make_the_same_people_and_facts() -> None:
    def make() -> tuple[object, ...]:
        chance = Random(7)
        everybody = people(chance, TODAY, 300)
        return (
            everybody,
            list(facts.gifts(chance, TODAY, everybody)),
            list(choices(chance, TODAY, everybody)),
        )

    assert make() == make()


def test_nothing_in_the_sample_has_happened_after_its_day() -> None:
    chance = Random(7)
    everybody = people(chance, TODAY, 500)

    assert max(gift.on for gift in facts.gifts(chance, TODAY, everybody)) <= TODAY
    assert max(choice.at.date() for choice in choices(chance, TODAY, everybody)) <= TODAY
    assert max(mailing.sent_at.date() for mailing in facts.mailings(TODAY)) <= TODAY


@pytest.mark.slow
def test_a_filled_workspace_has_everything_one_may_want_to_try(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)

    added = fill_workspace(workspace, today=TODAY)
    db.session.commit()

    def many(column: object) -> int:
        return db.session.scalar(select(func.count(column.distinct()))) or 0  # type: ignore[attr-defined]

    assert added == SIZE == many(Constituent.id)
    assert many(Donation.constituent_id) > 500
    assert many(Registration.constituent_id) > 300
    assert many(Delivery.constituent_id) > 1_000
    assert many(EmailEvent.kind) >= 4
    assert many(RestrictionInForce.kind) >= 5
    assert many(TopicJoined.topic_id) == 3
    assert many(MatchKey.constituent_id) > 0.9 * SIZE
    assert many(MatchCount.value) > 100
    assert many(JournalEntry.subject_id) == SIZE + 5  # and two groups, two batches, the workspace
    assert set(db.session.scalars(select(Group.kind))) == set(GroupKind)
    assert consent.differences(workspace.id) == []
    assert _owners_of_two_primaries(EmailAddress) == _owners_of_two_primaries(Address) == []
    assert many(Prospect.constituent_id) > 20
    assert many(Note.constituent_id) > 20
    assert many(Constituency.constituent_id) > 20
    assert many(JournalEntry.change_set) < 15


def test_a_workspace_can_be_filled_twice(inside: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "SIZE", 200)
    workspace = db.session.get_one(Workspace, inside.ours)

    fill_workspace(workspace, today=TODAY)
    fill_workspace(workspace, today=TODAY)

    assert db.session.scalar(select(func.count()).select_from(Constituent)) == 2 * 200
    assert len(set(db.session.scalars(select(TopicJoined.topic_id)))) == 3


def _owners_of_two_primaries(point: type[EmailAddress] | type[Address]) -> list[int]:
    query = select(point.constituent_id).where(point.is_primary).group_by(point.constituent_id)
    return list(db.session.scalars(query.having(func.count() > 1)))
