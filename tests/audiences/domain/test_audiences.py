"""What an audience check asks, counts and tells, as plain values."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audiences.domain import differences, reasons
from app.audiences.domain.counting import counted
from app.audiences.domain.differences import GONE, LEFT, MOVED, SAME, Differences
from app.audiences.domain.question import Part, Question, clash
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.gates import GateResult

DONORS, BOARD, FRIENDS = Part(1, "Donors"), Part(2, "Board"), Part(3, "Friends")
PLAIN = Question(topic_id=None, topic="", included=(DONORS,))
FULL = Question(topic_id=7, topic="News", included=(DONORS, FRIENDS), excluded=(BOARD,), messages=2, days=30)
NUMBERS = st.integers(min_value=1, max_value=9_999)


SENTENCES = [
    (PLAIN, "All mail to “Donors”."),
    (
        replace(PLAIN, messages=1, days=1),
        "All mail to “Donors”, nor to who was emailed once or more in the last day.",
    ),
    (
        FULL,
        "“News” to “Donors” or “Friends”, but not to “Board”, nor to who was emailed 2 times or more "
        "in the last 30 days.",
    ),
    (replace(PLAIN, included=(DONORS, BOARD, FRIENDS)), "All mail to “Donors”, “Board” or “Friends”."),
]


@pytest.mark.parametrize(("question", "words"), SENTENCES)
def test_a_question_says_itself(question: Question, words: str) -> None:
    assert question.sentence == words


def test_a_check_without_a_name_is_called_by_its_topic_and_groups() -> None:
    assert FULL.title == "News: Donors, Friends"
    assert PLAIN.title == "All mail: Donors"


CLASHES = [
    (replace(PLAIN, included=()), "Choose at least one group. Without a group nobody is meant."),
    (replace(PLAIN, excluded=(DONORS,)), "“Donors” cannot be both included and left out."),
    (replace(PLAIN, messages=2), "Give both numbers of the limit, or neither."),
    (replace(PLAIN, days=2), "Give both numbers of the limit, or neither."),
    (PLAIN, ""),
    (FULL, ""),
]


@pytest.mark.parametrize(("question", "why"), CLASHES)
def test_a_question_that_makes_no_sense_says_why(question: Question, why: str) -> None:
    assert clash(question) == why


@given(st.dictionaries(st.one_of(st.none(), st.sampled_from([each.value for each in Barrier])), NUMBERS))
def test_the_numbers_by_headline_add_up_to_everybody(found: dict[str | None, int]) -> None:
    counts = counted(found, messages=found.get(None, 0))

    assert (
        counts.people == counts.eligible + sum(number for _, number in counts.reasons) == sum(found.values())
    )
    assert counts.sharing == 0
    assert [number for _, number in counts.reasons] == sorted((n for _, n in counts.reasons), reverse=True)


@given(
    st.dictionaries(st.sampled_from([GONE, LEFT, MOVED, SAME, *(each.value for each in Barrier)]), NUMBERS),
    NUMBERS,
)
def test_everybody_who_could_be_emailed_either_still_can_or_is_dropped(
    found: dict[str, int], since: int
) -> None:
    told = differences.differences(found, since=since)

    assert told.still + told.dropped == sum(found.values())
    assert differences.read(told.stored) == told


DIFFERENCES = [
    (Differences(5), ()),
    (
        Differences(5, stopped=((Barrier.UNSUBSCRIBED, 2), (Barrier.BOUNCED, 1))),
        ("3 cannot be emailed any more and are left out: 2 unsubscribed, 1 bounced.",),
    ),
    (
        Differences(5, since=2),
        ("2 became eligible since and are not added: check again to reach them.",),
    ),
    (
        Differences(5, moved=1, left=1, gone=2, since=1),
        (
            "1 is not in the groups any more, and left out: the list or the rule changed, "
            "or the rule asks who can be emailed.",
            "2 have no record any more, and cannot be written to.",
            "1 has another email address since; the file has the new one.",
            "1 became eligible since and is not added: check again to reach them.",
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), DIFFERENCES)
def test_every_difference_is_a_sentence(found: Differences, words: tuple[str, ...]) -> None:
    assert found.words == words
    assert found.any is bool(words)


def test_reasons_are_kept_with_their_words_and_come_back_as_they_were() -> None:
    since = datetime(2026, 2, 3, 9, 14, tzinfo=UTC)
    failed = [
        GateResult(
            Gate.NOT_UNSUBSCRIBED, Barrier.UNSUBSCRIBED, "unsubscribed from all mail", since, "by herself"
        ),
        GateResult(Gate.CONSENT, Barrier.NO_CONSENT, "no consent on record"),
    ]

    found = reasons.read(reasons.kept(failed))

    assert [each.words for each in found] == [
        "unsubscribed from all mail, since 2026-02-03 (by herself)",
        "no consent on record",
    ]
    assert [each.barrier for each in found] == [Barrier.UNSUBSCRIBED, Barrier.NO_CONSENT]
    assert found[0].since == since


def test_a_gate_that_was_passed_is_no_reason() -> None:
    with pytest.raises(ValueError, match="was passed"):
        reasons.kept([GateResult(Gate.ACTIVE, None, "active")])
