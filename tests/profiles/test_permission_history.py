"""One person's permission history: every line with its evidence, and what held after it."""

import csv
import io
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.consent import services
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.queries import evidence_of
from app.consent.services import Line
from app.constituents.domain.departure import Departed
from app.constituents.models import Departure
from app.db import db
from app.lifecycle.services.erasing import erase
from tests import factories
from tests.consent.makers import OPT_OUT, STAFF, ago, person, restricted, workspace
from tests.factories import World
from tests.groups.pages import words
from tests.statements import count_statements

ANN = "ann@example.org"


@pytest.fixture
def ann(app: Flask, world: World) -> int:
    """She consented, complained by phone, was held back by staff, who lifted that; and shares an inbox."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        her, ben = person(here, ANN).id, person(here, ANN, first="Ben").id
        consent = Line(
            kind=EventKind.CONSENT_GIVEN,
            at=ago(30),
            subject=her,
            basis=Basis.EXPRESS,
            statement="We write once a month.",
            evidence="sign-up sheet, page 2",
            source="import 3, row 12",
        )
        services.permit(here, [consent], party=Party.STAFF, actor=STAFF)
        block = restricted(here, EventKind.DO_NOT_CONTACT_SET, her, party=Party.STAFF, days=20)
        services.lift(here, block, party=Party.STAFF, actor=STAFF, reason="typed at the wrong person")
        restricted(here, EventKind.TOPIC_LEFT, her, topic=OPT_OUT, days=5)
        restricted(here, EventKind.UNSUBSCRIBED, ben, days=3)
        restricted(here, EventKind.DO_NOT_CONTACT_SET, ben, party=Party.STAFF, days=2)
        db.session.commit()
    return her


def page_of(client: FlaskClient, who: int) -> str:
    return words(client.get(f"/constituents/{who}/permission").text)


@pytest.mark.both
def test_every_line_stands_with_who_when_by_what_and_the_evidence(as_vera: FlaskClient, ann: int) -> None:
    page = page_of(as_vera, ann)

    told = [
        "Ann Smith",
        "Green Valley",
        "C-1",
        "5 lines in the ledger",
        "1. Consent given to all mail",
        "By what import 3, row 12",
        "What the person was told We write once a month.",
        "How it is known sign-up sheet, page 2",
        "By whom by staff: Alice",
        "2. Do not contact",
        "3. Left “Newsletter”",
        "What it ended Do not contact (line 2)",
    ]
    assert [part for part in told if part not in page] == []
    assert as_vera.get(f"/constituents/{ann}/email-preferences").text.count(f"/constituents/{ann}/permission")


def test_of_somebody_else_at_the_address_only_what_reaches_her_is_told(
    as_vera: FlaskClient, ann: int
) -> None:
    page = page_of(as_vera, ann)

    assert "Unsubscribed from all mail (about another record that has this address)" in page
    assert page.count("Do not contact (line") == page.count("Do not contact (line 2)")
    assert "kept with the other record" in page
    assert "Ben" not in page


@pytest.mark.both
def test_it_can_be_kept_as_a_file_and_that_is_noted(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World, ann: int
) -> None:
    url = f"/constituents/{ann}/permission/export"
    assert as_vera.post(url).status_code == 403

    answer = as_bob.post(url)

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:6] == ["Line", "What", "Happened", "Recorded", "By whom", "By what"]
    assert [row[1] for row in rows[1:3]] == ["Consent given to all mail", "Do not contact"]
    assert datetime.fromisoformat(rows[1][2]) == ago(30)
    assert rows[-1][0].startswith("Green Valley Trust: Ann Smith, C-1001, as of ")
    with factories.inside(app, world.ours):
        noted = db.session.scalars(
            select(JournalEntry).where(JournalEntry.field == "permission history")
        ).one()
        assert (noted.subject_id, noted.after, noted.actor) == (ann, {"lines": 5}, "Bob")
    assert "exported the permission history of Ann Smith" in words(as_bob.get("/").text)


def test_of_nobody_else_is_anything_found(as_mallory: FlaskClient, ann: int) -> None:
    assert as_mallory.get(f"/constituents/{ann}/permission").status_code == 404
    assert as_mallory.post(f"/constituents/{ann}/permission/export").status_code == 404


def test_who_was_never_asked_anything_has_an_empty_history(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        eva = person(workspace(world.ours), "eva@example.org").id
        db.session.commit()

    assert "Nothing was ever recorded." in page_of(as_vera, eva)


def test_lines_of_a_record_that_was_merged_are_hers(inside: World) -> None:
    here = workspace(inside.ours)
    old, new = person(here, "old@example.org").id, person(here, "new@example.org").id
    event = restricted(here, EventKind.UNSUBSCRIBED, old)
    db.session.add(
        Departure(
            workspace_id=here.id,
            constituent_id=old,
            lookup_number=1,
            kind=Departed.MERGED,
            into_id=new,
            actor="Alice",
        )
    )
    db.session.flush()

    found = evidence_of(here, new)

    assert found.people == {old, new}
    assert [each.id for each in found.events] == [event]


def test_of_somebody_erased_there_is_no_history(
    app: Flask, as_vera: FlaskClient, world: World, ann: int
) -> None:
    with factories.inside(app, world.ours):
        erase(db.session.get_one(Workspace, world.ours), ann, actor=STAFF)
        db.session.commit()

    answer = as_vera.get(f"/constituents/{ann}/permission")

    assert answer.status_code == 410
    assert "sign-up sheet" not in answer.text


def test_statements_do_not_grow_with_the_lines(inside: World) -> None:
    here = workspace(inside.ours)
    counts = []
    for number in (2, 30):
        who = person(here, f"n{number}@example.org").id
        for days in range(number):
            restricted(
                here, EventKind.SUPPRESSED, who, party=Party.STAFF, days=days, reason=SuppressionReason.MANUAL
            )
        with count_statements() as seen:
            assert len(evidence_of(here, who).events) == number
        counts.append(len(seen))

    assert counts[0] == counts[1]
