"""One act on many rows: in sets, told to others, and taken back as a whole."""

from typing import Any

import pytest
from flask import Flask

from app.batches import queries
from app.batches.domain.corrections import Correction
from app.batches.domain.review import is_kept
from app.batches.domain.rows import Outcome
from app.batches.domain.several import Verb
from app.batches.models import Batch
from app.batches.queries import RowFilter
from app.batches.services import (
    DecidedRows,
    NotAllowed,
    choose_system,
    decide_rows,
    edit_row,
    skip_row,
    undo_act,
)
from app.batches.services.forgetting import forget_rows
from app.constituents.domain.dates import DateFormat
from app.db import db
from app.imports import services as imports
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, commit, everybody, person, said, table
from tests.factories import World
from tests.statements import count_statements

STREET = ("12 Elm Street", "Portland", "OR", "97210")
HEAD = ("Email", "First name", "Last name", "Street", "City", "State", "ZIP")
NAMES = ("Agnes", "Boris", "Clara")


def alike(app: Flask, inside: World) -> Batch:
    """Three rows that may be somebody, each with another email than the one on record."""
    add(
        inside.ours,
        *(
            person(each, "Quist", f"{each.lower()}@example.org", street=f"{n} Elm Street")
            for n, each in enumerate(NAMES, 7)
        ),
    )
    rows = [
        (f"{each.lower()}.quist@example.net", each, "Quist", f"{n} Elm Street", *STREET[1:])
        for n, each in enumerate(NAMES, 7)
    ]
    return check(app, inside.ours, table(HEAD, *rows))


def done(answer: Any) -> DecidedRows:
    """What was decided; commits, as the routes do."""
    assert isinstance(answer, DecidedRows)
    db.session.commit()
    return answer


def cause_of(batch: Batch) -> str:
    return makers.row(batch, 2).cause


def kept_is_counted(batch: Batch) -> bool:
    kept, counted = queries.kept_tally(batch), queries.counted(batch)
    return kept is not None and (kept.spots, kept.fields) == (counted.spots, counted.fields)


@pytest.mark.sqlite
def test_rows_that_differ_alike_wait_for_one_reason(app: Flask, inside: World) -> None:
    batch = alike(app, inside)

    assert cause_of(batch) == "alike:emails"
    assert [
        (each.cause, each.rows) for each in queries.tally(batch).causes((Outcome.POSSIBLE_DUPLICATE,))
    ] == [("alike:emails", 3)]


@pytest.mark.both
@pytest.mark.parametrize(
    ("verb", "outcome", "people", "addresses"),
    [
        (Verb.RULES, "ready update", 3, 6),
        (Verb.RECORD, "ready no_change", 3, 3),
        (Verb.DISTINCT, "ready create", 6, 6),
        (Verb.SKIP, "skipped none", 3, 3),
    ],
)
def test_they_are_decided_once_and_commit_does_so(
    app: Flask, inside: World, verb: Verb, outcome: str, people: int, addresses: int
) -> None:
    batch = alike(app, inside)
    before, numbers = (
        said(batch),
        queries.numbers_of(batch, RowFilter(cause=cause_of(batch)), limit=9),
    )

    decided = done(decide_rows(batch, numbers, verb, actor=ALICE))

    assert decided.numbers == [2, 3, 4]
    assert decided.ready == (0 if verb is Verb.SKIP else 3)
    assert {f"{row.outcome} {row.action}" for row in makers.rows(batch)} == {outcome}
    assert kept_is_counted(batch)
    act = queries.acts(batch)[0]
    assert (act.by, act.numbers) == ("Alice", [2, 3, 4])
    undo_act(batch, act, actor=ALICE)
    db.session.commit()
    assert said(batch) == before
    done(decide_rows(batch, numbers, verb, actor=ALICE))
    commit(app, batch)
    found = everybody(inside.ours)
    assert (len(found), sum(len(each.emails) for each in found)) == (people, addresses)


@pytest.mark.sqlite
def test_what_somebody_decided_since_is_not_taken_back(app: Flask, inside: World) -> None:
    batch = alike(app, inside)
    decided = done(decide_rows(batch, [2, 3, 4], Verb.RECORD, actor=ALICE))
    skip_row(batch, makers.row(batch, 3), actor=ALICE)
    act = queries.act(batch, decided.act)
    assert act is not None

    first, again = undo_act(batch, act, actor=ALICE), undo_act(batch, act, actor=ALICE)

    assert not isinstance(first, NotAllowed)
    assert (first.undone, first.left) == (2, 1)
    assert again == NotAllowed("Alice has taken this back already.")
    assert makers.row(batch, 3).outcome is Outcome.SKIPPED


@pytest.mark.both
def test_the_statements_do_not_grow_with_the_rows(app: Flask, inside: World) -> None:
    lines = [(f"row{n}@example.org", "Ann", f"Row{n}") for n in range(40)]
    batch = check(app, inside.ours, table(HEAD[:3], *lines))

    with count_statements() as few:
        done(decide_rows(batch, [2, 3], Verb.SKIP, actor=ALICE))
    with count_statements() as many:
        done(decide_rows(batch, range(4, 42), Verb.SKIP, actor=ALICE))

    assert len(many) == len(few)


@pytest.mark.sqlite
def test_a_value_is_left_out_replaced_or_read_another_way_in_all_rows(app: Flask, inside: World) -> None:
    lines = [("ann@example.org", "Ann", "13/2/1971"), ("bo@example.org", "Bo", "14/2/1971")]
    lines += [("cy@example.org", "Cy", "soon"), ("di@example.org", "Di", "4/2/1971")]
    batch = makers.upload(inside.ours, table(("Email", "First name", "Birth date"), *lines))
    batch.mapping = imports.mapping_of(batch).with_dates(DateFormat.MDY).to_json()
    makers.start_check(batch)
    makers.drain(app)
    batch = makers.fresh(batch)
    wrong, today = [2, 3, 4], batch.checked_at.date() if batch.checked_at else None
    assert [row.number for row in makers.rows(batch) if row.outcome is Outcome.ERROR] == wrong

    read = done(decide_rows(batch, wrong, Verb.DAY_FIRST, actor=ALICE, correction=Correction(2, today=today)))
    out = done(decide_rows(batch, wrong, Verb.REPLACE, actor=ALICE, correction=Correction(2, "soon", "1971")))

    assert (read.numbers, read.ready, out.numbers) == ([2, 3], 2, [4])
    assert {row.outcome for row in makers.rows(batch)} == {Outcome.READY}
    commit(app, batch)
    born = {each.name.first: str(each.birth) for each in everybody(inside.ours)}
    assert born == {"Ann": "1971-02-13", "Bo": "1971-02-14", "Cy": "1971", "Di": "1971-04-02"}


@pytest.mark.sqlite
def test_both_of_two_people_with_one_email_are_kept(app: Flask, inside: World) -> None:
    lines = [
        ("home@example.org", "Ann", "Lee"),
        ("home@example.org", "Bob", "Lee"),
        ("home@example.org", "Cy", "Lee"),
    ]
    batch = check(app, inside.ours, table(HEAD[:3], *lines))
    assert [row.cause for row in makers.rows(batch)] == ["", "twin", "twin"]

    kept = done(decide_rows(batch, [3], Verb.KEEP, actor=ALICE))

    assert kept.ready == 1
    assert [row.cause for row in makers.rows(batch)] == ["", "", "twin"]
    done(decide_rows(batch, [3], Verb.SKIP, actor=ALICE))
    assert is_kept(makers.row(batch, 3).decision)
    done(decide_rows(batch, [3], Verb.RESTORE, actor=ALICE))
    assert makers.row(batch, 3).cause == "twin"
    done(decide_rows(batch, [3, 4], Verb.KEEP, actor=ALICE))
    commit(app, batch)
    assert sorted(each.name.first for each in everybody(inside.ours)) == ["Ann", "Bob", "Cy"]


def with_ids(app: Flask, inside: World) -> Batch:
    """Two rows with IDs of a system that the file does not name."""
    lines = [("ann@example.org", "Ann", "7", ""), ("bo@example.org", "Bo", "8", "")]
    return check(app, inside.ours, table(("Email", "First name", "External ID", "External system"), *lines))


@pytest.mark.sqlite
def test_the_system_of_the_ids_is_chosen_and_taken_back_and_nothing_else(app: Flask, inside: World) -> None:
    makers.trust(inside.ours, "CiviCRM")
    batch = with_ids(app, inside)
    assert {row.outcome for row in makers.rows(batch)} == {Outcome.ERROR}
    edit_row(batch, makers.row(batch, 3), {1: "Boris"}, actor=ALICE)

    chosen = done(choose_system(batch, [2, 3], "civicrm", actor=ALICE))

    assert chosen.ready == 2
    assert batch.settings["external_system"] == "CiviCRM"
    assert kept_is_counted(batch)
    undo_act(batch, queries.acts(batch)[0], actor=ALICE)
    assert said(batch)[2].startswith("error")
    assert makers.row(batch, 3).edited == {"1": "Boris"}


@pytest.mark.sqlite
def test_no_system_is_chosen_while_the_import_is_committed(app: Flask, inside: World) -> None:
    batch = with_ids(app, inside)
    makers.start_commit(batch)

    assert choose_system(batch, [2, 3], "Sheet", actor=ALICE).numbers == []

    assert {row.outcome for row in makers.rows(batch)} == {Outcome.ERROR}
    assert "external_system" not in {key for key, value in batch.settings.items() if value}


@pytest.mark.sqlite
def test_a_new_check_forgets_what_was_done_with_rows_of_the_old_one(app: Flask, inside: World) -> None:
    batch = alike(app, inside)
    done(decide_rows(batch, [2], Verb.SKIP, actor=ALICE))

    makers.start_check(batch)
    makers.drain(app)

    assert queries.acts(makers.fresh(batch)) == []


@pytest.mark.sqlite
def test_who_changes_rows_without_counting_them_has_them_counted_anew(app: Flask, inside: World) -> None:
    batch = alike(app, inside)
    assert queries.kept_tally(batch) is not None

    forget_rows(inside.ours, everybody(inside.ours)[0].id, ["agnes.quist@example.net"])
    db.session.commit()

    assert queries.kept_tally(batch) is None
    decide_rows(batch, [4], Verb.SKIP, actor=ALICE)
    assert kept_is_counted(batch)
    assert "Quist" not in str(batch.tally)


@pytest.mark.sqlite
def test_the_counts_are_kept_from_the_check_on_without_ever_counting_all_rows(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = queries.counted
    with monkeypatch.context() as nobody_counts:
        nobody_counts.delattr(queries, "counted")
        batch = alike(app, inside)
        done(decide_rows(batch, [3], Verb.RULES, actor=ALICE))
        batch = commit(app, batch)
        kept = queries.kept_tally(batch)

    assert kept is not None
    assert (kept.spots, kept.fields) == (counted(batch).spots, counted(batch).fields)
    assert kept.results.updated == 1
