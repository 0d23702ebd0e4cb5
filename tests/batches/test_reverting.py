"""Undo of an import: the database is as it was before, and nobody loses what came since."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batches.domain.status import BatchStatus
from app.batches.queries.reverting import Preview, preview
from app.batches.services.grouping import Grouped, save_created
from app.batches.services.reverting import undo
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent, Removal
from app.db import db, now
from app.groups.models import Group
from app.lifecycle.services.erasing import erase
from app.operations import doctor
from app.updates.domain.rules import PrimaryRule, UpdateRules
from app.work import services as work
from tests.batches.makers import (
    ALICE,
    add,
    check,
    drain,
    everybody,
    fresh,
    person,
    record_of,
    row,
    table,
    trust,
    workspace,
)
from tests.batches.reverting import (
    HAPPENED,
    called,
    committed,
    detail,
    edit,
    start_undo,
    states,
    undone,
)
from tests.batches.tables import everything
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

HEADER = (
    "Email",
    "First name",
    "Last name",
    "Mobile",
    "Street",
    "City",
    "State",
    "ZIP",
    "External identifier",
)
LIST = table(
    HEADER,
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101", "1 Elm St", "Portland", "OR", "97210", "A-1"),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102", "2 Elm St", "Portland", "OR", "97210", "A-2"),
    ("eve@example.org", "Eve", "Stone", "", "", "", "", "", "A-3"),
    ("cy@example.org", "Cy", "Hart", "", "3 Elm St", "Portland", "OR", "97210", ""),
)
SHORT = ("Email", "First name", "Last name")


def listing(*people: tuple[str, str]) -> str:
    return table(SHORT, *((f"{first.lower()}@example.org", first, last) for first, last in people))


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(inside.ours, person("Ann", "Lee", "ann@example.org", street="9 Oak St"))[0]


def test_an_import_that_was_undone_leaves_the_database_equal(
    app: Flask, inside: World, ann: Existing
) -> None:
    before = everything()

    batch = committed(app, inside.ours, LIST, system="Donor list")
    during = everything()
    batch = undone(app, batch)

    after = everything()
    assert during != before
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == before[name], name
    assert batch.status is BatchStatus.UNDONE
    assert set(states(batch).values()) == {"reverted"}
    assert detail(batch, 2).startswith("Taken back: ")
    assert detail(batch, 3).endswith(" was removed again.")
    db.session.rollback()
    assert list(doctor.examine(app).findings) == []


def test_whoever_has_anything_since_stays_and_the_row_says_why(app: Flask, inside: World) -> None:
    names = ["Ada", "Bea", "Cleo", "Dora", "Ella", "Fay", "Gwen"]
    batch = committed(app, inside.ours, listing(*((name, f"Of{name}") for name in names), ("Zoe", "Zu")))
    for name, happen in zip(names, HAPPENED.values(), strict=True):
        happen(inside.ours, called(inside.ours, name))
    db.session.commit()

    seen = preview(batch)
    batch = undone(app, batch)

    assert seen == Preview(removed=1, stay=7, updated=0, edited=0)
    assert list(states(batch).values()) == ["kept"] * 7 + ["reverted"]
    assert [detail(batch, number) for number in range(2, 9)] == [
        f"Stays: since then this person {words}." for words in HAPPENED
    ]
    assert sorted(each.name.first for each in everybody(inside.ours)) == names


def test_whom_another_import_found_on_record_stays(app: Flask, inside: World) -> None:
    batch = committed(app, inside.ours, listing(("Ada", "Ames")))
    committed(app, inside.ours, listing(("Ada", "Ames")))

    batch = undone(app, batch)

    assert detail(batch, 2) == "Stays: since then this person is in another import or batch."
    assert [each.name.first for each in everybody(inside.ours)] == ["Ada"]


def test_of_a_record_that_was_edited_since_only_what_still_stands_goes_back(
    app: Flask, inside: World, ann: Existing
) -> None:
    batch = committed(app, inside.ours, LIST, system="Donor list")
    phones = record_of(inside.ours, ann.id).phones
    edit(inside.ours, ann.id, phones=tuple(replace(each, number="555", e164="+1555") for each in phones))

    seen = preview(batch)
    assert len(record_of(inside.ours, ann.id).external_ids) == 1
    batch = undone(app, batch)

    left = record_of(inside.ours, ann.id)
    assert (seen.updated, seen.edited) == (1, 1)
    assert left.addresses == ann.addresses
    assert left.external_ids == ()
    assert [each.number for each in left.phones] == ["555"]
    assert states(batch)[2] == "kept"
    assert "Stays: phone, as it was edited since by Alice." in detail(batch, 2)


def test_rows_of_another_import_that_were_matched_with_somebody_removed_wait_for_staff(
    app: Flask, inside: World
) -> None:
    batch = committed(app, inside.ours, listing(("Ada", "Ames"), ("Bea", "Bond")))
    other = check(app, inside.ours, listing(("Ada", "Ames"), ("Cleo", "Cole")))
    assert row(other, 2).target_id == called(inside.ours, "Ada")

    undone(app, batch)

    found, beside = row(fresh(other), 2), row(other, 3)
    assert (found.state.value, found.cause, found.target_id) == ("stale", "taken_back", None)
    assert beside.state.value == "pending"
    db.session.rollback()
    assert list(doctor.examine(app).findings) == []


def bounced(workspace_id: int, who: int) -> None:
    """Mail to the address that the import brought came back."""
    line = permission.Line(kind=EventKind.BOUNCED, at=now(), subject=who, address="new@example.org")
    permission.restrict(workspace(workspace_id), [line], party=Party.PROVIDER, actor=ALICE)
    db.session.commit()


def deleted(workspace_id: int, who: int) -> None:
    """Staff took the address away that the import brought, and put none in its place."""
    emails = record_of(workspace_id, who).emails
    edit(workspace_id, who, emails=tuple(each for each in emails if each.address != "new@example.org"))


@pytest.mark.parametrize("happen", [bounced, deleted])
def test_nobody_becomes_mailable(app: Flask, inside: World, happen: Callable[[int, int], None]) -> None:
    here = workspace(inside.ours)
    here.consent_policy = "opt_out"
    rules = replace(UpdateRules(), primary=PrimaryRule.ALWAYS)
    here.update_rules = rules.to_json()
    ann = add(inside.ours, person("Ann", "Lee", "ann@example.org", external=("Donor list", "A-1")))[0]
    trust(inside.ours, "Donor list")
    rows = table((*SHORT, "External identifier"), ("new@example.org", "Ann", "Lee", "A-1"))
    batch = committed(app, inside.ours, rows, system="Donor list")
    assert primary(inside.ours, ann.id) == "new@example.org"
    happen(inside.ours, ann.id)
    assert not permission.mailable(workspace(inside.ours), [ann.id])

    batch = undone(app, batch)

    assert primary(inside.ours, ann.id) == "ann@example.org"
    assert "The address is held" in detail(batch, 2)
    assert not permission.mailable(workspace(inside.ours), [ann.id])


def primary(workspace_id: int, who: int) -> str:
    """Where mail would go."""
    return next(each.address for each in record_of(workspace_id, who).emails if each.primary)


def test_the_statements_do_not_grow_with_the_people(app: Flask, inside: World) -> None:
    def cost(first: int, count: int) -> int:
        names = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(first, first + count)]
        people = [(f"Q{name}", f"W{name[::-1]}x") for name in names]
        add(inside.ours, *(person(a, b, f"{a.lower()}@example.org") for a, b in people[: count // 2]))
        text = table(
            (*SHORT, "Mobile"), *((f"{a.lower()}@example.org", a, b, "(503) 555-0199") for a, b in people)
        )
        batch = committed(app, inside.ours, text)
        start_undo(batch)
        with count_statements() as seen:
            drain(app)
        assert set(states(fresh(batch)).values()) == {"reverted"}
        return len(seen)

    assert cost(0, 4) == cost(4, 40)


def test_a_stopped_undo_goes_on_where_it_stood_and_only_that(app: Flask, inside: World) -> None:
    batch = committed(app, inside.ours, LIST, system="Donor list")
    begun = start_undo(batch)
    work.request_stop(workspace_id=inside.ours, work_id=begun.id)
    drain(app)
    assert fresh(batch).status is BatchStatus.UNDO_STOPPED

    batch = undone(app, batch)
    again = undo(batch, actor=ALICE)

    assert batch.status is BatchStatus.UNDONE
    assert getattr(again, "reason", "") == "This import was undone already: there is nothing left to undo."
    assert everybody(inside.ours) == []
    assert db.session.scalar(select(func.count()).select_from(Removal)) == 4


def test_too_late_and_too_early_are_said(app: Flask, inside: World) -> None:
    open_batch = check(app, inside.ours, listing(("Ada", "Ames")))
    early = undo(open_batch, actor=ALICE)
    batch = committed(app, inside.ours, listing(("Bea", "Bond")))

    late = undo(batch, actor=ALICE, days=-1)

    assert "has changed nothing yet" in getattr(early, "reason", "")
    assert "that time is over" in getattr(late, "reason", "")
    assert batch.status is BatchStatus.COMMITTED


def test_a_group_of_those_who_were_added_keeps_nobody(app: Flask, inside: World) -> None:
    batch = committed(app, inside.ours, listing(("Ada", "Ames"), ("Bea", "Bond")))
    saved = save_created(workspace(inside.ours), batch, name="New people", actor=ALICE)
    assert isinstance(saved, Grouped)
    db.session.commit()
    counted = (saved.people, saved.group.member_count, saved.group.eligible_count)
    assert counted == (2, 2, 0)

    undone(app, batch)

    group = db.session.scalars(select(Group).where(Group.name == "New people")).one()
    assert everybody(inside.ours) == []
    assert (group.member_count, group.eligible_count) == (0, 0)


def test_whoever_was_erased_since_stays_erased(app: Flask, inside: World) -> None:
    batch = committed(app, inside.ours, listing(("Ada", "Ames"), ("Bea", "Bond")))
    erase(workspace(inside.ours), called(inside.ours, "Ada"), actor=ALICE)
    db.session.commit()

    batch = undone(app, batch)

    assert list(states(batch).values()) == ["kept", "reverted"]
    assert detail(batch, 2) == "The person was erased, or merged into somebody else, since."
    db.session.rollback()
    assert list(doctor.examine(app).findings) == []
    assert db.session.scalar(select(func.count()).select_from(Constituent)) == 0
