"""When an import can be undone, what counts as happening since, and how it is told."""

from datetime import UTC, datetime, timedelta

import pytest

import app.schema  # noqa: F401  # every table is known
from app.activity.rollup_models import Rollup
from app.audiences.models import AudiencePerson
from app.batches.domain.reverting import Later, Trace, joined, refusal, restored, stays, until
from app.batches.domain.status import BatchStatus
from app.batches.models import BatchRow, Distinction
from app.batches.queries.traces import TABLES
from app.consent.standing_models import KeptStanding
from app.constituents.models import Address, EmailAddress, ExternalId, FormerName, Phone
from app.db import Base
from app.groups.models import GroupStay

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PARTS = {Address, EmailAddress, ExternalId, FormerName, Phone}
"""What a record consists of: it goes with it."""
NO_TRACES = {
    AudiencePerson: "says how she stood on a day, not that anything was done for her",
    Distinction: "says of somebody else's row that it is not hers",
    KeptStanding: "is made of what is on record about permission",
    GroupStay: "is a time in a group that is over",
    Rollup: "is made of facts, which are traces themselves",
}

POSSIBLE = [
    (BatchStatus.UPLOADED, 0, "has changed nothing yet"),
    (BatchStatus.IN_REVIEW, 0, "has changed nothing yet"),
    (BatchStatus.COMMITTING, 0, "is being committed"),
    (BatchStatus.PAUSED, 0, ""),
    (BatchStatus.COMMITTED, 0, ""),
    (BatchStatus.COMMITTED, 90, ""),
    (BatchStatus.COMMITTED, 91, "for 90 days after its commit"),
    (BatchStatus.UNDOING, 0, "is being undone"),
    (BatchStatus.UNDO_STOPPED, 500, ""),
    (BatchStatus.UNDONE, 0, "was undone already"),
]


@pytest.mark.parametrize(("status", "days", "why"), POSSIBLE)
def test_an_import_can_be_undone_for_a_while_after_its_commit(
    status: BatchStatus, days: int, why: str
) -> None:
    answer = refusal(status, NOW - timedelta(days=days), now=NOW, days=90)

    assert why in (answer.reason if answer else "")
    assert bool(why) == bool(answer)


def test_a_commit_that_never_came_to_its_end_can_be_undone_at_any_time() -> None:
    assert refusal(BatchStatus.PAUSED, None, now=NOW) is None
    assert until(None, 90) is None


def test_every_table_about_people_is_looked_at_or_named_here() -> None:
    """A new table that knows people must say whether a row of it keeps somebody whom an import added."""
    owners = {
        mapper.class_
        for mapper in Base.registry.mappers
        for key in mapper.local_table.foreign_key_constraints  # type: ignore[attr-defined]
        if key.referred_table.name == "constituents"
    }

    assert owners - PARTS - NO_TRACES.keys() == TABLES & owners
    assert BatchRow in TABLES


def test_what_became_of_somebody_is_a_sentence() -> None:
    since = [Later(Trace.EDITED, NOW, "Maria"), Later(Trace.GIFT), Later(Trace.NOTE)]

    assert stays(since) == "Stays: since then this person was changed by Maria, has a gift and has a note."
    assert restored(["last name", "phone", "phone"], []) == "Taken back: last name and phone."
    assert restored(["phone"], ["email, as it was edited since"]) == (
        "Taken back: phone. Stays: email, as it was edited since."
    )
    assert restored([], []) == "Nothing of what this row changed stood any more."
    assert joined(["a", "b", "a", "c"]) == "a, b and c"
