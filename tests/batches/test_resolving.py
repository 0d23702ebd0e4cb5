"""A row beside somebody: what is stored is what was shown, and commit writes exactly that."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.batches.domain.rows import Action, Outcome
from app.batches.models import Batch
from app.batches.services import (
    Looked,
    NotAllowed,
    Refused,
    RowChanged,
    edit_row,
    look,
    resolve_row,
    skip_row,
)
from app.constituents.domain.record import Existing, PartialDate
from app.db import db
from app.resolution.domain.stance import Stance, Stances
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan
from tests.batches import makers
from tests.batches.makers import ALICE, add, change, check, everybody, person, record_of, row, table, trust
from tests.batches.scenes import also_called
from tests.factories import World

pytestmark = pytest.mark.both

HEADER = ("First name", "Last name", "Email", "Mobile", "Street", "City", "State", "ZIP", "Birthday")
RUTH = (
    "Ruth",
    "Becker",
    "m.becker@example.org",
    "",
    "12 Elm Street",
    "Portland",
    "OR",
    "97210",
    "1971-04-02",
)
EMAIL = "emails:m.becker@example.org"
RULES = Stances.starting(is_open=False)


@pytest.fixture
def batch(app: Flask, inside: World) -> Batch:
    """An import of a row that may be María Becker, and one of a stranger."""
    add(
        inside.ours,
        also_called("Ruth", person("María", "Becker", "maria@example.net", street="12 Elm Street")),
        person("Zoe", "Quist", "zoe@example.org"),
    )
    return check(app, inside.ours, table(HEADER, RUTH, ("Ann", "New", "ann@example.org", *[""] * 6)))


def looked(batch: Batch, target: int, number: int = 2) -> Looked:
    found = look(batch, row(batch, number), target)
    assert isinstance(found, Looked)
    return found


def stamp(batch: Batch, who: Existing, number: int = 2) -> str:
    """What the form carries of a screen that was just opened."""
    found = looked(batch, who.id, number)
    person = found.person(who.id)
    return found.seen(found.sheet(person, None)) if person else ""


def resolved(
    batch: Batch, who: Existing, stances: Stances, *, number: int = 2, **seen: object
) -> RowChanged | Refused | NotAllowed:
    """Confirm, as somebody who has just looked."""
    shown = {"version": who.version, "seen": stamp(batch, who, number)} | seen
    return resolve_row(batch, row(batch, number), target=who.id, stances=stances, actor=ALICE, **shown)  # type: ignore[arg-type]


def stances(**said: Stance) -> Stances:
    return Stances({EMAIL: Stance.BESIDE, "birth": Stance.IGNORE, "name.first": Stance.IGNORE, **said})


@pytest.mark.parametrize(
    "chosen",
    [
        {EMAIL: Stance.ADD},
        {EMAIL: Stance.UPDATE, "name.first": Stance.UPDATE},
        {EMAIL: Stance.IGNORE, "name.first": Stance.ADD},
        {"birth": Stance.UPDATE},
    ],
)
def test_commit_writes_exactly_the_result_that_was_shown(
    app: Flask, inside: World, batch: Batch, chosen: Mapping[str, Stance]
) -> None:
    maria = everybody(inside.ours)[0]
    picked = stances(**chosen)
    shown = looked(batch, maria.id).sheet(maria, picked)

    done = resolved(batch, maria, picked)

    assert isinstance(done, RowChanged)
    assert (done.row.outcome, done.row.target_id) == (Outcome.READY, maria.id)
    assert done.row.plan == shown.plan.to_json()
    db.session.commit()
    makers.commit(app, batch)
    assert bare(record_of(inside.ours, maria.id)) == bare(shown.after)


def bare(record: Existing) -> Existing:
    """The record without what only storing it gives: ids of values, where a name came from, version."""
    lists = ("emails", "phones", "addresses")
    values: dict[str, Any] = {
        field: tuple(replace(each, id=None) for each in getattr(record, field)) for field in lists
    }
    names = tuple(replace(each, id=None, source="") for each in record.former_names)
    return replace(record, version=0, former_names=names, **values)


def test_only_what_a_person_chose_is_stored(inside: World, batch: Batch) -> None:
    maria = everybody(inside.ours)[0]

    resolved(batch, maria, Stances({EMAIL: Stance.BESIDE}, Stance.RULES))

    assert row(batch, 2).decision == {"do": "merge", "target": maria.id, "choices": {EMAIL: "beside"}}


def test_an_open_line_is_refused_and_named(inside: World, batch: Batch) -> None:
    maria = everybody(inside.ours)[0]

    refused = resolved(batch, maria, Stances.starting(is_open=True))

    assert isinstance(refused, Refused)
    assert refused.sheet
    assert refused.sheet.errors
    db.session.rollback()
    assert row(batch, 2).outcome is Outcome.POSSIBLE_DUPLICATE


def test_whoever_was_changed_meanwhile_is_shown_again_with_what_was_chosen(
    inside: World, batch: Batch
) -> None:
    before = everybody(inside.ours)[0]
    change(inside.ours, before, replace(before, name=replace(before.name, middle="J.")))

    refused = resolved(batch, before, stances())

    assert isinstance(refused, Refused)
    assert refused.notice.startswith("María J. Becker C-1001 was changed in the meantime.")
    assert refused.sheet
    assert refused.sheet.choices[EMAIL] == "beside"


def test_a_row_or_rules_that_changed_meanwhile_are_shown_again(inside: World, batch: Batch) -> None:
    maria = everybody(inside.ours)[0]
    seen = stamp(batch, maria)
    edit_row(batch, row(batch, 2), {1: "Beckers"}, actor=ALICE)
    told = notice(resolved(batch, maria, stances(), seen=seen))
    assert told == "Alice corrected this row in the meantime. Look at the result again."

    seen = stamp(batch, maria)
    makers.workspace(inside.ours).update_rules = {"email": "ignore"}
    db.session.flush()

    assert notice(resolved(batch, maria, stances(), seen=seen)).startswith("Your update rules, or whom")


def test_whoever_settled_the_row_meanwhile_is_named_and_what_they_chose(inside: World, batch: Batch) -> None:
    maria, zoe = everybody(inside.ours)
    seen = stamp(batch, maria)
    resolved(batch, zoe, RULES)
    before = row(batch, 2).decision

    told = notice(resolved(batch, maria, stances(), seen=seen))

    assert told.startswith(
        "Alice settled this row as an update of Zoe Quist C-1002 in the meantime. Look at the result again."
    )
    assert row(batch, 2).decision == before


def test_another_band_since_is_shown_again(app: Flask, inside: World) -> None:
    ruth = replace(person("Ruth", "Becker", "m.becker@example.org"), birth=PartialDate(1971, 4, 20))
    [ruth] = add(inside.ours, ruth)
    batch = check(app, inside.ours, table(HEADER, RUTH))
    shown = looked(batch, ruth.id).sheet(ruth, None)
    seen = stamp(batch, ruth)
    assert shown.after.birth == PartialDate(1971, 4, 2)
    add(inside.ours, person("Ruth", "Becker", "m.becker@example.org"))

    answer = resolved(batch, ruth, Stances({}, Stance.RULES), seen=seen)

    assert notice(answer).startswith("Your update rules, or whom this row is matched with, were changed")
    db.session.rollback()
    assert row(batch, 2).decision is None


def notice(answer: object) -> str:
    return answer.notice if isinstance(answer, Refused) else ""


def test_another_row_that_was_decided_meanwhile_does_not_matter(inside: World, batch: Batch) -> None:
    maria = everybody(inside.ours)[0]
    seen = stamp(batch, maria)

    skip_row(batch, row(batch, 3), actor=ALICE)

    assert isinstance(resolved(batch, maria, stances(), seen=seen), RowChanged)


def test_anybody_may_be_chosen_and_is_a_possible_match_to_the_rules(inside: World, batch: Batch) -> None:
    zoe = everybody(inside.ours)[1]

    done = resolved(batch, zoe, RULES)

    assert isinstance(done, RowChanged)
    plan = UpdatePlan.from_json(done.row.plan or {})
    after = apply(zoe, plan)
    assert (after.name.last, after.birth) == ("Becker", None)


def test_nobody_is_not_somebody(inside: World, batch: Batch) -> None:
    maria = everybody(inside.ours)[0]

    refused = resolved(batch, replace(maria, id=12345), RULES, seen="")

    assert isinstance(refused, Refused)
    assert (refused.sheet, refused.notice.startswith("That person is not here anymore.")) == (None, True)


def test_an_id_of_somebody_else_is_told_and_may_be_left_out(app: Flask, inside: World) -> None:
    trust(inside.ours, "Mailchimp")
    add(
        inside.ours,
        person("Ruth", "Becker", "ruth@example.org"),
        person("Zoe", "Quist", "zoe@example.org", external=("Mailchimp", "7")),
    )
    head, said = (
        ("Email", "First name", "External system", "External ID"),
        ("r@example.org", "Ruth", "Mailchimp", "7"),
    )
    batch = check(app, inside.ours, table(head, said))
    ruth = everybody(inside.ours)[0]

    refused = resolved(batch, ruth, RULES)
    done = resolved(batch, ruth, Stances({"external_ids": Stance.IGNORE}, Stance.RULES))

    shown = looked(batch, ruth.id).sheet(ruth, Stances({"external_ids": Stance.IGNORE}, Stance.RULES))
    assert looked(batch, ruth.id).in_the_way(shown) == ""
    assert isinstance(refused, Refused)
    assert refused.stands_in_the_way.startswith("Mailchimp ID 7 belongs to Zoe Quist C-1002")
    assert isinstance(done, RowChanged)
    assert (done.row.outcome, done.row.action) == (Outcome.READY, Action.UPDATE)


def test_what_a_row_would_update_by_itself_starts_with_the_rules_filled_in(app: Flask, inside: World) -> None:
    add(
        inside.ours,
        person("Ruth", "Becker", "m.becker@example.org"),
        person("Zoe", "Quist", "zoe@example.org"),
    )
    batch = check(app, inside.ours, table(HEADER, RUTH))
    ruth, zoe = everybody(inside.ours)
    assert row(batch, 2).action is Action.UPDATE

    found = looked(batch, ruth.id)

    assert found.sheet(ruth, None).is_decided
    assert found.sheet(ruth, None).plan.to_json() == row(batch, 2).plan
    assert not looked(batch, zoe.id).sheet(zoe, None).is_decided


def test_a_row_that_is_skipped_or_unreadable_is_not_resolved(app: Flask, inside: World) -> None:
    [ruth] = add(inside.ours, person("Ruth", "Becker", "m.becker@example.org"))
    batch = check(app, inside.ours, table(HEADER, RUTH, ("Pat", "Doe", "x", *[""] * 6)))
    skip_row(batch, row(batch, 2), actor=ALICE)

    answers = [
        resolve_row(batch, row(batch, number), target=ruth.id, stances=RULES, version=1, seen="", actor=ALICE)
        for number in (2, 3)
    ]

    assert [isinstance(each, NotAllowed) and each.reason for each in answers] == [
        "Alice left this row out in the meantime. This row is skipped; restore it first.",
        "Mend the problem of this row first.",
    ]
