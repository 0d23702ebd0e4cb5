"""What becomes of a row about which a person decided whom it means, and which of its values are taken."""

from dataclasses import replace

import pytest

from app.batches.domain.evidence import Evidence
from app.batches.domain.review import MergedInto
from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.dates import PartialDate
from app.constituents.domain.record import Existing, ExternalId
from app.updates.domain.entry import Choice
from tests.batches.domain.cases import JOHN, MARY, ROW, decided_as, email, evidence_of, owning

BORN = PartialDate(1971, 4, 2)
OLD = replace(JOHN, birth=PartialDate(1971, 4, 20))
BIRTHDAY = replace(ROW, birth=BORN)


@pytest.mark.parametrize(
    ("evidence", "is_replaced"),
    [
        (evidence_of((OLD, 97.0)), True),
        (evidence_of((OLD, 80.0)), False),
        (evidence_of((OLD, 40.0)), False),
        (evidence_of(known=(OLD,)), False),
        (evidence_of((OLD, 97.0), (MARY, 97.0)), False),
        (evidence_of((OLD, 97.0), distinct={1}), False),
    ],
)
def test_rules_change_a_birth_date_only_where_the_row_would_match_by_itself(
    evidence: Evidence, is_replaced: bool
) -> None:
    decision = decided_as(BIRTHDAY, evidence, decided=MergedInto(1))

    assert decision.outcome is Outcome.READY
    assert decision.changes == is_replaced


@pytest.mark.parametrize(("lookup_id", "is_replaced"), [("C-1", True), ("C-2", False)])
def test_an_identifier_of_the_row_is_a_match_with_whom_it_names_alone(
    lookup_id: str, is_replaced: bool
) -> None:
    row = replace(BIRTHDAY, lookup_id=lookup_id)

    decision = decided_as(row, evidence_of((OLD, 97.0), known=(MARY,)), decided=MergedInto(1))

    assert decision.changes == is_replaced


@pytest.mark.parametrize("score", [97.0, 80.0])
def test_what_a_person_chooses_wins_in_every_band(score: float) -> None:
    row = replace(BIRTHDAY, emails=email("j.smith@example.net"))
    choices = {"birth": Choice.UPDATE, "emails:j.smith@example.net": Choice.IGNORE}

    decision = decided_as(row, evidence_of((OLD, score)), decided=MergedInto(1, choices))

    assert (decision.outcome, decision.action, decision.changes) == (Outcome.READY, Action.UPDATE, 1)
    assert decision.detail == "birth date → Apr 2, 1971"


def test_an_id_of_somebody_else_stands_in_the_way_until_it_is_left_out() -> None:
    row = replace(ROW, external_ids=(ExternalId("Mailchimp", "7"),))
    evidence = evidence_of((JOHN, 80.0), known=(owning(MARY, "Mailchimp", "7"),))

    kept = decided_as(row, evidence, decided=MergedInto(1))
    left_out = decided_as(row, evidence, decided=MergedInto(1, {"external_ids": Choice.IGNORE}))

    assert (kept.outcome, kept.cause) == (Outcome.CONFLICT, "external_id")
    assert (left_out.outcome, left_out.action) == (Outcome.READY, Action.NO_CHANGE)


def test_added_beside_ends_nothing() -> None:
    row = replace(ROW, emails=email("j.smith@example.net"))
    chosen = MergedInto(1, {"emails:j.smith@example.net": Choice.BESIDE})

    decision = decided_as(row, evidence_of((JOHN, 80.0)), decided=chosen)

    assert decision.detail == "+ email j.smith@example.net"
    assert [type(change).__name__ for change in decision.plan.writes] == ["Add"] if decision.plan else None


def test_whoever_is_gone_cannot_be_updated() -> None:
    gone: Existing = replace(MARY, id=99)

    decision = decided_as(ROW, evidence_of((JOHN, 80.0)), decided=MergedInto(gone.id or 0))

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "target")
