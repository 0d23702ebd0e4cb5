"""The telling people of the sample: each is there, is found by what the guide says, and is what it says."""

import re
from collections import Counter
from datetime import date
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.config import ROOT
from app.consent.domain.facts import EventKind
from app.consent.models import RestrictionInForce
from app.constituents import directory
from app.constituents.departures import survivor
from app.constituents.models import Address, Constituent, Departure, ExternalId, FormerName
from app.constituents.queries import existing
from app.cultivation.domain.stages import Stage
from app.cultivation.models import ProspectStage
from app.db import db
from app.sample import services
from app.sample.domain import facts
from app.sample.domain.choices import choices
from app.sample.domain.notable import notable
from app.sample.domain.people import people
from app.sample.domain.person import Story
from app.sample.services import fill_workspace
from tests.factories import World

TODAY = date(2026, 3, 14)
GUIDE = ROOT / "docs/tenant/constituents/sample-people.md"


def test_the_sample_holds_one_of_each_unusual_person() -> None:
    everybody = people(Random(7), TODAY, 100)
    names = [person.record.name for person in everybody]

    assert any(not person.record.emails for person in everybody)
    for letters in ("\u0600-\u06ff", "\u0400-\u04ff", "\u4e00-\u9fff"):
        assert any(re.match(f"[{letters}]", name.first) for name in names)
    assert any(name.last and not name.first for name in names)
    assert any(len(person.homes) + len(person.record.addresses) == 12 for person in everybody)
    assert any(person.died for person in everybody)
    assert any(person.former_names and len(person.record.external_ids) == 2 for person in everybody)


def test_one_gave_four_hundred_times_and_another_for_more_than_twenty_years() -> None:
    everybody = notable(TODAY)
    given = list(facts.gifts(Random(7), TODAY, everybody))
    stories = {person.story: number for number, person in enumerate(everybody)}

    assert Counter(gift.person for gift in given)[stories[Story.WEEKLY]] == 408
    patron = [gift for gift in given if gift.person == stories[Story.PATRON]]
    assert TODAY.year - min(gift.on for gift in patron).year > 20
    assert max(gift.amount for gift in patron) == 25_000_000
    assert any(gift.refunded for gift in patron)
    assert not [gift for gift in given if gift.person == stories[Story.NEW]]


def test_the_dead_do_nothing_any_more() -> None:
    everybody = notable(TODAY)
    [(number, gone)] = [(n, person) for n, person in enumerate(everybody) if person.died]

    for seed in range(20):
        given = facts.gifts(Random(seed), TODAY, everybody)
        came = facts.places(Random(seed), TODAY, everybody, held := facts.occasions(TODAY))
        assert all(gift.on <= gone.here_until(TODAY) for gift in given if gift.person == number)
        assert all(
            held[place.occasion].starts_at.date() <= gone.here_until(TODAY)
            for place in came
            if place.person == number
        )


def test_nothing_but_her_own_wish_stops_email_to_one_of_them() -> None:
    everybody = notable(TODAY)
    stopped = {
        choice.person
        for seed in range(20)
        for choice in choices(Random(seed), TODAY, everybody)
        if choice.kind.restricts and everybody[choice.person].story
    }

    assert [everybody[number].record.name.last for number in stopped] == ["López"]


@pytest.mark.slow
def test_each_is_found_as_the_guide_says_and_is_what_it_says(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "SIZE", 300)
    workspace = db.session.get_one(Workspace, inside.ours)
    fill_workspace(workspace, today=TODAY)
    typed = re.findall(r"^\| `([^`]+)`", GUIDE.read_text("utf-8"), re.MULTILINE)

    found = {text: [who.id for who in directory.find(workspace, text)] for text in typed}

    assert len(typed) == 14
    assert {text: len(ids) for text, ids in found.items()} == dict.fromkeys(typed, 1)

    def count(kind: type, text: str, *more: object) -> int:
        query = select(func.count()).where(kind.constituent_id == found[text][0], *more)  # type: ignore[attr-defined,arg-type]
        return db.session.scalar(query) or 0

    assert count(Donation, "aldous") == 408
    assert count(Donation, "brandt") == 0
    assert count(Donation, "whitcombe", Donation.refund_of_id.is_not(None)) == 1
    assert count(Address, "merriweather") == 12
    assert count(Address, "merriweather", Address.is_active) == 2
    assert count(FormerName, "sorensen") == count(ExternalId, "sorensen") == 2
    restricted = select(RestrictionInForce.kind).where(
        RestrictionInForce.subject_id == found["maria lopez"][0]
    )
    assert db.session.scalars(restricted).all() == [EventKind.UNSUBSCRIBED]
    stages = select(ProspectStage.stage).where(ProspectStage.constituent_id == found["whitcombe"][0])
    assert db.session.scalars(stages.where(ProspectStage.until.is_(None))).all() == [Stage.CULTIVATION]
    assert len(db.session.scalars(stages).all()) == 4
    [former] = db.session.scalars(select(Departure)).all()
    assert survivor(workspace, former) == found["sorensen"][0]
    gone = existing(workspace.id, found["fenwick"])[found["fenwick"][0]]
    assert (gone.deceased, str(gone.died)) == (True, "2025-05-22")
    assert db.session.scalar(select(func.count()).where(Constituent.is_deceased)) == 1
