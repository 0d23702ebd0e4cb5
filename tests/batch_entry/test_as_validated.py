"""A dry run one can believe: the commit carries out what the validation said, row for row and sum for sum."""

from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Donation
from app.batch_entry.queries import facts, sums
from app.batch_entry.services import validating
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.batches.services.entering import rewrite
from app.constituents.models import Constituent
from app.db import db
from tests.batch_entry.seen_through import add, committed, row, typed, validated
from tests.batches import makers
from tests.batches.makers import person
from tests.factories import World

pytestmark = pytest.mark.both

FIELDS = ("lookup_id", "first_name", "last_name", "email", "phone", "external_system", "external_id")
GIFT = ("gift_amount", "gift_currency", "gift_date", "gift_key")
EMAILS = ("a@example.org", "b@example.org", "c@example.org", "A@Example.org", "d@example.org", "")


def any_row(chance: Random, lookups: list[str]) -> list[str]:
    """A row of few values, so that many rows of a batch have to do with each other."""
    brings = ("Sys", chance.choice("123")) if chance.random() < 0.4 else ("", "")
    return [
        chance.choice(lookups) if chance.random() < 0.25 else "",
        chance.choice(("Ann", "Anna", "Bob", "Robert", "")),
        chance.choice(("Lee", "Li", "Fox", "Lee-Fox", "")),
        chance.choice(EMAILS),
        chance.choice(("", "", "503-555-0101", "503-555-0102")),
        *brings,
        chance.choice(("10", "12.50", "1,250.00", "abc")) if chance.random() < 0.3 else "10",
        chance.choice(("", "USD", "JPY", "KWD")),
        "2026-03-04",
        chance.choice(("", "", "", "k1", "k2")),
    ]


def ready(batch: Batch) -> dict[int, tuple[Action, int | None, str]]:
    rows = makers.rows(batch)
    due = (each for each in rows if each.outcome is Outcome.READY)
    return {each.number: (each.action, each.amount, each.currency) for each in due}


def counted() -> tuple[int, int]:
    people, given = select(func.count()).select_from(Constituent), select(func.count()).select_from(Donation)
    return db.session.scalar(people) or 0, db.session.scalar(given) or 0


@pytest.mark.parametrize("seed", [3, 14, 21, 22])
def test_whatever_is_typed_the_commit_does_what_the_validation_said(
    app: Flask, inside: World, seed: int
) -> None:
    chance = Random(seed)
    is_gifts = seed % 4 != 3
    known = makers.add(
        inside.ours,
        person("Ann", "Lee", "a@example.org", phone="503-555-0101"),
        person("Bob", "Fox", "b@example.org", external=("Sys", "1")),
        person("Cat", "Li"),
    )
    if seed % 2:
        makers.trust(inside.ours, "Sys")
    fields = (*FIELDS, *GIFT) if is_gifts else FIELDS
    batch = typed(inside.ours, [], kind=BatchKind.REVENUE if is_gifts else BatchKind.UPDATE, fields=fields)
    for _ in range(12):
        cells = any_row(chance, [each.lookup_id for each in known])[: len(fields)]
        add(batch, [cells], by_hand=chance.random() < 0.7)
    batch = validated(app, batch)
    told, due, rules = ready(batch), sums.due(batch), dict(validating.found(batch).rules)
    people, given = counted()

    batch = committed(app, batch)

    done = {each.number for each in makers.rows(batch) if each.state is RowState.APPLIED}
    assert done == told.keys()
    assert {number: each for number, each in ready(batch).items() if number in done} == told
    assert dict(facts.rules_used(batch)) == rules
    new = sum(action is Action.CREATE for action, _, _ in told.values())
    assert counted() == (people + new, given + (len(told) if is_gifts else 0))
    assert not is_gifts or sums.committed(batch) == due


def test_an_id_that_an_earlier_row_gives_to_another_new_person_is_told_as_it_is_typed(
    app: Flask, inside: World
) -> None:
    rows = [["", "Ann", "Lee", "", "", "Sys", "2"], ["", "Zoltan", "Fox", "", "", "Sys", "2"]]

    batch = typed(inside.ours, rows, fields=FIELDS)

    second = row(batch, 2)
    assert (second.outcome, second.cause) == (Outcome.CONFLICT, "external_id")
    assert second.detail == "Sys ID 2 is also that of the new person of row 1"


def test_an_id_that_an_earlier_row_gives_to_somebody_on_record_is_told_too(app: Flask, inside: World) -> None:
    makers.add(inside.ours, person("Ann", "Lee", "a@example.org"))
    rows = [["", "", "", "a@example.org", "", "Sys", "2"], ["", "", "", "z@example.org", "", "Sys", "2"]]

    batch = typed(inside.ours, rows, fields=FIELDS)

    second = row(batch, 2)
    assert (second.outcome, second.cause) == (Outcome.CONFLICT, "external_id")
    assert second.detail.startswith("Sys ID 2 belongs to Ann Lee")


def test_a_row_is_free_once_the_earlier_one_brings_its_id_no_more(app: Flask, inside: World) -> None:
    rows = [["", "Ann", "Lee", "", "", "Sys", "2"], ["", "Zoltan", "Fox", "", "", "Sys", "2"]]
    batch = typed(inside.ours, rows, fields=FIELDS)

    rewrite(batch, {1: ["", "Ann", "Lee", "", "", "Sys", "3"]})

    assert row(batch, 2).outcome is Outcome.READY


def test_a_row_that_is_like_whom_an_earlier_row_changes_waits_and_the_commit_leaves_it(
    app: Flask, inside: World
) -> None:
    ann = makers.add(inside.ours, person("Ann", "Lee", "a@example.org"))[0]
    rows = [[ann.lookup_id, "Robert", "Fox", "", "503-555-0102"], ["", "Robert", "Fox", "", ""]]
    batch = validated(app, typed(inside.ours, rows, fields=FIELDS))
    told = ready(batch)

    batch = committed(app, batch)

    assert told.keys() == {1}
    assert [(each.number, each.state) for each in makers.rows(batch)] == [(1, RowState.APPLIED)]
