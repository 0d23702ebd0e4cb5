"""Stage with its history, manager, rating and note of a prospect."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete

from app.accounts.models import Membership, Staff
from app.audit import queries as audit
from app.audit.domain.source import Subject
from app.cultivation import queries, services
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Prospect, ProspectStage
from app.cultivation.services import Refused, Stale
from app.db import db
from tests.cultivation.everything import everything_of
from tests.cultivation.makers import ALICE, BOB, TODAY, ann, held, noted, prospect, role, workspace
from tests.factories import World

pytestmark = pytest.mark.both
FIRST = ProspectDraft(stage=Stage.QUALIFICATION, stage_since=date(2026, 1, 1))


def stays(world: World, person: int) -> list[tuple[str, date, date | None]]:
    found = queries.context_of(workspace(world.ours), person).stays
    return [(stay.stage.value, stay.since, stay.until) for stay in found]


def told(world: World, person: int) -> list[tuple[str, object, object]]:
    entries = audit.history(world.ours, Subject.CONSTITUENT, person).entries

    def words(value: object) -> object:
        return value["value"] if isinstance(value, dict) else value

    return [
        (each.field, words(each.before), words(each.after))
        for each in entries
        if each.field.startswith("prospect")
    ]


def set_again(world: World, person: int, draft: ProspectDraft, version: int) -> object:
    return services.set_prospect(
        workspace(world.ours), person, draft, today=TODAY, actor=ALICE, version=version
    )


def test_everything_is_kept_and_journaled_by_part(inside: World) -> None:
    person = ann(inside.ours)

    prospect(
        inside.ours,
        person,
        ProspectDraft(
            stage=Stage.CULTIVATION,
            manager_id=inside.vera,
            capacity=Capacity.FROM_25K,
            capacity_source="screening",
            note="Loves the garden.",
        ),
    )

    known = queries.context_of(workspace(inside.ours), person).known
    assert (known.manager, known.manager_left, known.note) == ("Vera", False, "Loves the garden.")
    assert (known.capacity, known.capacity_currency, known.capacity_on) == (Capacity.FROM_25K, "USD", TODAY)
    assert sorted(told(inside, person)) == [
        ("prospect.capacity", None, "$25,000 to $50,000"),
        ("prospect.manager", None, "Vera"),
        ("prospect.note", None, "Loves the garden."),
        ("prospect.stage", None, "Cultivation"),
    ]


def test_a_new_stage_ends_the_one_before_on_its_first_day(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)
    prospect(
        inside.ours,
        person,
        ProspectDraft(stage=Stage.CULTIVATION, stage_since=date(2026, 5, 1)),
        version=1,
    )
    prospect(inside.ours, person, ProspectDraft(stage=Stage.QUALIFICATION), version=2)

    assert stays(inside, person) == [
        ("qualification", TODAY, None),
        ("cultivation", date(2026, 5, 1), TODAY),
        ("qualification", date(2026, 1, 1), date(2026, 5, 1)),
    ]
    assert told(inside, person)[0] == ("prospect.stage", "Cultivation", "Qualification")


def test_the_stage_that_stays_keeps_its_day_unless_another_is_given(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)
    moved = ProspectDraft(stage=Stage.CULTIVATION, stage_since=date(2026, 5, 1))
    prospect(inside.ours, person, moved, version=1)

    prospect(inside.ours, person, replace(moved, stage_since=None, note="x"), version=2)
    kept = stays(inside, person)
    prospect(inside.ours, person, replace(moved, stage_since=date(2026, 4, 1), note="x"), version=3)

    assert kept[0] == ("cultivation", date(2026, 5, 1), None)
    assert stays(inside, person) == [
        ("cultivation", date(2026, 4, 1), None),
        ("qualification", date(2026, 1, 1), date(2026, 4, 1)),
    ]


def test_no_stage_ends_the_one_there_was(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)

    prospect(inside.ours, person, ProspectDraft(), version=1)

    assert stays(inside, person) == [("qualification", date(2026, 1, 1), TODAY)]
    assert told(inside, person)[0] == ("prospect.stage", "Qualification", None)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ProspectDraft(stage=Stage.CULTIVATION, stage_since=date(2026, 11, 22)), "stage_since"),
        (ProspectDraft(stage=Stage.CULTIVATION, stage_since=date(2025, 12, 31)), "stage_since"),
        (ProspectDraft(stage=Stage.QUALIFICATION, capacity_source="screening"), "capacity"),
        (ProspectDraft(capacity=Capacity.FROM_1K, capacity_on=date(2026, 11, 22)), "capacity_on"),
        (ProspectDraft(manager_id=105), "manager_id"),
        (ProspectDraft(manager_id=1), "manager_id"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    inside: World, draft: ProspectDraft, field: str
) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)

    outcome = set_again(inside, person, draft, 1)

    assert isinstance(outcome, Refused)
    assert outcome.field == field
    assert stays(inside, person) == [("qualification", date(2026, 1, 1), None)]


def test_a_manager_who_left_stays_readable_and_may_stay_or_go(inside: World) -> None:
    person = ann(inside.ours)
    draft = ProspectDraft(manager_id=inside.vera)
    prospect(inside.ours, person, draft)
    db.session.execute(delete(Membership).where(Membership.staff_id == inside.vera))
    db.session.execute(delete(Staff).where(Staff.id == inside.vera))
    db.session.flush()

    known = queries.context_of(workspace(inside.ours), person).known
    kept = set_again(inside, person, replace(draft, note="still hers"), 1)
    gone = set_again(inside, person, ProspectDraft(), 2)

    assert (known.manager, known.manager_left) == ("Vera", True)
    assert isinstance(kept, Prospect)
    assert isinstance(gone, Prospect)
    assert (gone.manager, gone.manager_id) == ("", None)


def test_who_saves_second_learns_of_it(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)

    outcomes = [set_again(inside, person, ProspectDraft(note=text), 1) for text in ("mine", "yours")]

    assert isinstance(outcomes[0], Prospect)
    assert isinstance(outcomes[1], Stale)
    assert isinstance(set_again(inside, person, ProspectDraft(), 0), Stale)
    assert outcomes[0].note == "mine"


def test_saving_it_as_it_is_changes_nothing(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)

    again = prospect(inside.ours, person, FIRST, version=1)
    nothing = set_again(inside, ann(inside.ours), ProspectDraft(), 0)

    assert again.version == 1
    assert len(told(inside, person)) == 1
    assert isinstance(nothing, Prospect)
    assert db.session.query(Prospect).count() == 1


def test_forgetting_leaves_nothing_of_her_and_everything_of_others(inside: World) -> None:
    gone, stays_here = ann(inside.ours), ann(inside.ours)
    for person in (gone, stays_here):
        noted(inside.ours, person)
        held(inside.ours, person, role("Member"))
        prospect(inside.ours, person, FIRST)

    services.forget(inside.ours, gone)

    nothing = {"notes": [], "constituencies": [], "prospect": None}
    db.session.expire_all()
    assert everything_of(inside.ours, gone) == nothing
    assert db.session.query(ProspectStage).count() == 1
    left = everything_of(inside.ours, stays_here)
    assert (len(left["notes"]), left["constituencies"][0]["role"]) == (1, "Member")
    assert left["prospect"]["stages"] == [
        {"stage": "qualification", "since": "2026-01-01", "until": None, "staff": BOB.label}
    ]
