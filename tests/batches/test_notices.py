"""What stands above the rows: files that look wrong as a whole, and people who may not be written to."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.barred import Barred
from app.batches.domain.status import NotPossible
from app.batches.queries import counted, kept_tally
from app.batches.queries.barring import barred_counts
from app.batches.services import NotCommitted, alarms, commit, edit_row
from app.consent.domain.facts import EventKind, SuppressionReason
from app.db import db
from app.lifecycle.services import erasing
from tests import factories
from tests.batches import makers
from tests.batches.domain.test_alarms import many, moved
from tests.batches.makers import ALICE, add, check, fresh, person, start_check
from tests.consent.makers import restricted
from tests.factories import World
from tests.profiles.pages import check as linted
from tests.profiles.pages import words
from tests.statements import count_statements

COLUMNS = ("first_name", "last_name", "email", "phone", "address_city")


def text(people: list[dict[str, str]]) -> str:
    lines = [",".join(each[column] for column in COLUMNS) for each in people]
    return "\n".join(["First name,Last name,Email,Phone,City", *lines]) + "\n"


SORTED = text(moved(many(12), "email", sorted))


@pytest.mark.both
def test_a_suspicious_file_is_not_committed_before_somebody_has_looked(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, SORTED)

    refused = commit(batch, actor=ALICE)
    db.session.rollback()
    assert alarms.acknowledge(batch, revision=batch.revision, actor=ALICE) is None
    db.session.commit()

    assert isinstance(refused, NotCommitted)
    assert "The emails do not seem to belong to the names" in refused.reason
    said = alarms.acknowledged(fresh(batch))
    assert said is not None
    assert said.by == "Alice"
    journal = db.session.query(JournalEntry).filter_by(subject=Subject.BATCH, subject_id=batch.id)
    assert [each.actor for each in journal if each.field == "alarms acknowledged"] == ["Alice"]
    assert makers.commit(app, batch).committed_by == ALICE.id
    assert makers.people_count(inside.ours) == 12


def test_whoever_says_that_a_file_is_right_has_no_row_counted_anew(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, SORTED)

    with count_statements() as seen:
        alarms.acknowledge(batch, actor=ALICE)
        said = kept_tally(batch)
        alarms.withdraw(batch, actor=ALICE)

    assert said == kept_tally(batch) == counted(batch)
    assert [each for each in seen if "sign(" in each] == []


@pytest.mark.sqlite
def test_a_new_check_asks_again_and_so_does_taking_it_back(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, SORTED)
    alarms.acknowledge(batch, actor=ALICE)
    db.session.commit()

    alarms.withdraw(batch, actor=ALICE)
    withdrawn = alarms.unacknowledged(batch)
    alarms.acknowledge(batch, actor=ALICE)
    db.session.commit()
    start_check(batch)
    makers.drain(app)

    assert [alarm.kind for alarm in withdrawn] == ["emails_apart"]
    assert [alarm.kind for alarm in alarms.unacknowledged(fresh(batch))] == ["emails_apart"]


@pytest.mark.sqlite
def test_nobody_acknowledges_what_somebody_else_has_changed(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, SORTED)
    seen = batch.revision
    edit_row(batch, makers.row(batch, 2), {0: "Zoe"}, actor=ALICE)

    assert isinstance(alarms.acknowledge(batch, revision=seen, actor=ALICE), NotPossible)
    assert alarms.unacknowledged(batch)


@pytest.mark.sqlite
def test_emails_of_people_on_record_and_fields_that_change_for_all_are_noticed(
    app: Flask, inside: World
) -> None:
    people = [{**each, "email": f"member{at}@example.org"} for at, each in enumerate(many(24))]
    add(
        inside.ours,
        *(person(each["first_name"], each["last_name"], each["email"], phone=f"+1503555{at + 1000}")
          for at, each in enumerate(people)),
    )  # fmt: skip

    turned = check(app, inside.ours, text(moved(people, "email", lambda all_: all_[::-1])))
    phones = check(app, inside.ours, text(people))

    assert [alarm.kind for alarm in alarms.raised(turned)] == ["emails_apart"]
    assert [(alarm.kind, alarm.subject, alarm.rows) for alarm in alarms.raised(phones)] == [
        ("field_changes", "Phone", 24)
    ]


@pytest.mark.sqlite
def test_the_review_shows_it_with_examples_and_hides_the_commit(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        batch = check(app, world.ours, SORTED)
        number, revision = batch.number, batch.revision

    page = as_bob.get(f"/imports/{number}")
    answer = as_bob.post(f"/imports/{number}/acknowledgement", data={"revision": revision})
    after = as_bob.get(f"/imports/{number}")
    back = as_bob.post(f"/imports/{number}/acknowledgement/undo")

    linted(page)
    linted(after)
    said = words(page)
    assert "Look at this before you commit" in said
    assert "The file is right as it is" in said
    assert "Commit 12 ready rows" not in said
    assert "Row 2" in said
    assert "– the name in row" in said
    assert answer.status_code == back.status_code == 303
    assert "Bob said just now that the file is right as it is." in words(after)
    assert "Commit 12 ready rows" in words(after)
    assert "Look at this before you commit" in words(as_bob.get(f"/imports/{number}"))
    assert "Somebody who may edit has to decide." in words(as_vera.get(f"/imports/{number}"))
    assert as_vera.post(f"/imports/{number}/acknowledgement").status_code == 403


FILE = (
    "First name,Last name,Email\n"
    "Ann,Lee,ann@example.org\nBo,Fox,bo@example.org\nCy,Hart,cy@example.org\nDee,Roe,dee@example.org\n"
    "Ann,Lee,ANN@example.org\nEve,Kay,eve@example.org\nFay,Ray,fay@example.org\n"
)


@pytest.mark.both
def test_who_may_not_be_written_to_is_counted_and_found(app: Flask, inside: World) -> None:
    ann, bo, eve = add(
        inside.ours,
        person("Ann", "Lee", "ann@example.org"),
        person("Bo", "Fox", "bo@example.org"),
        person("Eve", "Kay", "eve@example.org"),
    )
    here = makers.workspace(inside.ours)
    restricted(here, EventKind.UNSUBSCRIBED, ann.id)
    restricted(here, EventKind.DO_NOT_CONTACT_SET, bo.id)
    bounced = SuppressionReason.HARD_BOUNCE
    restricted(here, EventKind.BOUNCED, address="cy@example.org", reason=bounced)
    erasing.erase(here, eve.id, actor=ALICE)
    db.session.commit()

    batch = check(app, inside.ours, FILE)

    found = {row.number: row.barred for row in makers.rows(batch) if row.barred}
    assert found == {2: Barred.UNSUBSCRIBED, 3: Barred.SUPPRESSED, 4: Barred.SUPPRESSED, 7: Barred.ERASED}
    assert barred_counts(batch) == {Barred.UNSUBSCRIBED: 1, Barred.SUPPRESSED: 2, Barred.ERASED: 1}
    edit_row(batch, makers.row(batch, 4), {2: "other@example.org"}, actor=ALICE)
    assert makers.row(batch, 4).barred is Barred.NOT


@pytest.mark.sqlite
def test_the_review_says_that_they_stay_so_and_lists_them(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        (ann,) = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        restricted(makers.workspace(world.ours), EventKind.UNSUBSCRIBED, ann.id)
        number = check(app, world.ours, FILE).number

    page = as_bob.get(f"/imports/{number}")
    listed = as_bob.get(f"/imports/{number}?barred=unsubscribed")

    linted(page)
    said = words(page)
    assert "1 row in this file is of somebody who has unsubscribed." in said
    assert "Whatever the file says, they stay unsubscribed." in said
    assert f'href="/imports/{number}?barred=unsubscribed"' in page.text
    assert 'id="row-2"' in listed.text
    assert 'id="row-3"' not in listed.text


@pytest.mark.sqlite
def test_a_file_to_mend_has_every_column_as_it_came_and_comes_back(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    file = 'E-mail ,Email,,Phone,Phone\nann@example.org,x,,1,2\n=1+1,y,Åsa,503,-3\nbo,,"a,b",,,extra\n'
    with factories.inside(app, world.ours):
        number = check(app, world.ours, file).number

    sent = as_bob.post(f"/imports/{number}/problems").data.decode("utf-8-sig")

    first, *rows = list(csv.reader(io.StringIO(sent)))
    assert first == ["E-mail ", "Email", "", "Phone", "Phone", f"Row of import {number}", "Outcome", "Reason"]
    assert [row[:7] for row in rows if row[5] == "3"] == [["'=1+1", "y", "Åsa", "503", "-3", "3", "error"]]
    assert [row[:5] for row in rows if row[5] == "4"] == [["bo", "", "a,b", "", "extra"]]
    with factories.inside(app, world.ours):
        new = check(app, world.ours, sent.replace("'=1+1", "asa@example.org"))
        assert makers.row(new, 3).cells[:5] == ["asa@example.org", "y", "Åsa", "503", "-3"]
        new_number = new.number
    there, here = as_bob.get(f"/imports/{number}"), as_bob.get(f"/imports/{new_number}")
    assert f"Rows of this import were mended and uploaded again: import {new_number}" in words(there)
    assert f"The rows of this file come from import {number}" in words(here)
    linted(there)
    linted(here)
