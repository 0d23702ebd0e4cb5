"""Change sets undone in sets: what still stands goes back, what somebody edited since stays and is listed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Executable, insert

from app.audit.domain.source import Via
from app.audit.queries import of_change_set
from app.audit.services import Actor
from app.constituents.domain.record import (
    Email,
    Existing,
    ExternalId,
    Incoming,
    Name,
    PartialDate,
    PointType,
)
from app.constituents.models import Departure
from app.db import db
from app.updates.domain.undone import Why
from app.updates.rewriting import Outdated, rewrite
from app.updates.services import (
    Added,
    Applied,
    Departed,
    Nothing,
    Outcome,
    TakenBack,
    Task,
    apply_all,
    carry_out,
    judge,
    prepare,
)
from tests.batches.makers import ALICE, add, person, record_of
from tests.factories import World
from tests.statements import count_statements
from tests.updates.domain.histories import said
from tests.updates.test_services import creation, incoming, update

pytestmark = pytest.mark.both
BOB = Actor("Bob", Via.FORM, id=103)
CRM = ExternalId("crm", "1")


def people(world: World, count: int = 1, start: int = 0) -> list[Existing]:
    return add(
        world.ours, *(person(f"P{n}", "Lee", f"p{n}@example.org") for n in range(start, start + count))
    )


def imported(world: World, who: Sequence[Existing], **told: object) -> tuple[list[Existing], int]:
    """These people after an import that brought each a name and an address, and its change set."""
    tasks = [update(each, replace(_row(each), **told)) for each in who]
    results = apply_all(world.ours, tasks, actor=replace(ALICE, via=Via.BATCH))
    done = [each for each in results if isinstance(each, Applied)]
    assert len(done) == len(who)
    return [each.record for each in done], done[0].change_set


def _row(who: Existing) -> Incoming:
    return incoming(f"New{who.name.first}", f"new{who.id}@example.org")


def edit(world: World, who: Existing, **values: object) -> Existing:
    rewrite(world.ours, who.id, lambda now: replace(now, **values), version=who.version, actor=BOB)
    return record_of(world.ours, who.id)


def undone(world: World, change_set: int, **how: object) -> dict[int, Outcome]:
    return carry_out(prepare(world.ours, change_set, **how), actor=ALICE)  # type: ignore[arg-type]


def test_a_change_set_goes_back_in_one_of_its_own_which_the_journal_tells(inside: World) -> None:
    [before] = people(inside)
    [after], change_set = imported(inside, [before])

    [outcome] = undone(inside, change_set).values()

    assert isinstance(outcome, TakenBack)
    now = record_of(inside.ours, before.id)
    assert outcome.record == now
    assert said(now) == said(before)
    assert now.version == after.version + 1
    entries = of_change_set(inside.ours, outcome.change_set)
    assert {(each.via, each.actor, each.rule) for each in entries} == {
        (Via.UNDO, "Alice", "takes back an earlier change")
    }
    assert len(entries) == len(outcome.back) > 3
    assert not outcome.left


def test_what_somebody_edited_since_stays_and_says_who_and_when(inside: World) -> None:
    [before] = people(inside)
    [after], change_set = imported(inside, [before])
    edited = edit(inside, after, name=replace(after.name, first="Annie"))

    [outcome] = undone(inside, change_set).values()

    assert isinstance(outcome, TakenBack)
    [left] = outcome.left
    assert (left.stays.entry.field, left.stays.stands, left.stays.why) == ("name.first", "Annie", Why.EDITED)
    assert left.since is not None
    assert (left.since.actor, left.since.via) == ("Bob", Via.FORM)
    now = record_of(inside.ours, before.id)
    assert (now.name.first, now.version) == ("Annie", edited.version + 1)
    assert [each.address for each in now.emails] == ["p0@example.org"]


def test_an_address_that_somebody_made_primary_since_stays_and_says_who_did(inside: World) -> None:
    [before] = people(inside)
    [done] = apply_all(inside.ours, [beside(before)], actor=replace(ALICE, via=Via.BATCH))
    assert isinstance(done, Applied)
    old, new = done.record.emails
    moved = (replace(old, primary=False), replace(new, primary=True))
    edited = edit(inside, done.record, emails=moved)

    [outcome] = undone(inside, done.change_set).values()

    assert isinstance(outcome, Nothing)
    assert record_of(inside.ours, before.id) == edited
    [left] = outcome.left
    assert (left.stays.stands, left.stays.why) == (edited.emails[1], Why.PREFERRED)
    assert left.since is not None
    assert left.since.actor == "Bob"


def test_where_another_one_was_made_primary_since_the_mark_says_who_moved_it(inside: World) -> None:
    [before] = people(inside)
    [after], change_set = imported(inside, [before])
    old, new = after.emails
    edited = edit(
        inside, after, emails=(replace(old, active=True, primary=True), replace(new, primary=False))
    )

    [outcome] = undone(inside, change_set).values()

    left = {each.stays.entry.field: each for each in getattr(outcome, "left", ())}
    assert left["emails"].stays.why is Why.PASSED_OVER
    assert {each.since.actor for each in left.values() if each.since} == {"Bob"}
    assert all(each.since for each in left.values())
    assert record_of(inside.ours, before.id).emails == edited.emails


def beside(who: Existing) -> Task:
    """An address that is added beside the one on record."""
    row = Incoming(who.kind, who.name, (Email("beside@example.org", PointType.WORK),))
    return update(who, row)


def test_undoing_twice_finds_nothing_and_undoing_the_undoing_brings_all_back(inside: World) -> None:
    [before] = people(inside)
    [after], change_set = imported(inside, [before])
    [first] = undone(inside, change_set).values()
    assert isinstance(first, TakenBack)
    version = record_of(inside.ours, before.id).version

    [again] = undone(inside, change_set).values()

    assert again == Nothing(record_of(inside.ours, before.id), ())
    assert record_of(inside.ours, before.id).version == version
    undone(inside, first.change_set)
    assert said(record_of(inside.ours, before.id)) == said(after)


def test_only_those_named_go_back_and_of_another_state_than_staff_saw_nothing_does(inside: World) -> None:
    before = people(inside, 2)
    after, change_set = imported(inside, before)
    ann, bo = before

    stale = undone(inside, change_set, people=[ann.id], versions={ann.id: ann.version})
    alone = undone(inside, change_set, people=[ann.id], versions={ann.id: after[0].version})

    assert stale == {ann.id: Outdated(after[0])}
    assert isinstance(alone[ann.id], TakenBack)
    assert said(record_of(inside.ours, ann.id)) == said(ann)
    assert record_of(inside.ours, bo.id) == after[1]


def test_an_id_that_somebody_else_got_since_stays_theirs(inside: World) -> None:
    ann, bo = people(inside, 2)
    [after], change_set = imported(inside, [ann], external_ids=(CRM,))
    after = edit(inside, after, external_ids=())
    edit(inside, bo, external_ids=(CRM,))

    [outcome] = undone(inside, change_set).values()

    assert isinstance(outcome, TakenBack)
    assert [(each.stays.entry.field, each.stays.why) for each in outcome.left] == [
        ("external_ids", Why.OWNED)
    ]
    assert record_of(inside.ours, bo.id).external_ids == (CRM,)


def test_an_id_that_one_act_moved_from_one_to_another_moves_back(inside: World) -> None:
    ann, bo = people(inside, 2)
    ann = edit(inside, ann, external_ids=(CRM,))
    act = replace(BOB, change_set=4711)
    for who, ids in ((ann, ()), (bo, (CRM,))):
        rewrite(
            inside.ours,
            who.id,
            lambda now, ids=ids: replace(now, external_ids=ids),
            version=who.version,
            actor=act,
        )

    assert all(isinstance(each, TakenBack) for each in undone(inside, 4711).values())

    assert record_of(inside.ours, ann.id).external_ids == (CRM,)
    assert record_of(inside.ours, bo.id).external_ids == ()


def test_somebody_whom_the_set_added_is_not_half_taken_back(inside: World) -> None:
    named, nameless = creation(incoming("Bo", "bo@example.org")), creation(incoming("", "x@example.org"))
    nameless = replace(nameless, plan=creation(replace(incoming("", "x@example.org"), name=Name())).plan)
    done = [
        each for each in apply_all(inside.ours, [named, nameless], actor=ALICE) if isinstance(each, Applied)
    ]

    outcomes = undone(inside, done[0].change_set)

    assert outcomes == {each.record.id: Added(each.record) for each in done}
    assert record_of(inside.ours, done[0].record.id) == done[0].record


def test_a_first_name_for_somebody_who_had_none_goes_back(inside: World) -> None:
    [added] = apply_all(
        inside.ours, [creation(replace(incoming("", "x@example.org"), name=Name()))], actor=ALICE
    )
    assert isinstance(added, Applied)
    [after], change_set = imported(inside, [added.record], emails=())

    [outcome] = undone(inside, change_set).values()

    assert isinstance(outcome, TakenBack)
    assert after.name != Name()
    assert record_of(inside.ours, after.id).name == Name()


def test_who_went_meanwhile_is_listed(inside: World) -> None:
    before = people(inside, 2)
    after, change_set = imported(inside, before)
    db.session.execute(_gone(inside, after[0]))

    outcomes = undone(inside, change_set)

    assert outcomes[after[0].id] == Departed(after[0].id)
    assert isinstance(outcomes[after[1].id], TakenBack)


def _gone(world: World, who: Existing) -> Executable:
    number = int(who.lookup_id.removeprefix("C-"))
    values = {"constituent_id": who.id, "lookup_number": number, "kind": "merged", "actor": "Alice"}
    return insert(Departure).values(workspace_id=world.ours, **values)


def test_looking_writes_nothing(inside: World) -> None:
    [before] = people(inside)
    [after], change_set = imported(inside, [before], birth=PartialDate(1971))

    with count_statements() as counted:
        [outcome] = judge(inside.ours, change_set).values()

    assert isinstance(outcome, TakenBack)
    assert all(each.startswith("SELECT") for each in counted)
    assert record_of(inside.ours, before.id) == after


def test_the_statements_grow_neither_with_plans_nor_with_people_undone(inside: World) -> None:
    def statements(count: int, start: int) -> tuple[int, int]:
        before = people(inside, count, start)
        with count_statements() as applying:
            after, change_set = imported(inside, before)
        edit(inside, after[0], name=Name(first="Ida"))
        with count_statements() as undoing:
            undone(inside, change_set)
        return len(applying), len(undoing)

    assert statements(2, 1_000) == statements(50, 2_000)
