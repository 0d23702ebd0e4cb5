"""What a no adds to what is known: only restrictions, for all who have the address, and none twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.batches.domain.rows import Action, Outcome, RowState
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.standing import Restriction
from app.restrictions.domain.counts import Counts
from app.restrictions.domain.decision import Question, decide
from app.restrictions.domain.plan import Known, Wanted, said_by, wanted
from app.restrictions.domain.reasons import Reason
from app.restrictions.domain.row import NoWish, Unread, Wish

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY = "k-ann"
ANN, BOB = 1, 2
UNSUB, BOUNCED, SPAM, DNC = Reason.UNSUBSCRIBED, Reason.BOUNCED, Reason.COMPLAINED, Reason.DO_NOT_CONTACT
BOTH = Known({KEY: (ANN, BOB)})
NOBODY = Known({})


@pytest.mark.parametrize(
    ("reason", "known", "lines"),
    [
        (UNSUB, BOTH, [Wanted(UNSUB, ANN), Wanted(UNSUB, BOB)]),
        (SPAM, BOTH, [Wanted(SPAM, ANN), Wanted(SPAM, BOB)]),
        (DNC, BOTH, [Wanted(DNC, ANN), Wanted(DNC, BOB), Wanted(DNC, None)]),
        (BOUNCED, BOTH, [Wanted(BOUNCED, None)]),
        *((reason, NOBODY, [Wanted(reason, None)]) for reason in Reason),
        (UNSUB, Known({KEY: (ANN, BOB)}, {(UNSUB, ANN)}), [Wanted(UNSUB, BOB)]),
        (UNSUB, Known({KEY: (ANN,)}, {(UNSUB, ANN)}), [Wanted(UNSUB, None)]),
        (UNSUB, Known({KEY: (ANN,)}, {(UNSUB, ANN)}, {(UNSUB, KEY)}), []),
        (UNSUB, Known({KEY: (ANN,)}, set(), {(UNSUB, KEY)}), [Wanted(UNSUB, ANN)]),
        (DNC, Known({KEY: (ANN,)}, {(DNC, ANN)}), [Wanted(DNC, None)]),
        (DNC, Known({KEY: (ANN,)}, set(), {(DNC, KEY)}), [Wanted(DNC, ANN)]),
        (DNC, Known({KEY: (ANN,)}, {(DNC, ANN)}, {(DNC, KEY)}), []),
        (BOUNCED, Known({KEY: (ANN,)}, set(), {(BOUNCED, KEY)}), []),
        (UNSUB, Known({KEY: (ANN,)}, {(DNC, ANN)}, {(BOUNCED, KEY)}), [Wanted(UNSUB, ANN)]),
    ],
)
def test_a_no_reaches_all_who_have_the_address_and_adds_what_is_not_known(
    reason: Reason, known: Known, lines: list[Wanted]
) -> None:
    assert list(wanted({reason}, KEY, known, at=AT)) == lines


def test_whoever_subscribed_again_later_is_left_alone_and_whoever_shares_the_address_is_not() -> None:
    back = Known({KEY: (ANN, BOB)}, returned={ANN: AT + timedelta(days=1)})

    assert wanted({UNSUB}, KEY, back, at=AT) == (Wanted(UNSUB, BOB),)
    assert wanted({UNSUB}, KEY, Known({KEY: (ANN,)}, returned=back.returned), at=AT) == ()
    assert len(wanted({UNSUB}, KEY, back, at=AT + timedelta(days=2))) == 2


def test_every_line_restricts_and_only_do_not_contact_is_the_organizations_own() -> None:
    lines = [Wanted(reason, person) for reason in Reason for person in (ANN, None)]

    assert all(line.kind.restricts for line in lines)
    assert {line.reason for line in lines if line.party is Party.STAFF} == {DNC}
    assert {line.party for line in lines} == {Party.STAFF, Party.IMPORT}
    assert [line.suppression for line in lines if line.suppression] == [SuppressionReason.IMPORTED]


@settings(max_examples=60)
@given(
    st.sets(st.sampled_from(Reason), min_size=1),
    st.sets(st.sampled_from((ANN, BOB))),
    st.sets(st.tuples(st.sampled_from(Reason), st.sampled_from((ANN, BOB)))),
    st.sets(st.tuples(st.sampled_from(Reason), st.just(KEY))),
)
def test_once_written_the_same_no_adds_nothing(
    reasons: set[Reason], people: set[int], of_people: set[tuple[Reason, int]], at: set[tuple[Reason, str]]
) -> None:
    known = Known({KEY: tuple(sorted(people))} if people else {}, set(of_people), set(at))

    known.learn(KEY, wanted(reasons, KEY, known, at=AT))

    assert wanted(reasons, KEY, known, at=AT) == ()


def test_what_is_in_force_is_understood_as_reasons() -> None:
    def of(kind: EventKind, **more: object) -> Restriction:
        return Restriction(event=1, kind=kind, since=AT, party=Party.STAFF, **more)  # type: ignore[arg-type]

    people, addresses = said_by(
        [
            of(EventKind.UNSUBSCRIBED, subject=ANN, address_key=KEY),
            of(EventKind.DO_NOT_CONTACT_SET, subject=BOB),
            of(EventKind.TOPIC_LEFT, subject=BOB, topic=7),
            of(EventKind.SUPPRESSED, subject=ANN, address_key="k-other", reason=SuppressionReason.MANUAL),
        ]
    )

    assert people == {(UNSUB, ANN), (DNC, BOB)}
    assert addresses == {(UNSUB, KEY), (DNC, "k-other")}
    erased = said_by([of(EventKind.SUPPRESSED, address_key=KEY, reason=SuppressionReason.ERASED)])[1]
    assert erased == {(reason, KEY) for reason in Reason}


def test_rows_of_one_address_unite_and_what_an_earlier_one_said_is_a_repetition() -> None:
    def wish(number: int, *reasons: Reason) -> Question:
        return Question(number, Wish("ann@example.org", frozenset(reasons)), KEY, AT)

    rows = [wish(2, UNSUB), wish(3, UNSUB), wish(4, SPAM), wish(5, UNSUB, SPAM)]

    found = decide(rows, BOTH, {})

    assert [each.outcome for each in found] == [
        Outcome.READY,
        Outcome.SKIPPED,
        Outcome.READY,
        Outcome.SKIPPED,
    ]
    assert found[3].detail == "The same address as row 2."
    assert [each.reaches for each in found] == [(ANN, BOB), (), (ANN, BOB), ()]


def test_every_row_is_counted_once() -> None:
    rows = [
        Question(2, Wish("ann@example.org", frozenset({UNSUB}), trouble="In the future."), KEY, AT),
        Question(3, Wish("new@example.org", frozenset({BOUNCED})), "k-new", AT),
        Question(4, Wish("old@example.org", frozenset({BOUNCED})), "k-old", AT),
        Question(5, NoWish("a@example.org", "a@example.org", "permits", "…"), "", AT),
        Question(6, Unread("", "", "address", "Email is blank."), "", AT),
        Question(7, Wish("ann@example.org", frozenset({UNSUB})), KEY, AT),
    ]
    known = Known({KEY: (ANN,)}, set(), {(BOUNCED, "k-old")})

    found = decide(rows, known, {})

    counts = Counts.of(
        (each.outcome, each.action, RowState.PENDING, each.cause, 1, len(each.reaches)) for each in found
    )
    assert (counts.matched, counts.unknown, counts.already) == (1, 1, 1)
    assert (counts.repeated, counts.nothing, counts.invalid, counts.dates) == (1, 1, 1, 1)
    assert counts.rows == len(rows)
    assert [each.action for each in found[:3]] == [Action.UPDATE, Action.CREATE, Action.NO_CHANGE]
