"""What becomes of a row, from what it says, whom it is like, and what staff chose."""

from dataclasses import replace

import pytest

from app.batches.domain.decide import decide_row
from app.batches.domain.evidence import Evidence
from app.batches.domain.review import AddedAsNew, Decided, MergedInto, SkippedByStaff
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Mode, Outcome
from app.constituents.domain.names import Name
from app.constituents.domain.record import Incoming, Kind
from app.matching.domain.score import matches
from app.updates.domain.entry import Choice
from tests.batches.domain.cases import (
    JOHN,
    MARY,
    NEW,
    ROW,
    SETTINGS,
    UNREADABLE,
    decided_as,
    evidence_of,
)


def test_a_row_that_nobody_matches_creates() -> None:
    decision = decided_as(NEW, evidence_of((MARY, 30.0)))

    assert (decision.outcome, decision.action, decision.detail) == (
        Outcome.READY,
        Action.CREATE,
        "new individual",
    )
    assert (decision.target, decision.changes) == (None, 3)
    assert [match.constituent_id for match in decision.candidates] == [2]


def test_a_row_that_changes_nothing_is_ready_and_says_so() -> None:
    decision = decided_as(ROW, evidence_of((JOHN, 99.0)))

    assert (decision.outcome, decision.action, decision.detail) == (
        Outcome.READY,
        Action.NO_CHANGE,
        "No change",
    )
    assert (decision.target, decision.target_version, decision.score) == (1, 4, 99.0)


def test_a_row_that_matches_updates_and_names_the_change() -> None:
    row = replace(ROW, name=Name(first="John", last="Smythe"))

    decision = decided_as(row, evidence_of((JOHN, 96.0)))

    assert (decision.outcome, decision.action, decision.changes) == (Outcome.READY, Action.UPDATE, 1)
    assert "last name → Smythe" in decision.detail
    assert decision.plan is not None
    assert not decision.plan.needs_review


def test_the_score_of_the_matcher_is_what_decides() -> None:
    found = tuple(matches(ROW, [JOHN, MARY]))

    assert decided_as(ROW, Evidence((JOHN, MARY), found)).target == 1


def test_a_middling_match_waits_for_a_person() -> None:
    decision = decided_as(ROW, evidence_of((JOHN, 87.0), (MARY, 42.0)))

    assert (decision.outcome, decision.action, decision.cause) == (
        Outcome.POSSIBLE_DUPLICATE,
        Action.NONE,
        "alike:",
    )
    assert decision.detail.startswith("John Smith C-1")
    assert (decision.target, decision.score, decision.plan) == (1, 87.0, None)


@pytest.mark.parametrize(("likest", "next_likest"), [(80.5, 80.5), (94.0, 72.0), (98.0, 90.0)])
def test_two_of_whom_neither_stands_out_are_both_named(likest: float, next_likest: float) -> None:
    decision = decided_as(ROW, evidence_of((JOHN, likest), (MARY, next_likest)))

    assert decision.detail == "may be John Smith C-1 or Mary Jones C-2"
    assert (decision.outcome, decision.cause) == (Outcome.POSSIBLE_DUPLICATE, "score")
    assert (decision.target, decision.score) == (1, likest)


def test_who_is_named_is_a_candidate_whoever_was_ruled_out() -> None:
    others = [replace(JOHN, id=10 + n) for n in range(4)]
    alike = evidence_of(*((each, 99.0) for each in others), (JOHN, 80.0), (MARY, 79.0))

    decision = decided_as(ROW, replace(alike, distinct=frozenset(each.id for each in others)))

    assert {JOHN.id, MARY.id} <= {match.constituent_id for match in decision.candidates}


def test_a_rule_that_requires_review_makes_the_row_wait() -> None:
    organization = replace(ROW, kind=Kind.ORGANIZATION, name=Name(organization="Smith Ltd"))

    decision = decided_as(organization, evidence_of((JOHN, 97.0)))

    assert (decision.outcome, decision.action, decision.cause) == (
        Outcome.POSSIBLE_DUPLICATE,
        Action.NONE,
        "rule",
    )
    assert decision.detail.startswith("John Smith C-1: ")


def test_two_automatic_matches_are_a_conflict() -> None:
    decision = decided_as(ROW, evidence_of((JOHN, 98.0), (MARY, 96.0)))

    assert (decision.outcome, decision.cause, decision.score) == (Outcome.CONFLICT, "ambiguous", 98.0)
    assert decision.detail == "may be John Smith C-1 or Mary Jones C-2"


def test_an_unreadable_row_is_an_error_with_its_problems() -> None:
    decision = decided_as(UNREADABLE, evidence_of())

    assert (decision.outcome, decision.detail) == (Outcome.ERROR, "Email: missing the “@”.")
    assert decision.problems == UNREADABLE.problems


@pytest.mark.parametrize("row", [ROW, UNREADABLE])
def test_a_repeated_email_is_skipped_and_names_the_first_row(row: Incoming | RowProblems) -> None:
    decision = decide_row(row, evidence_of((JOHN, 99.0)), SETTINGS, twin_of=2)

    assert (decision.outcome, decision.cause, decision.detail) == (
        Outcome.SKIPPED,
        "twin",
        "same email as row 2",
    )


@pytest.mark.parametrize(
    ("mode", "row", "evidence", "outcome"),
    [
        (Mode.CREATE, NEW, evidence_of(), Outcome.READY),
        (Mode.CREATE, ROW, evidence_of((JOHN, 99.0)), Outcome.SKIPPED),
        (Mode.CREATE, ROW, evidence_of((JOHN, 80.0)), Outcome.POSSIBLE_DUPLICATE),
        (Mode.UPDATE, NEW, evidence_of(), Outcome.SKIPPED),
        (Mode.UPDATE, ROW, evidence_of((JOHN, 99.0)), Outcome.READY),
    ],
)
def test_the_mode_leaves_out_what_it_excludes(
    mode: Mode, row: Incoming, evidence: Evidence, outcome: Outcome
) -> None:
    decision = decided_as(row, evidence, mode)

    assert decision.outcome is outcome
    assert (decision.cause == "mode") is (outcome is Outcome.SKIPPED)


def test_a_row_that_staff_skip_is_skipped_whatever_it_says() -> None:
    decision = decided_as(UNREADABLE, evidence_of(), decided=SkippedByStaff())

    assert (decision.outcome, decision.cause) == (Outcome.SKIPPED, "staff")


def test_a_person_that_staff_said_it_is_not_is_never_matched() -> None:
    decision = decided_as(ROW, evidence_of((JOHN, 99.0), distinct={1}))

    assert (decision.outcome, decision.action) == (Outcome.READY, Action.CREATE)


def test_staff_may_add_a_new_person_in_spite_of_candidates() -> None:
    decision = decided_as(ROW, evidence_of((JOHN, 98.0), (MARY, 96.0)), decided=AddedAsNew())

    assert (decision.outcome, decision.action) == (Outcome.READY, Action.CREATE)


@pytest.mark.parametrize(("decided", "distinct"), [(AddedAsNew(), set()), (None, {1})])
def test_the_id_of_another_person_stands_against_a_new_one(
    decided: Decided | None, distinct: set[int]
) -> None:
    row = replace(NEW, lookup_id="C-1")

    decision = decided_as(row, evidence_of(known=(JOHN,), distinct=distinct), decided=decided)

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "ids")
    assert "empty that cell" in decision.detail


def test_staff_may_choose_whom_the_row_updates() -> None:
    row = replace(ROW, name=Name(first="John", last="Smythe"))
    evidence = evidence_of((JOHN, 80.0), (MARY, 75.0))

    ruled = decided_as(row, evidence, decided=MergedInto(1))
    chosen = decided_as(row, evidence, decided=MergedInto(1, {"name.last": Choice.IGNORE}))
    unasked = decided_as(NEW, evidence_of(known=(MARY,)), decided=MergedInto(2))

    assert (ruled.outcome, ruled.action, ruled.target, ruled.score) == (Outcome.READY, Action.UPDATE, 1, 80.0)
    assert (chosen.outcome, chosen.action) == (Outcome.READY, Action.NO_CHANGE)
    assert (unasked.outcome, unasked.target, unasked.score) == (Outcome.READY, 2, None)


def test_a_chosen_person_who_is_gone_has_to_be_chosen_again() -> None:
    decision = decided_as(ROW, evidence_of(), decided=MergedInto(1))

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "target")
