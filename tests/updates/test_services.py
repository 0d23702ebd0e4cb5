"""Plans carried out in sets: exactly as reviewed or not at all, with a journal line for each value."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit.models import JournalEntry
from app.audit.queries import of_change_set
from app.constituents.domain.record import Band, Email, Existing, ExternalId, Incoming, Kind, Name, PointType
from app.db import db
from app.updates.domain.entry import Choice, EntryKind
from app.updates.domain.plan import UpdatePlan, create_plan, override, plan
from app.updates.domain.rules import UpdateRules
from app.updates.services import Applied, Stale, Task, apply_all, carry_out, prepare
from tests.batches.makers import ALICE, add, change, person, record_of
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

TODAY = date(2026, 11, 21)


def incoming(first: str, *emails: str) -> Incoming:
    points = tuple(Email(each, PointType.HOME, primary=not at) for at, each in enumerate(emails))
    return Incoming(Kind.INDIVIDUAL, Name(first=first, last="Lee"), emails=points)


def planned(existing: Existing, row: Incoming) -> UpdatePlan:
    return plan(existing, row, UpdateRules(), band=Band.MATCH, entry=EntryKind.IMPORTED_BATCH, today=TODAY)


def update(existing: Existing, row: Incoming) -> Task:
    return Task(
        plan=planned(existing, row),
        kind=existing.kind,
        constituent_id=existing.id,
        version=existing.version,
        source="test",
    )


def creation(row: Incoming) -> Task:
    return Task(plan=create_plan(row), kind=row.kind, source="test")


def lines() -> int:
    return db.session.scalar(select(func.count()).select_from(JournalEntry)) or 0


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(inside.ours, person("Ann", "Lee", "ann@example.org"))[0]


def test_a_plan_becomes_the_record_and_the_journal(inside: World, ann: Existing) -> None:
    task = update(ann, incoming("Anne", "anne@example.com"))

    [result] = apply_all(inside.ours, [task], actor=ALICE)

    assert isinstance(result, Applied)
    assert result.record == record_of(inside.ours, ann.id)
    assert (result.record.name.first, result.record.version) == ("Anne", ann.version + 1)
    assert result.changed == len(task.plan.writes) == lines()


def test_a_row_may_bring_several_ids_of_other_systems_and_each_has_a_line(
    inside: World, ann: Existing
) -> None:
    ids = tuple(ExternalId(*told) for told in (("crm", "1"), ("crm", "2"), ("shop", "1")))
    row = replace(incoming("Ann", "ann@example.org"), external_ids=ids)
    task = replace(update(ann, row), batch_id=7, row_number=2)
    fresh = replace(creation(replace(incoming("Bo"), external_ids=(ExternalId("crm", "3"),))), batch_id=7)

    [done, _] = apply_all(inside.ours, [task, fresh], actor=ALICE)

    assert isinstance(done, Applied)
    assert set(record_of(inside.ours, ann.id).external_ids) == set(ids)
    told = [entry for entry in of_change_set(inside.ours, done.change_set) if entry.subject_id == ann.id]
    assert [(entry.item_id, ExternalId.from_json(entry.after)) for entry in told] == list(enumerate(ids))
    carry_out(prepare(inside.ours, done.change_set, [ann.id]), actor=ALICE)
    assert not record_of(inside.ours, ann.id).external_ids


def test_a_value_that_takes_anothers_place_comes_from_where_it_was_brought(
    inside: World, ann: Existing
) -> None:
    row, choices = incoming("Ann", "new@example.org"), {"emails": Choice.UPDATE}
    chosen = override(
        ann,
        row,
        UpdateRules(),
        band=Band.POSSIBLE,
        entry=EntryKind.IMPORTED_BATCH,
        today=TODAY,
        choices=choices,
    )

    [done] = apply_all(
        inside.ours, [replace(update(ann, row), plan=chosen, source="list.csv, row 2")], actor=ALICE
    )

    assert isinstance(done, Applied)
    assert record_of(inside.ours, ann.id).emails[0].source == "list.csv, row 2"
    carry_out(prepare(inside.ours, done.change_set, [ann.id]), actor=ALICE)
    assert record_of(inside.ours, ann.id).emails[0].source == ann.emails[0].source


def test_a_plan_for_another_version_writes_nothing(inside: World, ann: Existing) -> None:
    task = update(ann, incoming("Anne", "ann@example.org"))
    edited = change(inside.ours, ann, replace(ann, name=replace(ann.name, first="Annie")))

    results = apply_all(inside.ours, [task, creation(incoming("Bo", "bo@example.org"))], actor=ALICE)

    assert results[0] == Stale(ann.id)
    assert isinstance(results[1], Applied)
    assert record_of(inside.ours, ann.id) == edited


def test_a_plan_for_somebody_who_is_gone_writes_nothing(inside: World, ann: Existing) -> None:
    task = replace(update(ann, incoming("Anne", "ann@example.org")), constituent_id=12345)

    assert apply_all(inside.ours, [task], actor=ALICE) == [Stale(12345)]
    assert lines() == 0


def test_a_plan_that_changes_nothing_leaves_no_trace(inside: World, ann: Existing) -> None:
    [result] = apply_all(inside.ours, [update(ann, incoming("Ann", "ANN@example.org"))], actor=ALICE)

    assert result == Applied(ann, 0)
    assert (record_of(inside.ours, ann.id).version, lines()) == (ann.version, 0)


def test_results_come_in_the_order_of_the_tasks(inside: World, ann: Existing) -> None:
    tasks = [
        creation(incoming("Bo", "bo@example.org")),
        update(ann, incoming("Anne", "ann@example.org")),
        creation(incoming("Cy", "cy@example.org")),
    ]

    results = apply_all(inside.ours, tasks, actor=ALICE)

    names = [result.record.name.first for result in results if isinstance(result, Applied)]
    assert names == ["Bo", "Anne", "Cy"]


def test_each_of_several_added_values_is_journaled_with_its_own_id(inside: World) -> None:
    [result] = apply_all(
        inside.ours, [creation(incoming("Bo", "bo@example.org", "b@example.com"))], actor=ALICE
    )

    assert isinstance(result, Applied)
    query = select(JournalEntry.item_id, JournalEntry.after).where(JournalEntry.field == "emails")
    told = {item: after["address"] for item, after in db.session.execute(query)}
    assert told == {email.id: email.address for email in result.record.emails}


def test_the_statements_do_not_grow_with_the_tasks(inside: World) -> None:
    def statements(count: int, start: int) -> int:
        people = add(
            inside.ours, *(person(f"P{n}", "Lee", f"p{n}@example.org") for n in range(start, start + count))
        )
        tasks = [update(each, incoming(each.name.first, f"new{each.id}@example.org")) for each in people]
        with count_statements() as counted:
            apply_all(inside.ours, tasks, actor=ALICE)
        return len(counted)

    assert statements(2, 100) == statements(40, 200)
