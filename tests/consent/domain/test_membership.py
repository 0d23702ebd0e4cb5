"""Since when somebody belongs to a topic, told from its lines."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.consent.domain.facts import EventKind, LedgerEvent, Party
from app.consent.domain.gates import Topic
from app.consent.domain.membership import months_back, stand, weeks_back
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.standing import Fact, Recorded, Standing
from app.consent.domain.verdict import decide

TRIPS, SUPPERS, ANN = 1, 2, 7
START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
JOINED, LEFT, LIFTED = EventKind.TOPIC_JOINED, EventKind.TOPIC_LEFT, EventKind.RESTRICTION_LIFTED
HERSELF, STAFF, IMPORT = Party.SUPPORTER, Party.STAFF, Party.IMPORT
Step = tuple[EventKind, Party] | tuple[EventKind, Party, int]


def lines(steps: list[Step]) -> list[LedgerEvent]:
    """A line a day, numbered from 1; a third part is the topic of a choice or the line that a lift ends."""
    return [_line(number, *step) for number, step in enumerate(steps, 1)]


def _line(number: int, kind: EventKind, party: Party, about: int = TRIPS) -> LedgerEvent:
    lifts = kind is LIFTED
    return LedgerEvent(
        id=number,
        sequence=number,
        kind=kind,
        at=START + timedelta(days=number),
        party=party,
        source="",
        subject=ANN,
        topic=None if lifts else about,
        evidence="a letter",
        closes=(about,) if lifts else (),
    )


@pytest.mark.parametrize(
    ("steps", "has_left", "line"),
    [
        ([(JOINED, HERSELF)], False, 1),
        ([(JOINED, HERSELF), (JOINED, STAFF)], False, 1),
        ([(LEFT, IMPORT)], True, 1),
        ([(JOINED, HERSELF), (LEFT, HERSELF)], True, 2),
        ([(JOINED, HERSELF), (LEFT, HERSELF), (JOINED, HERSELF)], False, 3),
        ([(JOINED, HERSELF), (LEFT, HERSELF), (JOINED, STAFF)], True, 2),
        ([(JOINED, HERSELF), (LEFT, STAFF), (LIFTED, STAFF, 2)], False, 1),
        (
            [(JOINED, HERSELF), (LEFT, HERSELF), (JOINED, HERSELF), (LEFT, STAFF), (LIFTED, STAFF, 4)],
            False,
            3,
        ),
        ([(JOINED, HERSELF), (LEFT, HERSELF, SUPPERS)], False, 1),
    ],
)
def test_who_joined_belongs_since_then_until_she_leaves(steps: list[Step], has_left: bool, line: int) -> None:
    found = stand(lines(steps), TRIPS)

    assert found is not None
    assert (found.has_left, found.since) == (has_left, START + timedelta(days=line))
    assert found.how.startswith(steps[line - 1][1].words)
    assert found.evidence == "a letter"


@pytest.mark.parametrize("steps", [[], [(JOINED, HERSELF, SUPPERS)], [(LEFT, STAFF), (LIFTED, STAFF, 1)]])
def test_who_never_chose_has_no_stand(steps: list[Step]) -> None:
    assert stand(lines(steps), TRIPS) is None


def test_months_and_weeks_end_with_that_of_today() -> None:
    assert months_back(date(2026, 2, 28), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert weeks_back(date(2026, 11, 22), 2) == [date(2026, 11, 9), date(2026, 11, 16)]


@pytest.mark.parametrize("archived", [True, False])
def test_a_decision_about_an_archived_topic_says_that_it_is(archived: bool) -> None:
    somebody = Standing(
        module=Fact(True), deceased=Fact(False), active=Fact(True), email=None, recorded=Recorded()
    )

    verdict = decide(
        somebody, rules=Rules(Policy.OPT_OUT), topic=Topic(TRIPS, "Trips", True, archived), at=START
    )

    said = next(gate.detail for gate in verdict.gates if gate.gate == "topic")
    assert ("which is archived" in said) is archived
