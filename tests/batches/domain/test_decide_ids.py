"""What becomes of a row whose identifiers point at someone."""

from dataclasses import replace

import pytest

from app.batches.domain.evidence import Evidence
from app.batches.domain.review import Decided, MergedInto
from app.batches.domain.rows import Outcome
from app.constituents.domain.record import Existing, ExternalId, Incoming
from tests.batches.domain.cases import (
    JOHN,
    MARY,
    NEW,
    ROW,
    decided_as,
    email,
    evidence_of,
    owning,
)


def test_a_lookup_id_settles_who_it_is() -> None:
    row = replace(NEW, lookup_id="C-1")

    decision = decided_as(row, evidence_of((MARY, 96.0), known=(JOHN,)))

    assert (decision.outcome, decision.target, decision.score) == (Outcome.READY, 1, 100.0)


def test_a_lookup_id_of_nobody_is_an_error() -> None:
    decision = decided_as(replace(NEW, lookup_id="C-9"), evidence_of((JOHN, 99.0)))

    assert decision.outcome is Outcome.ERROR
    assert "C-9" in decision.problems[0].what


def test_the_id_of_a_trusted_system_settles_who_it_is() -> None:
    row = replace(NEW, external_ids=(ExternalId("CiviCRM", "7"),))

    decision = decided_as(row, evidence_of(known=(owning(JOHN, "CiviCRM", "7"),)))

    assert (decision.outcome, decision.target) == (Outcome.READY, 1)


@pytest.mark.parametrize(
    ("row", "known", "detail"),
    [
        (
            replace(ROW, lookup_id="C-2"),
            (JOHN, MARY),
            "lookup ID says Mary Jones C-2, email says John Smith C-1",
        ),
        (
            replace(NEW, lookup_id="C-2", external_ids=(ExternalId("CiviCRM", "7"),)),
            (owning(JOHN, "CiviCRM", "7"), MARY),
            "lookup ID says Mary Jones C-2, CiviCRM ID says John Smith C-1",
        ),
        (
            replace(ROW, external_ids=(ExternalId("CiviCRM", "7"),)),
            (JOHN, owning(MARY, "CiviCRM", "7")),
            "CiviCRM ID says Mary Jones C-2, email says John Smith C-1",
        ),
    ],
)
def test_identifiers_that_disagree_are_a_conflict(
    row: Incoming, known: tuple[Existing, ...], detail: str
) -> None:
    decision = decided_as(row, evidence_of(known=known))

    assert (decision.outcome, decision.cause, decision.detail) == (Outcome.CONFLICT, "ids", detail)
    assert ", ".join(map(str, decision.pointers)) == detail


def test_an_address_shared_by_several_agrees_with_each_of_them() -> None:
    row = replace(ROW, lookup_id="C-2")
    shared = replace(MARY, emails=email("john@example.org"))

    assert decided_as(row, evidence_of(known=(JOHN, shared))).target == 2


def test_an_ended_address_points_at_nobody() -> None:
    ended = replace(JOHN, emails=(replace(JOHN.emails[0], active=False),))

    assert decided_as(replace(ROW, lookup_id="C-2"), evidence_of(known=(ended, MARY))).target == 2


@pytest.mark.parametrize(
    ("evidence", "decided"),
    [
        (evidence_of(known=(owning(MARY, "Mailchimp", "7"),)), None),
        (evidence_of((JOHN, 99.0), known=(owning(MARY, "Mailchimp", "7"),)), None),
        (evidence_of((JOHN, 80.0), known=(owning(MARY, "Mailchimp", "7"),)), MergedInto(1)),
    ],
)
def test_an_external_id_that_belongs_to_another_is_a_conflict(
    evidence: Evidence, decided: Decided | None
) -> None:
    row = replace(ROW, external_ids=(ExternalId("Mailchimp", "7"),))

    decision = decided_as(row, evidence, decided=decided)

    assert (decision.outcome, decision.cause) == (Outcome.CONFLICT, "external_id")
    assert decision.detail == "Mailchimp ID 7 belongs to Mary Jones C-2"
    assert [(pointer.label, pointer.owner.id) for pointer in decision.pointers] == [("Mailchimp ID", 2)]


def test_an_id_of_an_untrusted_system_points_at_nobody() -> None:
    row = replace(ROW, external_ids=(ExternalId("Mailchimp", "7"),))

    decision = decided_as(row, evidence_of((owning(JOHN, "Mailchimp", "7"), 80.0)))

    assert decision.outcome is Outcome.POSSIBLE_DUPLICATE
