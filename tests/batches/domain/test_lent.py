"""An email that somebody else uses: a row that would give it to another person asks first."""

from dataclasses import replace

import pytest

from app.batches.domain.decide import decide_row
from app.batches.domain.review import MergedInto
from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.record import Existing, Incoming
from app.updates.domain.entry import Policy
from tests.batches.domain.cases import JOHN, MARY, ROW, SETTINGS, decided_as, email, evidence_of

MARYS = replace(ROW, emails=email("mary@example.org"))
"""John comes with the address that is Mary's."""
BOTH = replace(JOHN, emails=(*JOHN.emails, replace(MARY.emails[0], primary=False)))
ENDED = replace(MARY, emails=(replace(MARY.emails[0], active=False, primary=False),))


def test_a_row_that_would_give_somebody_the_email_of_another_person_asks() -> None:
    decision = decided_as(MARYS, evidence_of((JOHN, 99.0), known=(MARY,)))

    assert (decision.outcome, decision.action, decision.cause) == (
        Outcome.POSSIBLE_DUPLICATE,
        Action.NONE,
        "lent",
    )
    assert decision.detail.startswith("John Smith C-1: the email is also that of Mary Jones C-2; ")
    assert decision.target == JOHN.id


@pytest.mark.parametrize(
    ("row", "john", "mary"),
    [
        pytest.param(MARYS, BOTH, MARY, id="both use it already"),
        pytest.param(MARYS, JOHN, ENDED, id="she does not use it any more"),
        pytest.param(ROW, JOHN, MARY, id="it is his own"),
    ],
)
def test_nobody_is_asked_where_nothing_is_lent(row: Incoming, john: Existing, mary: Existing) -> None:
    decision = decided_as(row, evidence_of((john, 99.0), known=(mary,)))

    assert decision.outcome is Outcome.READY


def test_whoever_said_that_both_use_it_is_not_asked_again() -> None:
    decision = decided_as(MARYS, evidence_of((JOHN, 99.0), known=(MARY,)), decided=MergedInto(JOHN.id))

    assert (decision.outcome, decision.action) == (Outcome.READY, Action.UPDATE)


def test_where_rules_take_no_email_nothing_is_asked() -> None:
    policies = {"emails": Policy.FILL_BLANKS}

    decision = decide_row(
        MARYS, evidence_of((JOHN, 99.0), known=(MARY,)), replace(SETTINGS, policies=policies)
    )

    assert (decision.outcome, decision.action) == (Outcome.READY, Action.NO_CHANGE)
