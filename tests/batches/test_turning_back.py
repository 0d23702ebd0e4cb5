"""A row whose people changed since the check, or beside it, waits for a person again."""

from dataclasses import replace

import pytest
from flask import Flask

from app.batches.domain.status import BatchStatus
from app.batches.services import RowChanged, merge_row
from app.constituents.domain.record import Existing
from tests.batches import makers
from tests.batches.makers import (
    ALICE,
    add,
    change,
    check,
    commit,
    everybody,
    person,
    run,
    said,
    states,
    table,
)
from tests.factories import World

pytestmark = pytest.mark.both

HEADER = ("Email", "First name", "Last name", "Mobile")
LIST = table(
    HEADER,
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101"),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102"),
    ("bad", "Bo", "Fox", ""),
    ("eve@example.org", "", "Stone", ""),
    ("cy@example.org", "Cy", "Hart", ""),
)


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(inside.ours, person("Ann", "Lee", "ann@example.org"))[0]


def test_a_person_edited_since_the_check_is_not_overwritten(app: Flask, inside: World, ann: Existing) -> None:
    batch = check(app, inside.ours, LIST.replace("Ann,Lee", "Anna,Lee"))
    edited = change(inside.ours, ann, replace(ann, name=replace(ann.name, first="Annie")))

    batch = commit(app, batch)

    row = makers.row(batch, 2)
    assert (row.state.value, row.cause) == ("stale", "stale")
    assert "changed after the check" in row.detail
    assert makers.record_of(inside.ours, ann.id) == edited


def test_an_edit_that_concerns_nothing_the_row_changes_does_not_stop_it(
    app: Flask, inside: World, ann: Existing
) -> None:
    batch = check(app, inside.ours, LIST)
    change(inside.ours, ann, replace(ann, name=replace(ann.name, title="Dr.")))

    batch = commit(app, batch)

    after = makers.record_of(inside.ours, ann.id)
    assert states(batch)[2] == "applied"
    assert (after.name.title, after.phones[0].e164) == ("Dr.", "+15035550101")


def test_an_email_taken_since_the_check_is_looked_at_again(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    add(inside.ours, person("Noa", "Park", "noa@example.org"), person("C.", "Hart", "cy@example.org"))

    batch = commit(app, batch)

    assert states(batch) == {2: "applied", 3: "stale", 4: "pending", 5: "applied", 6: "stale"}
    assert said(batch)[3] == "possible_duplicate none"
    assert len([each for each in everybody(inside.ours) if each.name.first == "Noa"]) == 1


def test_an_external_id_taken_since_the_check_is_looked_at_again(app: Flask, inside: World) -> None:
    text = "Email,First name,Last name,External ID,External system\nann@example.org,Ann,Lee,77,CiviCRM\n"
    batch = check(app, inside.ours, text)
    add(inside.ours, person("Ulf", "Ring", "ulf@example.org", external=("CiviCRM", "77")))

    batch = commit(app, batch)

    row = makers.row(batch, 2)
    assert (row.state.value, row.outcome.value) == ("stale", "conflict")
    assert "CiviCRM ID 77 belongs to Ulf Ring" in row.detail


def test_a_row_that_was_turned_back_can_be_settled_and_committed(
    app: Flask, inside: World, ann: Existing
) -> None:
    batch = check(app, inside.ours, LIST)
    change(inside.ours, ann, replace(ann, phones=(makers.person("", "", phone="+15035550199").phones[0],)))
    batch = commit(app, batch)
    assert states(batch)[2] == "stale"

    answer = merge_row(batch, makers.row(batch, 2), target=ann.id, actor=ALICE)
    batch = commit(app, batch)

    assert isinstance(answer, RowChanged)
    assert states(batch)[2] == "applied"
    assert {phone.e164 for phone in makers.record_of(inside.ours, ann.id).phones} == {
        "+15035550199",
        "+15035550101",
    }


def test_two_rows_about_one_person_are_carried_out_one_after_the_other(
    app: Flask, inside: World, ann: Existing
) -> None:
    text = table(
        ("Email", "First name", "Last name", "Lookup ID", "Title"),
        ("ann@example.org", "Ann", "Lee", ann.lookup_id, "Dr."),
        ("ann.lee@example.com", "Ann", "Lee", ann.lookup_id, ""),
        ("lee@example.net", "Ann", "Lee", ann.lookup_id, ""),
    )
    batch = check(app, inside.ours, text)
    assert set(said(batch).values()) == {"ready update"}

    batch = commit(app, batch)

    after = makers.record_of(inside.ours, ann.id)
    assert states(batch) == {2: "applied", 3: "applied", 4: "stale"}
    assert (after.name.title, after.version) == ("Dr.", ann.version + 2)
    assert [each.address for each in after.emails] == ["ann@example.org", "ann.lee@example.com"]
    assert sum(each.primary for each in after.emails) == 1


@pytest.mark.parametrize("is_trusted", [False, True])
def test_of_two_rows_with_one_external_id_the_second_is_looked_at(
    app: Flask, inside: World, is_trusted: bool
) -> None:
    if is_trusted:
        makers.trust(inside.ours, "CiviCRM")
    text = table(
        ("Email", "First name", "Last name", "External ID", "External system"),
        ("ann@example.org", "Ann", "Lee", "77", "CiviCRM"),
        ("bo@example.org", "Bo", "Fox", "77", "CiviCRM"),
    )

    batch = run(app, inside.ours, text)

    assert (states(batch), batch.status) == ({2: "applied", 3: "stale"}, BatchStatus.COMMITTED)
    assert len(everybody(inside.ours)) == 1
